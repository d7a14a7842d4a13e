import { createLocalJWKSet, errors, jwtVerify, type JWK, type JWTVerifyGetKey } from 'jose'
import * as z from 'zod'
import { ordersAudience } from '../starter.ts'
import { invalidToken } from './challenge.ts'

/** What the API believes about who is calling, out of a verified token. */
export interface Caller {
  readonly id: string
  readonly clientId: string
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  readonly expiresAt: Date
}

const claimsOfCaller = z.object({
  sub: z.string(),
  client_id: z.string(),
  exp: z.number(),
  scope: z.string().default(''),
  roles: z.array(z.string()).default([]),
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
  readonly publicJwk: JWK
  readonly now: () => Date
}

/** Checks a JWT access token as RFC 9068 §4 says: typ, issuer, audience, signature, expiry. Throws the 401 that fits. */
export function createTokenVerifier({ issuer, publicJwk, now }: VerifierParts) {
  const keys: JWTVerifyGetKey = createLocalJWKSet({ keys: [publicJwk] })
  return async function verifyAccessToken(token: string): Promise<Caller> {
    const at = now()
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: ordersAudience,
        typ: 'at+jwt',
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'sub', 'client_id'],
        currentDate: at,
      })
      const { sub, client_id, exp, scope, roles } = claimsOfCaller.parse(payload)
      const scopes = scope.split(' ').filter(Boolean)
      return { id: sub, clientId: client_id, roles, scopes, expiresAt: new Date(exp * 1000) }
    } catch (thrown) {
      if (thrown instanceof errors.JOSEError) throw invalidToken(describe(thrown, at))
      throw thrown
    }
  }
}
