import { isRecord } from '../json/is-record.ts'
import { claimedRoles } from '../jwt/claim-chips.ts'
import { claimValues, instantOf, listOf, textOf } from '../jwt/claim-values.ts'
import { takeApart } from '../jwt/take-apart.ts'
import { typeOf } from '../jwt/token-kind.ts'
import { isRefreshTokenLike } from '../jwt/token-warnings-content.ts'
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
  /** As the inspector names them: those of a client with its name before them ("orders-api: staff"). */
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
  readonly header: ReadonlyMap<string, unknown>
  readonly values: ReadonlyMap<string, unknown>
}

/** null: opaque to us, which is how most access tokens are meant (RFC 6749 §1.4). */
function decode(token: string): Decoded | null {
  const parts = takeApart(token)
  if (parts.format !== 'jwt' || parts.claims === null) return null
  return { header: claimValues(parts.header), values: claimValues(parts.claims) }
}

type Claims = Readonly<Record<string, unknown>>

function signsOfIdToken({ header, values }: Decoded, clientId: string | null): string[] {
  if (typeOf(header) === 'at+jwt') return []
  const has = (name: string) => values.has(name)
  const audience = listOf(values.get('aud'))
  // Some servers write a nonce into access tokens, too: it tells only beside an audience that is the client itself.
  const isForClient = clientId !== null && audience.length === 1 && audience[0] === clientId
  return [
    ...(has('at_hash') || has('c_hash') ? [`it carries ${has('at_hash') ? 'at_hash' : 'c_hash'}`] : []),
    ...(values.get('token_use') === 'id' ? ['its token_use is “id”'] : []),
    ...(values.get('typ') === 'ID' ? ['its typ is “ID”'] : []),
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
  const { values } = decoded
  const claims: Claims = Object.fromEntries(values)
  const scopes = wordsIn(claims, 'scope', 'scp', 'scopes')
  const confirmation = isRecord(claims['cnf']) ? claims['cnf'] : {}
  return {
    format: 'jwt',
    scopes: scopes.length > 0 ? scopes : told.scopes,
    roles: claimedRoles(values),
    expiresAt: instantOf(claims['exp']) ?? told.expiresAt,
    notBefore: instantOf(claims['nbf']),
    issuedAt: instantOf(claims['iat']),
    audience: listOf(claims['aud']),
    issuer: textOf(claims['iss']),
    subject: textOf(claims['sub']),
    obtainedAt: told.obtainedAt ?? null,
    idTokenSigns: signsOfIdToken(decoded, told.clientId ?? null),
    isRefreshToken: isRefreshTokenLike(values),
    isBoundToKey: typeof confirmation['jkt'] === 'string',
    isBoundToCertificate: typeof confirmation['x5t#S256'] === 'string',
  }
}
