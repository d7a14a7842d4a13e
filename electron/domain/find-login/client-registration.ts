import type { ClientAuthentication } from '../../contract/oauth.ts'
import type { Discovered } from '../../contract/profiles.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { ClientRegistration, FixedRedirect, RegisteredClient } from './login-finder.ts'

/** What a client needs no key for that a server can't give. */
const withoutOwnKey = ['none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const
type Registrable = (typeof withoutOwnKey)[number]

const isRegistrable = (method: string): method is Registrable => withoutOwnKey.some((each) => each === method)

/**
 * A public client where the server knows of those: a secret on a person's machine is none (RFC 8252 §8.5). A server that
 * says nothing takes client_secret_basic (RFC 8414 §2).
 */
export const preferredAuthentication = ({ clientAuthentications }: Discovered): Registrable =>
  withoutOwnKey.find((each) => clientAuthentications.includes(each)) ?? 'client_secret_basic'

const addressOf = ({ host, port, path }: FixedRedirect): string => `http://${host}:${port}${path}`
const withoutPort = ({ host, path }: FixedRedirect): string => `http://${host}${path}`

/** What to register as, with what the server announces. */
export function registrationFor(
  server: Discovered,
  asked: { readonly redirect: FixedRedirect; readonly scopes: readonly string[]; readonly dpop: boolean },
): ClientRegistration {
  const { redirect, scopes, dpop } = asked
  const mayRefresh = server.grants.length === 0 || server.grants.includes('refresh_token')
  // A server may know scopes only through its resources; a client that names one of those is refused by some.
  const areListed = scopes.length > 0 && scopes.every((each) => server.scopes.includes(each))
  return {
    clientName: 'Claimcheck',
    // With its port for servers that compare the whole address, without it for those that leave the port open
    // (RFC 8252 §7.3): there the port may be changed in the profile later.
    redirectUris: [addressOf(redirect), withoutPort(redirect)],
    grantTypes: ['authorization_code', ...(mayRefresh ? ['refresh_token'] : [])],
    authentication: preferredAuthentication(server),
    scope: areListed ? scopes.join(' ') : null,
    dpopBound: dpop,
  }
}

function refused(description: string): ClaimcheckError<'find_login.registration_refused'> {
  return new ClaimcheckError('find_login.registration_refused', { error: 'registered_otherwise', description })
}

/** How the client shows who it is, as it was registered. Throws where that needs what the server did not give. */
function authenticationOf(client: RegisteredClient, asked: ClientRegistration): ClientAuthentication {
  const isSecretAsked = asked.authentication !== 'none'
  // RFC 7591 §2: left out, it is client_secret_basic; without a secret that can only be a slip.
  const implied = client.secret === null || isSecretAsked ? asked.authentication : 'client_secret_basic'
  const method = client.authentication ?? implied
  if (!isRegistrable(method)) {
    throw refused(
      `It registered a client that authenticates with ${method.slice(0, 100)}, which needs a key of its own`,
    )
  }
  if (method !== 'none' && client.secret === null) {
    throw refused(`It registered a client that authenticates with ${method}, and gave it no client_secret`)
  }
  return method
}

/**
 * Checks what was registered: a server may change anything (RFC 7591 §3.2.1), and a client that can't be used is better
 * told now than when a person has signed in. Throws `find_login.registration_refused`.
 */
export function usableClient(
  client: RegisteredClient,
  asked: ClientRegistration,
  scopes: readonly string[],
): { readonly authentication: ClientAuthentication; readonly scopes: readonly string[] } {
  const { redirectUris, grantTypes, scope } = client
  if (redirectUris !== null && !redirectUris.some((each) => asked.redirectUris.includes(each))) {
    throw refused('It registered other redirect addresses than those asked for')
  }
  if (grantTypes !== null && !grantTypes.includes('authorization_code')) {
    throw refused('It registered a client that may not use the authorisation code')
  }
  const registered = scope === null ? null : scope.split(' ')
  const usable =
    registered === null || asked.scope === null ? scopes : scopes.filter((each) => registered.includes(each))
  return { authentication: authenticationOf(client, asked), scopes: usable }
}
