import { errors, importJWK, jwtVerify, type CryptoKey } from 'jose'
import { ordersAudience, robotClientId, sharedJwtSecret } from '../../demo-credentials.ts'
import { robotPublicJwk } from '../../demo-keys.ts'
import { challenge } from '../challenge.ts'
import { readToken } from '../read-token.ts'
import { invalidCredentials, noCredentials, ownerOf, type Door } from './door.ts'

const realm = 'signed JWTs'
const longestLifeSeconds = 60 * 60
const sharedKey = new TextEncoder().encode(sharedJwtSecret)

const rejected = (description: string) =>
  invalidCredentials(
    description,
    challenge('Bearer', { realm, error: 'invalid_token', error_description: description }),
  )

function describe(problem: errors.JOSEError): string {
  if (problem instanceof errors.JWTExpired) return 'The JWT has expired'
  if (problem instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason } = problem
    return reason === 'missing' ? `The JWT has no claim ${claim}` : `The claim ${claim} of the JWT is not accepted`
  }
  if (problem instanceof errors.JWSSignatureVerificationFailed) return 'The signature of the JWT does not hold'
  if (problem instanceof errors.JOSEAlgNotAllowed) return 'The JWT is signed with an algorithm that is not allowed'
  return 'What follows Bearer is not a signed JWT'
}

/** A JWT that the client signs itself: HS256 with a secret that both know, or ES256 with the robot's key. */
export function createSignedJwtDoor(now: () => Date): Door {
  const robotKey = importJWK(robotPublicJwk, 'ES256')

  // The algorithm picks the key, so that a public key is never taken for a shared secret (RFC 8725 §2.1).
  const keyFor = async ({ alg }: { alg?: string }): Promise<CryptoKey | Uint8Array> =>
    alg === 'HS256' ? sharedKey : robotKey

  async function verify(token: string) {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keyFor, {
        issuer: robotClientId,
        audience: ordersAudience,
        algorithms: ['HS256', 'ES256'],
        requiredClaims: ['sub', 'exp'],
        currentDate: now(),
      })
      return { ...payload, alg: protectedHeader.alg }
    } catch (thrown) {
      if (thrown instanceof errors.JOSEError) throw rejected(describe(thrown))
      throw thrown
    }
  }

  return {
    way: 'signed-jwt',
    async admit({ request }) {
      const { authorization } = request.headers
      if (authorization === undefined) {
        throw noCredentials('Send a JWT that you signed, as Bearer.', challenge('Bearer', { realm }))
      }
      const { sub = '', exp = 0, alg } = await verify(readToken(authorization).token)
      if (exp - now().getTime() / 1000 > longestLifeSeconds) throw rejected('The JWT lives longer than an hour')
      const owner = ownerOf(sub)
      if (owner === null) throw rejected('The JWT is about nobody who is known here')
      return { ...owner, facts: { algorithm: alg } }
    },
  }
}
