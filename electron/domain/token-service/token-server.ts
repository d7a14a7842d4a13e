import type { OAuthClient } from '../profiles/resolve-client.ts'
import type { SecretText } from '../vault/secret-text.ts'

export type RevocableToken = 'access' | 'refresh'

/** One token, and what it is said to be (RFC 7662 §2.1, RFC 7009 §2.1). */
export interface NamedToken {
  readonly token: SecretText
  readonly which: RevocableToken
}

/** What came of asking a server to revoke a token (RFC 7009 §2.2). Every text is redacted. */
export type Revocation =
  /** Also where the server never knew the token (RFC 7009 §2.2). */
  | { readonly kind: 'revoked' }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly error: string | null
      readonly description: string | null
    }
  /** `unsupported_token_type` (RFC 7009 §2.2.1). */
  | { readonly kind: 'type-not-supported' }
  /** The server was asked twice and asks to come back later (RFC 7009 §2.2.1). */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'unreachable'; readonly message: string }

/** What an authorisation server does for tokens that it issued. All but what is said otherwise throws `sign_in.*`. */
export interface TokenServer {
  /**
   * OpenID Connect Core §5.3: the claims as JSON text, as the server wrote them. `subject` is what `sub` must be; null
   * where there is no ID token to tell. Throws `token_service.refused`.
   */
  readonly userinfo: (
    client: OAuthClient,
    request: { readonly accessToken: SecretText; readonly tokenType: string; readonly subject: string | null },
  ) => Promise<{ readonly claims: string }>
  /** RFC 7662, also where the answer is a signed JWT (RFC 9701). Throws `token_service.refused`. */
  readonly introspect: (
    client: OAuthClient,
    token: NamedToken,
  ) => Promise<{ readonly active: boolean; readonly claims: string }>
  /** RFC 7009. Throws `sign_in.endpoint_missing` where it is not offered; what the server answers is the answer. */
  readonly revoke: (client: OAuthClient, token: NamedToken) => Promise<Revocation>
  /**
   * The address of the server's sign-out page (OpenID RP-Initiated Logout §2). A secret: it may carry the ID token.
   * Throws `sign_in.endpoint_missing` where there is none.
   */
  readonly endSessionUrl: (client: OAuthClient, idToken: SecretText | null) => Promise<SecretText>
}
