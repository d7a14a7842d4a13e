import type { Profile } from '../../electron/domain/profiles/profile.ts'
import { writeStoredTokens } from '../../electron/domain/tokens/stored-tokens.ts'
import type { TokenSet } from '../../electron/domain/tokens/token-set.ts'
import { aClock } from './clock.ts'
import { fileInMemory } from './file-in-memory.ts'
import { aKeeper, recordOf } from './keeper-builder.ts'
import { locksInMemory } from './locks-in-memory.ts'
import { aProfile, aTokenSet, noon, secondsAfterNoon } from './token-builder.ts'

const expiring = aTokenSet({ obtainedAt: secondsAfterNoon(-295), expiresAt: secondsAfterNoon(5) })

/** A machine with one vault and one profile, and as many processes as a test starts. */
export function aMachine({
  profile = aProfile(),
  tokens = expiring,
}: { profile?: Profile; tokens?: TokenSet | null } = {}) {
  const clock = aClock(noon)
  const locks = locksInMemory(clock.schedule)
  const diary = fileInMemory()
  const disk = new Map<string, string>()
  if (tokens !== null) disk.set(recordOf(profile.id, tokens), writeStoredTokens({ tokens, ended: null }).reveal())
  const start = (answers: NonNullable<Parameters<typeof aKeeper>[0]>['answers'] = []) =>
    aKeeper({ profile, clock, locks, diary, disk, answers })
  return { start, clock, locks, diary, disk, id: profile.id }
}
