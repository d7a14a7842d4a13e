import type { RefusalCause } from '../../contract/failures.ts'
import type { Profile } from '../profiles/profile.ts'
import type { TokenAnswer } from './read-token-answer.ts'
import type { TokenSet } from './token-set.ts'

/** What came of asking for new tokens. Only `refused` ends a sign-in. */
export type RefreshAnswer =
  | {
      readonly kind: 'refreshed'
      readonly answer: TokenAnswer
      readonly clockSkewSeconds: number | null
      /** The old refresh token was refused, and the way began anew: nothing of before is kept beside the answer. */
      readonly startsAnew?: true
    }
  /** `invalid_grant`, and nothing else (RFC 6749 §5.2). */
  | { readonly kind: 'refused'; readonly description: string | null }
  /** `invalid_client` and its like: the profile's settings are wrong, the refresh token may be good. */
  | {
      readonly kind: 'client-refused'
      readonly error: string
      readonly description: string | null
      readonly cause: RefusalCause
    }
  | {
      readonly kind: 'unavailable'
      readonly host: string
      /** What happened, in a sentence that holds no secret. */
      readonly message: string
      readonly retryAfterSeconds: number | null
      /** True where the server may have acted on the request although no usable answer came. */
      readonly reached: boolean
    }

export type Refresh = (profile: Profile, tokens: TokenSet) => Promise<RefreshAnswer>
