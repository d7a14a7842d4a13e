import type { FoundToken } from '../../electron/domain/inspection/found-token.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import type { TokenToInspect } from '../../electron/domain/jwt/token-to-inspect.ts'

/** The instant at which tests look at tokens: 2026-01-01 12:00 UTC. */
export const noon = new Date('2026-01-01T12:00:00Z')
export const noonSeconds = noon.getTime() / 1000

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** A JWT with these contents and a signature that means nothing; text stands for itself. */
export const aJwt = (header: unknown, claims: unknown): string => `${encode(header)}.${encode(claims)}.c2lnbmF0dXJl`

export const usualHeader = { alg: 'RS256', typ: 'at+jwt', kid: 'k1' }
export const usualClaims = {
  iss: 'https://id.example.test',
  sub: 'alice',
  aud: 'urn:orders',
  client_id: 'desktop',
  scope: 'orders:read openid',
  jti: 'q7',
  iat: noonSeconds - 60,
  exp: noonSeconds + 240,
}

/** A token as the keeper holds it: an access token of a profile, with what its server said beside it. */
export const aFoundToken = (token: string, more: Partial<FoundToken> = {}): FoundToken => ({
  content: { is: 'held', token: new SecretText(token) },
  which: 'access',
  tokens: {
    tokenType: 'Bearer',
    scopes: ['granted'],
    obtainedAt: noon,
    expiresAt: new Date(noon.getTime() + 240_000),
    expirySource: 'expires_in',
  },
  issuedBy: { issuer: 'https://id.example.test', clientId: 'desktop' },
  profileId: null,
  sentTo: null,
  synthetic: false,
  seenAt: noon,
  ...more,
})

/** A token that somebody pasted: nothing is known of it. */
export const aLooseToken = (token: string): FoundToken =>
  aFoundToken(token, { which: 'unknown', tokens: null, issuedBy: null })

export type MoreOfToken = Partial<FoundToken> & Partial<Omit<TokenToInspect, 'found'>>

/** A token as the keeper holds it, for a profile that it fits. */
export function aTokenToInspect(token: string, more: MoreOfToken = {}): TokenToInspect {
  const { profile, now, jtiSeen, ...found } = more
  return {
    found: aFoundToken(token, found),
    profile: profile ?? {
      issuer: 'https://id.example.test',
      clientId: 'desktop',
      resources: [],
      jwksUri: 'https://id.example.test/jwks',
      algorithms: null,
    },
    now: now ?? noon,
    jtiSeen: jtiSeen ?? null,
  }
}
