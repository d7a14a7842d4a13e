import type { SignInPrompt } from '../../contract/oauth.ts'
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
  /** RFC 8707; each is a `resource` of its own. */
  readonly resources: readonly string[]
}

export interface Granted {
  readonly answer: TokenAnswer
  readonly clockSkewSeconds: number | null
}

/** What the browser is sent with, apart from what binds its answer (OpenID Connect Core §3.1.2.1). */
export interface BrowserOptions {
  readonly loginHint: string | null
  readonly prompt: SignInPrompt | null
  readonly acrValues: string | null
  readonly maxAgeSeconds: number | null
  readonly pushedRequest: 'when-offered' | 'always' | 'never'
}

export interface AuthorizationRequest extends Asked, BrowserOptions {
  /** 'token': implicit, with an ID token where `openid` is asked for. */
  readonly response: 'code' | 'token'
  readonly binding: AuthorizationBinding
}

/** A token that is traded in (RFC 8693 §2.1). `type` is a whole URI. */
export interface TradedToken {
  readonly token: SecretText
  readonly type: string
}

/** A request to the token endpoint that needs no browser. */
export type TokenRequest = Asked &
  (
    | { readonly grant: 'client_credentials' }
    | { readonly grant: 'password'; readonly username: string; readonly password: SecretText }
    | { readonly grant: 'jwt_bearer'; readonly assertion: SecretText }
    | {
        readonly grant: 'token_exchange'
        readonly subject: TradedToken
        readonly actor: TradedToken | null
        /** A whole URI. */
        readonly requestedType: string | null
        readonly audience: string | null
      }
    | { readonly grant: 'refresh_token'; readonly refreshToken: SecretText }
  )

/** What a device authorisation endpoint gave (RFC 8628 §3.2). */
export interface DeviceAuthorization {
  readonly deviceCode: SecretText
  readonly userCode: string
  readonly verificationUri: string
  readonly completeUri: string | null
  readonly expiresInSeconds: number
  readonly intervalSeconds: number
}

/** An authorisation server, spoken to in its protocol. All but `refresh` throw `sign_in.*`. */
export interface OpenIdProvider {
  readonly discover: (issuer: string) => Promise<Discovered>
  /** The address that the browser is to be opened on; pushes the request first where that is asked for (RFC 9126). */
  readonly authorizationUrl: (client: OAuthClient, request: AuthorizationRequest, call: ProviderCall) => Promise<string>
  /** `callback` is the whole address that the browser came back on; all of it is checked here. */
  readonly exchangeCode: (
    client: OAuthClient,
    request: Asked & {
      readonly callback: SecretText
      readonly binding: AuthorizationBinding
      readonly maxAgeSeconds: number | null
    },
    call: ProviderCall,
  ) => Promise<Granted>
  /** The tokens in the fragment of `callback` (RFC 6749 §4.2.2), `state`, nonce and hashes checked. */
  readonly acceptImplicit: (
    client: OAuthClient,
    request: Asked & { readonly callback: SecretText; readonly binding: AuthorizationBinding },
    call: ProviderCall,
  ) => Promise<Granted>
  readonly requestTokens: (client: OAuthClient, request: TokenRequest, call: ProviderCall) => Promise<Granted>
  readonly startDevice: (client: OAuthClient, asked: Asked, call: ProviderCall) => Promise<DeviceAuthorization>
  /** Asks as often as the server allows until the person has decided, the code has expired, or `call.signal` ends it. */
  readonly awaitDevice: (
    client: OAuthClient,
    request: Asked & { readonly device: DeviceAuthorization },
    call: ProviderCall,
  ) => Promise<Granted>
  /** Never throws for what a server did or did not answer: that is the answer. */
  readonly refresh: (client: OAuthClient, request: TokenRequest) => Promise<RefreshAnswer>
}
