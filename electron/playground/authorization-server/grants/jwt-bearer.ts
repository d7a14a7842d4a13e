import { errors as joseErrors, importJWK, jwtVerify, type JWTPayload } from 'jose'
import { robotClientId } from '../../demo-credentials.ts'
import { robotPublicJwk } from '../../demo-keys.ts'
import { findPerson } from '../../people.ts'
import { jwtBearerGrant } from '../grant-types.ts'
import { invalidGrant, issueAccessToken, required, scopesOf, type GrantContext, type GrantParts } from './issue.ts'

const longestLifeSeconds = 60 * 60
const robotKey = importJWK(robotPublicJwk, 'ES256')

/** What is wrong with an assertion, in words that a person can act on (RFC 7523 §3). */
function describe(problem: joseErrors.JOSEError): string {
  if (problem instanceof joseErrors.JWTExpired) return 'the assertion has expired'
  if (problem instanceof joseErrors.JWTClaimValidationFailed) {
    const { claim, reason } = problem
    if (reason === 'missing') return `the assertion has no claim ${claim}`
    if (claim === 'aud')
      return 'the assertion is not for this server: its aud is neither the issuer nor the token endpoint'
    if (claim === 'iss') return `the assertion is not from the issuer ${robotClientId}, the only one known here`
    if (claim === 'nbf') return 'the assertion is not valid yet'
    return `the claim ${claim} of the assertion is not accepted`
  }
  if (problem instanceof joseErrors.JWSSignatureVerificationFailed)
    return 'the signature of the assertion does not hold'
  if (problem instanceof joseErrors.JOSEAlgNotAllowed) return 'the assertion is not signed with ES256'
  return 'the assertion is not a signed JWT'
}

/** Checked as RFC 7523 §3 says. Throws `invalid_grant`. */
async function verifyAssertion(ctx: GrantContext, assertion: string, now: Date): Promise<JWTPayload> {
  const { provider, issuer } = ctx.oidc
  try {
    const { payload } = await jwtVerify(assertion, await robotKey, {
      issuer: robotClientId,
      audience: [issuer, provider.urlFor('token'), ctx.oidc.urlFor('token')],
      algorithms: ['ES256'],
      requiredClaims: ['sub', 'exp', 'jti'],
      currentDate: now,
      clockTolerance: 5,
    })
    return payload
  } catch (thrown) {
    if (thrown instanceof joseErrors.JOSEError) throw invalidGrant(describe(thrown))
    throw thrown
  }
}

/** A JWT that the robot signs stands for a person (RFC 7523 §2.1); each is taken once. */
export const jwtBearerHandler = (parts: GrantParts) => async (ctx: GrantContext) => {
  const now = parts.now()
  const { sub, exp = 0, jti = '' } = await verifyAssertion(ctx, required(ctx, 'assertion'), now)
  if (exp - now.getTime() / 1000 > longestLifeSeconds) {
    throw invalidGrant('the assertion lives longer than an hour')
  }
  const person = findPerson(sub)
  if (person === undefined) throw invalidGrant('the assertion is about nobody who is known here')
  if (!(await ctx.oidc.provider.ReplayDetection.unique(robotClientId, jti, exp + 60))) {
    throw invalidGrant('the assertion was used before: its jti has been seen')
  }
  const wanted = { person, scopes: scopesOf(ctx), actor: null, grantType: jwtBearerGrant }
  const { token, value } = await issueAccessToken(ctx, parts, wanted)
  ctx.body = { access_token: value, expires_in: token.expiration, token_type: token.tokenType, scope: token.scope }
}
