import { createLocalJWKSet, errors, jwtVerify, type JWK, type JWTVerifyGetKey } from 'jose'
import * as z from 'zod'
import { ordersAudience } from '../demo-credentials.ts'
import { invalidToken, type TokenScheme } from './challenge.ts'

/** What the API believes about who is calling, out of a verified token. */
export interface Caller {
  readonly id: string
  readonly clientId: string
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  readonly expiresAt: Date
  /** What the token was sent with. */
  readonly scheme: TokenScheme
  /** How the person signed in, where the token says so (RFC 9068 §2.2.1). */
  readonly acr: string | null
  /** When the person signed in, where the token says so (RFC 9068 §2.2.1). */
  readonly signedInAt: Date | null
  /** Who uses the token in the person's place (RFC 8693 §4.1). */
  readonly actor: unknown
}

/** RFC 7800 §3.1: the key or the certificate without which the token is worth nothing. */
const confirmation = z.object({ jkt: z.string().optional(), 'x5t#S256': z.string().optional() })
export type Confirmation = z.infer<typeof confirmation>

const claimsOfCaller = z.object({
  sub: z.string(),
  client_id: z.string(),
  exp: z.number(),
  jti: z.string().optional(),
  scope: z.string().default(''),
  roles: z.array(z.string()).default([]),
  acr: z.string().nullable().default(null),
  auth_time: z.number().nullable().default(null),
  act: z.unknown().optional(),
  cnf: confirmation.default({}),
})

/** Says what is wrong with a token, in words that a person can act on; no part of the token is repeated. */
function describe(problem: errors.JOSEError, now: Date): string {
  if (problem instanceof errors.JWTExpired) {
    const seconds = Math.floor(now.getTime() / 1000) - Number(problem.payload.exp)
    return `The token expired ${seconds} s ago`
  }
  if (problem instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason } = problem
    if (reason === 'missing') return `The token has no claim ${claim}`
    if (claim === 'aud') return `The token is for another audience than ${ordersAudience}`
    if (claim === 'iss') return 'The token is from another issuer'
    if (claim === 'nbf') return 'The token is not valid yet'
    if (claim === 'typ') return 'The token is not an access token (its typ is not at+jwt)'
    return `The claim ${claim} is not accepted`
  }
  if (problem instanceof errors.JWSSignatureVerificationFailed) return 'The signature of the token does not hold'
  if (problem instanceof errors.JWKSNoMatchingKey)
    return 'The token is signed by a key that the issuer does not publish'
  if (problem instanceof errors.JOSEAlgNotAllowed) return 'The token is signed with an algorithm that is not allowed'
  return 'The token is not a signed JWT'
}

export interface VerifierParts {
  readonly issuer: string
  /** Addresses of the API: a token that was asked for by one of them names it as its audience (RFC 8707). */
  readonly audiences: readonly string[]
  readonly publicJwk: JWK
  readonly isRevoked: (jti: string) => Promise<boolean>
  readonly now: () => Date
}

export interface VerifiedToken {
  readonly caller: Omit<Caller, 'scheme'>
  readonly confirmation: Confirmation
}

/**
 * Checks a JWT access token as RFC 9068 §4 says: typ, issuer, audience, signature, expiry; and that it was not revoked.
 * Throws the 401 that fits. What the token is bound to is for the caller to check.
 */
export function createTokenVerifier({ issuer, audiences, publicJwk, isRevoked, now }: VerifierParts) {
  const keys: JWTVerifyGetKey = createLocalJWKSet({ keys: [publicJwk] })

  async function verify(token: string, scheme: TokenScheme) {
    const at = now()
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: [ordersAudience, ...audiences],
        typ: 'at+jwt',
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'sub', 'client_id'],
        currentDate: at,
      })
      return claimsOfCaller.parse(payload)
    } catch (thrown) {
      if (thrown instanceof errors.JOSEError) throw invalidToken(describe(thrown, at), scheme)
      throw thrown
    }
  }

  return async function verifyAccessToken(token: string, scheme: TokenScheme): Promise<VerifiedToken> {
    const { sub, client_id, exp, jti, scope, roles, acr, auth_time, act, cnf } = await verify(token, scheme)
    if (jti !== undefined && (await isRevoked(jti))) throw invalidToken('The token was revoked', scheme)
    const scopes = scope.split(' ').filter(Boolean)
    const signedInAt = auth_time === null ? null : new Date(auth_time * 1000)
    const expiresAt = new Date(exp * 1000)
    const caller = { id: sub, clientId: client_id, roles, scopes, expiresAt, acr, signedInAt, actor: act }
    return { caller, confirmation: cnf }
  }
}
