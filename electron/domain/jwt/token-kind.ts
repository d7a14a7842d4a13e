import { rowOf } from '../json/row-of.ts'
import { textOf } from './claim-values.ts'

/** Types (typ) that say what a JWT is for, without `application/`: IANA's media types with the suffix +jwt. */
const kinds: Readonly<Record<string, string>> = {
  'at+jwt': 'JWT access token',
  'dpop+jwt': 'DPoP proof',
  'logout+jwt': 'Logout token',
  'secevent+jwt': 'Security event token',
  'dc+sd-jwt': 'SD-JWT credential',
  'vc+sd-jwt': 'SD-JWT credential',
  'kb+jwt': 'Key binding JWT',
  'entity-statement+jwt': 'Federation entity statement',
  'trust-mark+jwt': 'Federation trust mark',
  'token-introspection+jwt': 'Introspection answer as a JWT',
  'oauth-authz-req+jwt': 'Authorization request as a JWT',
  'client-authentication+jwt': 'Client assertion',
  'oauth-client-attestation+jwt': 'Client attestation',
  'oauth-client-attestation-pop+jwt': 'Proof of a client attestation',
  'openid4vci-proof+jwt': 'Proof for a credential request',
  'statuslist+jwt': 'Token status list',
  'vc+jwt': 'Verifiable credential as a JWT',
  'vp+jwt': 'Verifiable presentation as a JWT',
  'txntoken+jwt': 'Transaction token',
  'id-jag+jwt': 'Identity assertion grant',
  'resource-metadata+jwt': 'Resource metadata as a JWT',
  passport: 'PASSporT (identity of a call)',
}

/** The type as it is compared: lower case, `application/` left out (RFC 7515 §4.1.9). */
export const typeOf = (header: ReadonlyMap<string, unknown>): string | null =>
  textOf(header.get('typ'))
    ?.toLowerCase()
    .replace(/^application\//, '') ?? null

/** Whether a type says that it is no token for an API or an application, but a proof, a logout token, a statement. */
export const isOtherType = (type: string | null): boolean =>
  type !== null && type !== 'at+jwt' && /\+(?:sd-)?jwt$/.test(type.slice(0, 200))

/** Not signed at all, however that is spelt (RFC 8725 §3.2, jwt_tool's spellings). */
export const isUnsecured = (alg: string): boolean => /^none$/i.test(alg.trim())

/** The kind of a JWT whose payload is a set of claims. */
export function jwtKind(header: ReadonlyMap<string, unknown>): string {
  const type = typeOf(header)
  const known = type === null ? null : rowOf(kinds, type)
  if (known !== null) return known
  return isUnsecured(textOf(header.get('alg')) ?? '') ? 'Unsecured JWT' : 'JWT'
}
