import type { SecretText } from '../vault/secret-text.ts'

/** When a refresh token, and the sign-in with it, ends, where the server says so. */
export interface RefreshEnds {
  readonly at: Date
  /** When the server said so: its life is counted from here. */
  readonly since: Date
  readonly source: 'refresh_expires_in' | 'refresh_token_exp'
}

/**
 * What the ID token is tied to: nothing of it opens anything. The hashes are the left halves that OpenID Connect Core
 * §3.3.2.11 makes for the ID token's algorithm; null: the sign-in had no such thing, or the algorithm has no hash.
 */
export interface TokenTies {
  readonly idTokenFrom: 'sign-in' | 'refresh'
  /** The nonce that the sign-in sent. */
  readonly nonce: string | null
  readonly codeHash: string | null
  readonly stateHash: string | null
  /** The access token was refreshed since the ID token came. */
  readonly isAccessTokenNewer: boolean
}

/** What a grant gave, and when. Bound to the issuer, client and profile that it was issued for. */
export interface TokenSet {
  readonly accessToken: SecretText
  readonly refreshToken: SecretText | null
  readonly idToken: SecretText | null
  /** As the server wrote it; compared without regard to case (RFC 6749 §5.1). */
  readonly tokenType: string
  readonly scopes: readonly string[]
  readonly obtainedAt: Date
  /** null: unknown. Never "for ever". */
  readonly expiresAt: Date | null
  readonly expirySource: 'expires_in' | 'exp' | 'unknown'
  /** null: the server did not say, or there is no refresh token. */
  readonly refreshEnds: RefreshEnds | null
  /** The issuer identifier after variables were filled in. */
  readonly issuer: string
  readonly clientId: string
  readonly refreshCount: number
  /** Left out where there is no ID token, and in records of earlier versions, which did not keep it. */
  readonly ties?: TokenTies
}
