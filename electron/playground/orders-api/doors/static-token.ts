import { staticTokens } from '../../demo-credentials.ts'
import { challenge } from '../challenge.ts'
import { readToken } from '../read-token.ts'
import { invalidCredentials, noCredentials, ownerOf, type Door } from './door.ts'

const asked = challenge('Bearer', { realm: 'static tokens' })

/** A bearer token that was handed out once and never changes (RFC 6750 §2.1). */
export const staticTokenDoor: Door = {
  way: 'static-token',
  admit({ request }) {
    const { authorization } = request.headers
    if (authorization === undefined) throw noCredentials('The request carries no Authorization header.', asked)
    const { token, scheme } = readToken(authorization)
    const owner = scheme === 'Bearer' ? ownerOf(staticTokens[token] ?? '') : null
    if (owner !== null) return owner
    const rejected = challenge('Bearer', { realm: 'static tokens', error: 'invalid_token' })
    throw invalidCredentials('Nobody has this token.', rejected)
  },
}
