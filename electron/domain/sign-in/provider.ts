import type { TraceEntry } from '../../contract/sign-in.ts'
import type { Discovered } from '../../contract/profiles.ts'
import type { OAuthClient } from '../profiles/resolve-client.ts'
import type { RefreshAnswer } from '../tokens/refresh-answer.ts'
import type { TokenAnswer } from '../tokens/read-token-answer.ts'
import type { SecretText } from '../vault/secret-text.ts'

/** Where the steps of a protocol run are told, redacted, so that a failed one can be looked at. */
export interface TraceSink {
  readonly record: (entry: TraceEntry) => void
  /** Says what was wrong at the step that was recorded last. */
  readonly blame: (problem: string) => void
}

export interface ProviderCall {
  readonly trace: TraceSink
  /** Ends the call; its reason is what the call then throws. */
  readonly signal: AbortSignal
}

/** What ties a callback and an ID token to the one request they answer. */
export interface AuthorizationBinding {
  readonly redirectUri: string
  readonly state: SecretText
  readonly codeVerifier: SecretText
  /** null where no ID token is asked for (no `openid` scope). */
  readonly nonce: SecretText | null
}

export interface Asked {
  readonly scopes: readonly string[]
  /** RFC 8707 */
  readonly resource: string | null
}

export interface Granted {
  readonly answer: TokenAnswer
  readonly clockSkewSeconds: number | null
}

export type RefreshRequest = Asked &
  ({ readonly grant: 'refresh_token'; readonly refreshToken: SecretText } | { readonly grant: 'client_credentials' })

/** An authorisation server, spoken to in its protocol. All but `refresh` throw `sign_in.*`. */
export interface OpenIdProvider {
  readonly discover: (issuer: string) => Promise<Discovered>
  /** The address that the browser is to be opened on. */
  readonly authorizationUrl: (
    client: OAuthClient,
    request: Asked & { readonly loginHint: string | null; readonly binding: AuthorizationBinding },
    call: ProviderCall,
  ) => Promise<string>
  /** `callback` is the whole address that the browser came back on; all of it is checked here. */
  readonly exchangeCode: (
    client: OAuthClient,
    request: Asked & { readonly callback: SecretText; readonly binding: AuthorizationBinding },
    call: ProviderCall,
  ) => Promise<Granted>
  readonly clientCredentials: (client: OAuthClient, asked: Asked, call: ProviderCall) => Promise<Granted>
  /** Never throws for what a server did or did not answer: that is the answer. */
  readonly refresh: (client: OAuthClient, request: RefreshRequest) => Promise<RefreshAnswer>
}
