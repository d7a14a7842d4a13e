import type { ProfileId } from '../../contract/ids.ts'
import type { Session } from '../../contract/tokens.ts'
import type { Profile, ProfileStore } from '../profiles/profile.ts'
import type { Variables } from '../requests/variables.ts'
import type { Exclusively } from '../storage/exclusively.ts'
import type { SecretRecords } from '../vault/secret-records.ts'
import type { Refresh } from './refresh-answer.ts'
import type { Schedule } from './timer.ts'
import type { TokenSet } from './token-set.ts'
import type { TokenTimeline } from './token-timeline.ts'
import type { TokensKey } from './tokens-key.ts'

/** What is remembered of tokens beyond their life; it never stands in the way of those that are in use. */
export interface TokenMemory {
  /** Told of tokens that are being kept at this moment. Returns at once, and never throws. */
  readonly note: (id: ProfileId, tokens: TokenSet) => void
  /** Forgets what is remembered of one authority's. Throws what the vault throws. */
  readonly forgetOne: (key: TokensKey) => Promise<void>
  /** Forgets all that is remembered of the profile's. Throws what the vault throws. */
  readonly forget: (id: ProfileId) => Promise<void>
}

export interface TokenKeeperParts {
  readonly now: () => Date
  /** Milliseconds of a clock that nobody sets (`performance.now`). */
  readonly monotonicMs: () => number
  readonly schedule: Schedule
  /** A number in [0, 1), for jitter only. */
  readonly random: () => number
  readonly records: SecretRecords
  /** Keeps processes with one vault apart. */
  readonly exclusively: Exclusively
  readonly timeline: TokenTimeline
  readonly history: TokenMemory
  readonly profiles: Pick<ProfileStore, 'find' | 'all'>
  readonly variables: () => Variables
  readonly refresh: Refresh
  /** What is shown of a profile whose way has no tokens that are got, kept and renewed. */
  readonly standing: (profile: Profile) => Promise<Session>
  readonly onChanged: (ids: readonly ProfileId[]) => void
  /** For what goes wrong where nobody waits; an expected failure never gets here. */
  readonly reportBug: (thrown: unknown) => void
}
