import type { ProfileId } from '../../electron/contract/ids.ts'
import type { Authority } from '../../electron/domain/profiles/authority.ts'
import type { Profile } from '../../electron/domain/profiles/profile.ts'
import type { RefreshAnswer } from '../../electron/domain/tokens/refresh-answer.ts'
import { createProfileSecrets } from '../../electron/domain/profiles/profile-secrets.ts'
import { standingSession } from '../../electron/domain/profiles/standing-session.ts'
import { createTokenKeeper, type TokenKeeper } from '../../electron/domain/tokens/token-keeper.ts'
import { writeStoredTokens } from '../../electron/domain/tokens/stored-tokens.ts'
import { createTokenTimeline } from '../../electron/domain/tokens/token-timeline.ts'
import type { Schedule } from '../../electron/domain/tokens/timer.ts'
import type { TokenSet } from '../../electron/domain/tokens/token-set.ts'
import { tokensKey } from '../../electron/domain/tokens/tokens-key.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { aClock } from './clock.ts'
import { fileInMemory } from './file-in-memory.ts'
import { locksInMemory } from './locks-in-memory.ts'
import { recordsInMemory } from './records-in-memory.ts'
import { aTokenHistory } from './token-history.ts'
import { aProfile, aTokenAnswer, aTokenSet, noon, profilesInMemory } from './token-builder.ts'

export const refreshed = (turn = 2, at = noon): RefreshAnswer => ({
  kind: 'refreshed',
  clockSkewSeconds: null,
  answer: aTokenAnswer({
    accessToken: new SecretText(`access-${turn}`),
    refreshToken: new SecretText(`refresh-${turn}`),
    receivedAt: at,
    expiresAt: new Date(at.getTime() + 300_000),
  }),
})
export const refused: RefreshAnswer = { kind: 'refused', description: 'grant request is invalid' }
export const unreachable = (
  reached = false,
  message = 'id.example.test refused the connection',
): Extract<RefreshAnswer, { kind: 'unavailable' }> => ({
  kind: 'unavailable',
  host: 'id.example.test',
  message,
  retryAfterSeconds: null,
  reached,
})

/** Where a profile's tokens of an authority stand; by default that of the first profile and token set of the builders. */
export const recordOf = (id: ProfileId, tokens: Authority = aTokenSet()): string => `tokens/${tokensKey(id, tokens)}`
export const noteOf = (id: ProfileId, tokens: Authority = aTokenSet()): string =>
  `refresh-intent/${tokensKey(id, tokens)}`

type Answer = RefreshAnswer | Error | 'never'

interface Situation {
  readonly profile?: Profile
  /** null: signed out. */
  readonly tokens?: TokenSet | null
  readonly answers?: Answer[]
  readonly clock?: ReturnType<typeof aClock>
  /** What an earlier run of the program left, or another process that runs now shares. */
  readonly disk?: Map<string, string>
  /** The machine's, where several processes share the disk. */
  readonly locks?: ReturnType<typeof locksInMemory>
  /** What several processes write their timeline to. */
  readonly diary?: ReturnType<typeof fileInMemory>
}

/** The diary's timer is not among those that a test of refreshes counts; it writes at the end. */
const neverByItself: Schedule = () => () => undefined

/** A timeline that nobody reads again after the test. */
export const aTimeline = ({ now }: Pick<ReturnType<typeof aClock>, 'now'>, { file } = fileInMemory()) =>
  createTokenTimeline({
    ...{ file, now, schedule: neverByItself },
    reportBug: (thrown) => {
      throw thrown
    },
  })

/** A keeper over memory, with a clock in the test's hand and a provider that gives the answers it is told to. */
export function aKeeper(situation: Situation = {}) {
  const { profile = aProfile(), tokens = aTokenSet(), answers = [], clock = aClock(noon), disk } = situation
  const { locks = locksInMemory(clock.schedule), diary = fileInMemory() } = situation
  const { records, situation: vault } = recordsInMemory(disk, { isOneOfMany: situation.locks !== undefined })
  const profiles = profilesInMemory(profile)
  const { id } = profile
  if (disk === undefined && tokens !== null) {
    vault.disk.set(recordOf(id, tokens), writeStoredTokens({ tokens, ended: null }).reveal())
  }
  const asked: string[] = []
  const changes: ProfileId[] = []
  const bugs: unknown[] = []
  const variables = new Map<string, string>()
  let gate: Promise<void> = Promise.resolve()
  /** The provider keeps its answers back until the function that this gives is called. */
  function hold(): () => void {
    let open: () => void = () => undefined
    gate = new Promise((resolve) => {
      open = resolve
    })
    return open
  }
  const timeline = aTimeline(clock, diary)
  const history = aTokenHistory({
    ...{ records, findProfile: profiles.find, now: clock.now, peek: (of) => keeper.peek(of) },
    reportBug: (thrown) => void bugs.push(thrown),
  })
  const keeper: TokenKeeper = createTokenKeeper({
    ...{ now: clock.now, monotonicMs: clock.monotonicMs, schedule: clock.schedule, records, profiles },
    ...{ exclusively: locks.exclusively, timeline, history },
    random: () => 0.5,
    standing: (each) => standingSession(each, createProfileSecrets(records)),
    variables: () => variables,
    async refresh(_profile, before) {
      asked.push(before.refreshToken?.reveal() ?? 'client credentials')
      vault.log.push('refresh')
      const answer = answers.shift()
      if (answer === undefined) throw new Error('the test provider ran out of answers')
      if (answer === 'never') return new Promise(() => undefined)
      await gate
      await new Promise((resolve) => setImmediate(resolve)) // no server answers within the same turn
      if (answer instanceof Error) throw answer
      return answer
    },
    onChanged: (ids) => void changes.push(...ids),
    reportBug: (thrown) => void bugs.push(thrown),
  })
  /** The kinds of what happened, the oldest first. */
  const happened = async () => (await keeper.timeline(id)).map(({ what }) => what).toReversed()
  return {
    ...{ keeper, id, profile, profiles, clock, vault, records, asked, changes, bugs, variables, hold },
    ...{ locks, diary, timeline, history, happened },
  }
}
