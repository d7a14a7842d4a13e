import type { TokenHappening } from '../../electron/contract/tokens.ts'
import { ClaimcheckError } from '../../electron/domain/failures/claimcheck-error.ts'
import { createTokenTimeline } from '../../electron/domain/tokens/token-timeline.ts'
import { aClock } from './clock.ts'
import { fileInMemory } from './file-in-memory.ts'
import { aProfileId, noon } from './token-builder.ts'

export const host = 'id.example.test'
/** The profile whose timeline is looked at. */
export const id = aProfileId()
export const copied: TokenHappening = { kind: 'copied', which: 'access' }
export const refreshedAs = (reference: string, cause: 'expiring' | 'elsewhere' = 'expiring'): TokenHappening => ({
  ...{ kind: 'refreshed', reference, cause, expiresAt: null, rotated: true, scopesLost: [] },
})

/** The real timeline over a file in memory, on a clock that the test sets. */
export function aTimeline({ clock = aClock(noon), diary = fileInMemory() } = {}) {
  const bugs: unknown[] = []
  const reportBug = (thrown: unknown): void => void bugs.push(thrown)
  const timeline = createTokenTimeline({ file: diary.file, now: clock.now, schedule: clock.schedule, reportBug })
  const kinds = async (of = id) => (await timeline.of(of)).map(({ what }) => what.kind)
  return { timeline, clock, bugs, kinds, disk: diary.situation, diary }
}

export const diskFull = (): never => {
  throw new ClaimcheckError('storage.write_failed', { file: 'token-events.json', reason: 'disk-full' })
}
