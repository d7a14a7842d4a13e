import type { Redirect } from '../../contract/oauth.ts'
import type { Discovered } from '../../contract/profiles.ts'
import type { WholeAnswer } from '../requests/whole-exchange.ts'
import type { WireTarget } from '../requests/wire-request.ts'
import type { TraceSink } from '../sign-in/provider.ts'
import type { SecretText } from '../vault/secret-text.ts'

/** An authorisation server as its own metadata describes it. */
export interface ReadServer {
  readonly discovered: Discovered
  /** It signs people in with OpenID Connect, so that `openid` may be asked for. */
  readonly isOpenId: boolean
}

/** What a client asks to be registered as (RFC 7591 §2); application_type is "native" (OpenID Registration §2). */
export interface ClientRegistration {
  readonly clientName: string
  readonly redirectUris: readonly string[]
  readonly grantTypes: readonly string[]
  readonly authentication: string
  /** null: the server's default. */
  readonly scope: string | null
  /** RFC 9449 §5.2 */
  readonly dpopBound: boolean
}

/** What a server registered (RFC 7591 §3.2.1); null where the answer does not say. It may be other than was asked for. */
export interface RegisteredClient {
  readonly clientId: string
  readonly secret: SecretText | null
  readonly authentication: string | null
  readonly redirectUris: readonly string[] | null
  readonly grantTypes: readonly string[] | null
  readonly scope: string | null
}

export type FixedRedirect = Extract<Redirect, { by: 'fixed' }>

/** What a request is for. The body of a document is told, that of an API is nobody's business here. */
export interface AboutGet {
  readonly title: string
  readonly tellsBody: boolean
}

/** The outside world of looking for a login. Every request is told to the trace, redacted; none carries a credential. */
export interface LoginFinder {
  /** One GET, no redirect followed. */
  readonly get: (target: WireTarget, about: AboutGet, trace: TraceSink) => Promise<WholeAnswer>
  /** Reads the metadata anew (OpenID discovery, then RFC 8414). Throws `sign_in.issuer_*`. */
  readonly discover: (issuer: string, trace: TraceSink) => Promise<ReadServer>
  /** RFC 7591. Throws `find_login.registration_refused`, `sign_in.issuer_*`, `sign_in.endpoint_missing`. */
  readonly register: (issuer: string, client: ClientRegistration, trace: TraceSink) => Promise<RegisteredClient>
  /** A loopback address that is free now, with a path that nobody can guess. */
  readonly chooseRedirect: () => Promise<FixedRedirect>
}
