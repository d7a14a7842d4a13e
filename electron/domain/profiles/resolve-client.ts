import type { Signing } from '../../contract/keys.ts'
import type { ClientAuthentication, Endpoints, ExtraParameter } from '../../contract/oauth.ts'
import type { ClientCertificate } from '../credentials/client-certificate.ts'
import type { DpopKey } from '../dpop/dpop-key.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { fillTemplateOrThrow, type Variables } from '../requests/variables.ts'
import type { SecretText } from '../vault/secret-text.ts'

/** The endpoints of a server that publishes none, with variables filled in; null where it has no such endpoint. */
export type ServerEndpoints = Endpoints

/** A profile's client at an issuer, with variables filled in: what a provider needs to know of it. */
export interface OAuthClient {
  readonly issuer: string
  /** null: the issuer's metadata says. */
  readonly endpoints: ServerEndpoints | null
  readonly clientId: string
  readonly authentication: ClientAuthentication
  /** For client_secret_*. */
  readonly secret: SecretText | null
  /** PEM or JWK, for private_key_jwt. */
  readonly key: SecretText | null
  readonly signing: Signing | null
  /** For tls_client_auth, and wherever the server asks for one. */
  readonly certificate: ClientCertificate | null
  /** Set where the tokens are to be bound to it (RFC 9449). */
  readonly dpop: DpopKey | null
  readonly extraParameters: readonly ExtraParameter[]
}

const loopbackHost = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/

export const isLoopback = ({ hostname }: URL): boolean => loopbackHost.test(hostname)

/** True for https, and for plain http that never leaves this machine. */
export function isSecureAddress(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
}

/** The address of an issuer, or of one of its endpoints. Throws `input.variable_unknown`, `input.url_invalid`, `sign_in.issuer_insecure`. */
export function resolveIssuer(issuerText: string, variables: Variables): string {
  const issuer = fillTemplateOrThrow(issuerText, variables).trim()
  if (!URL.canParse(issuer)) {
    throw new ClaimcheckError('input.url_invalid', { url: issuer, reason: issuer === '' ? 'empty' : 'malformed' })
  }
  const url = new URL(issuer)
  if (url.username !== '' || url.password !== '') {
    throw new ClaimcheckError('input.url_invalid', { url: url.host, reason: 'credentials' })
  }
  if (!isSecureAddress(url)) throw new ClaimcheckError('sign_in.issuer_insecure', { url: issuer })
  return issuer
}
