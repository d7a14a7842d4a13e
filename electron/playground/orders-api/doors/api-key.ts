import { apiKeys } from '../../demo-credentials.ts'
import { challenge } from '../challenge.ts'
import { Refusal } from '../problem.ts'
import { cookieOf } from '../read-cookie.ts'
import { invalidCredentials, noCredentials, ownerOf, type Door } from './door.ts'

const asked = challenge('ApiKey', { header: 'X-API-Key', query: 'api_key', cookie: 'api_key' })

/** A key in one of three places; in two at once it is not clear which is meant. */
export const apiKeyDoor: Door = {
  way: 'api-key',
  admit({ request, query }) {
    const { 'x-api-key': inHeader } = request.headers
    const places = { header: inHeader, query: query.get('api_key'), cookie: cookieOf(request, 'api_key') }
    const found = Object.entries(places).filter(([, key]) => typeof key === 'string')
    const [first, second] = found
    if (first === undefined) {
      throw noCredentials('Send a key as X-API-Key, or as api_key in the query or in a cookie.', asked)
    }
    if (second !== undefined) {
      const detail = `There is a key in the ${found.map(([place]) => place).join(' and in the ')}: send one.`
      // RFC 6750 §3.1 has the same for tokens: sent in more than one way.
      const headers = { 'www-authenticate': `${asked}, error="invalid_request", error_description="${detail}"` }
      throw new Refusal({ status: 400, code: 'malformed_authorization', title: 'More than one key', detail, headers })
    }
    const [place, key] = first
    const owner = ownerOf(apiKeys[String(key)] ?? '')
    if (owner === null) throw invalidCredentials('Nobody has this key.', asked)
    return { ...owner, facts: { keyIn: place } }
  },
}
