import type { ProfileId } from '../../contract/ids.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { TokenSet } from './token-set.ts'

/** The one way to a token for whoever sends requests. */
export interface TokenAuthority {
  /**
   * Tokens that are fit to be sent now, refreshed first where they are due. Throws `session.signed_out`,
   * `session.refresh_refused`, `session.provider_unreachable` and `session.refreshing_elsewhere` (these two only when the
   * access token has expired too), `vault.*`.
   */
  readonly usableTokens: (id: ProfileId) => Promise<{ tokens: TokenSet; refreshed: boolean }>
  /**
   * After a 401: newer tokens than `rejected`, by one shared refresh, or by a refresh that somebody else already made.
   * null when there is nothing to refresh with, or the refresh did not succeed.
   */
  readonly tokensAfterRejection: (id: ProfileId, rejected: SecretText) => Promise<TokenSet | null>
  /** Tells the measured difference between the server's clock and ours, in seconds (positive: the server is ahead). */
  readonly noteServerDate: (id: ProfileId, skewSeconds: number) => void
  /** Tells that a request went out with these tokens; `refused`: it was answered with 401. */
  readonly noteUse: (id: ProfileId, tokens: TokenSet, refused: boolean) => void
}
