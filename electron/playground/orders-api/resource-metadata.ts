import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { apiScopes } from '../scopes.ts'
import { proofAlgorithms } from './challenge.ts'
import { sendJson } from './exchange.ts'
import { Refusal } from './problem.ts'
import type { Route } from './router.ts'

const wellKnown = '/.well-known/oauth-protected-resource'

export interface ResourceParts {
  readonly issuer: string
  readonly apiUrl: string
  readonly secureApiUrl: string
}

/** The API of the address that a request came to: with TLS or without. */
export const baseOf = ({ socket }: IncomingMessage, { apiUrl, secureApiUrl }: ResourceParts): string =>
  socket instanceof TLSSocket ? secureApiUrl : apiUrl

/** Doors that take no token of the authorisation server have nothing to tell of it. */
const takesTokens = (path: string): boolean =>
  !path.startsWith('/with/') || /^\/with\/(dpop|endless-nonce|step-up|fresh-sign-in)(\/|$)/.test(path)

/** What the API says of itself, for all of it or for one path (RFC 9728 §2). */
const metadataOf = (base: string, path: string, issuer: string) => ({
  resource: `${base}${path}`,
  resource_name: 'Orders API',
  authorization_servers: [issuer],
  scopes_supported: apiScopes,
  bearer_methods_supported: ['header'],
  dpop_signing_alg_values_supported: proofAlgorithms,
  ...(/^\/with\/(?:dpop|endless-nonce)(?:\/|$)/.test(path) && { dpop_bound_access_tokens_required: true }),
})

export function createMetadataRoutes(parts: ResourceParts): readonly Route[] {
  const answer: Route['answer'] = ({ request, response, id }) => {
    const path = id === '' ? '' : `/${id}`
    if (!takesTokens(path)) {
      const detail = 'The authorisation server has nothing to do with this door.'
      throw new Refusal({ status: 404, code: 'not_found', title: 'Not found', detail })
    }
    sendJson(response, 200, metadataOf(baseOf(request, parts), path, parts.issuer))
  }
  return [
    { method: 'GET', path: wellKnown, answer },
    { method: 'GET', path: `${wellKnown}/{rest}`, answer },
  ]
}

/** The same refusal, its challenge with the address where the way to a token is told (RFC 9728 §5.1). */
export function tellWhere(refusal: Refusal, base: string): Refusal {
  const { headers, status } = refusal.problem
  const challenge = headers?.['www-authenticate']
  // At the door of the signed JWT, a bearer token is one of the client's own.
  if (status !== 401 || typeof challenge !== 'string' || !/^(Bearer|DPoP) realm="orders"/.test(challenge))
    return refusal
  const told = `${challenge}, resource_metadata="${base}${wellKnown}"`
  return new Refusal({ ...refusal.problem, headers: { ...headers, 'www-authenticate': told } })
}
