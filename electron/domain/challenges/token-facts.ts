import { isRecord } from '../json/is-record.ts'
import { decodeJwt, decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from 'jose'
import type { SecretText } from '../vault/secret-text.ts'
import { wordsIn } from './bodies/said-members.ts'

/** What is known of a token beside its text. */
export interface ToldOfToken {
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
  readonly obtainedAt?: Date
  readonly clientId?: string
}

/** What can be said of an access token without asking anyone; nothing of it is a secret. */
export interface TokenFacts {
  readonly format: 'jwt' | 'opaque'
  readonly scopes: readonly string[]
  readonly roles: readonly string[]
  readonly expiresAt: Date | null
  readonly notBefore: Date | null
  readonly issuedAt: Date | null
  readonly audience: readonly string[]
  readonly issuer: string | null
  readonly subject: string | null
  /** When it came here from its server; null where nobody saw that. */
  readonly obtainedAt: Date | null
  /**
   * What only ID tokens carry, and this one does, as a clause each: at_hash or c_hash (OpenID Connect Core §3.1.3.6,
   * §3.3.2.11), a provider's own mark; empty for a token that calls itself an access token (typ at+jwt, RFC 9068 §2.1).
   */
  readonly idTokenSigns: readonly string[]
  /** It calls itself a refresh token. */
  readonly isRefreshToken: boolean
  /** `cnf.jkt`: only whoever proves to hold that key may send it (RFC 9449 §6.1). */
  readonly isBoundToKey: boolean
  /** `cnf.x5t#S256`: only whoever shows that certificate may send it (RFC 8705 §3.1). */
  readonly isBoundToCertificate: boolean
}

interface Decoded {
  readonly header: ProtectedHeaderParameters
  readonly claims: JWTPayload
}

function decode(token: string): Decoded | null {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) }
  } catch {
    return null // Opaque to us, which is how most access tokens are meant (RFC 6749 §1.4).
  }
}

const instant = (seconds: unknown): Date | null => {
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return null
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? null : date
}

function rolesIn(claims: JWTPayload): string[] {
  const realm = isRecord(claims['realm_access']) ? wordsIn(claims['realm_access'], 'roles') : []
  const resources = isRecord(claims['resource_access']) ? Object.values(claims['resource_access']) : []
  const perResource = resources.flatMap((each) => (isRecord(each) ? wordsIn(each, 'roles') : []))
  const flat = ['roles', 'role', 'groups', 'cognito:groups'].flatMap((name) => wordsIn(claims, name))
  return [...new Set([...flat, ...realm, ...perResource])]
}

function signsOfIdToken({ header, claims }: Decoded, clientId: string | null): string[] {
  if (typeof header.typ === 'string' && /^(?:application\/)?at\+jwt$/i.test(header.typ)) return []
  const has = (name: string) => Object.hasOwn(claims, name)
  const audience = wordsIn(claims, 'aud')
  // Some servers write a nonce into access tokens, too: it tells only beside an audience that is the client itself.
  const isForClient = clientId !== null && audience.length === 1 && audience[0] === clientId
  return [
    ...(has('at_hash') || has('c_hash') ? [`it carries ${has('at_hash') ? 'at_hash' : 'c_hash'}`] : []),
    ...(claims['token_use'] === 'id' ? ['its token_use is “id”'] : []),
    ...(claims['typ'] === 'ID' ? ['its typ is “ID”'] : []),
    ...(isForClient && has('nonce')
      ? [`it is meant for the client itself (aud is ${clientId}) and carries a nonce`]
      : []),
  ]
}

/** The token's own claims where it is a JWT; what the token endpoint said where it is not. Never throws. */
export function readTokenFacts(token: SecretText, told: ToldOfToken): TokenFacts {
  const decoded = decode(token.reveal())
  if (decoded === null) {
    return {
      ...{ format: 'opaque', scopes: told.scopes, roles: [], expiresAt: told.expiresAt, notBefore: null },
      ...{ issuedAt: null, audience: [], issuer: null, subject: null, idTokenSigns: [], isRefreshToken: false },
      obtainedAt: told.obtainedAt ?? null,
      ...{ isBoundToKey: false, isBoundToCertificate: false },
    }
  }
  const { header, claims } = decoded
  const scopes = wordsIn(claims, 'scope', 'scp', 'scopes')
  const confirmation = isRecord(claims['cnf']) ? claims['cnf'] : {}
  return {
    format: 'jwt',
    scopes: scopes.length > 0 ? scopes : told.scopes,
    roles: rolesIn(claims),
    expiresAt: instant(claims.exp) ?? told.expiresAt,
    notBefore: instant(claims.nbf),
    issuedAt: instant(claims.iat),
    audience: wordsIn(claims, 'aud'),
    issuer: typeof claims.iss === 'string' ? claims.iss : null,
    subject: typeof claims.sub === 'string' ? claims.sub : null,
    obtainedAt: told.obtainedAt ?? null,
    idTokenSigns: signsOfIdToken({ header, claims }, told.clientId ?? null),
    isRefreshToken: typeof claims['typ'] === 'string' && /^(?:refresh|offline)$/i.test(claims['typ']),
    isBoundToKey: typeof confirmation['jkt'] === 'string',
    isBoundToCertificate: typeof confirmation['x5t#S256'] === 'string',
  }
}
