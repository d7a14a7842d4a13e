import type { GrantType } from '@contract/oauth'
import { isGrant, isInBrowser } from './choice.ts'
import type { ProfileEdit } from './profile-edit.ts'

const urn = 'urn:ietf:params:oauth:grant-type:'
/** RFC 8414 §2 names grants as the token endpoint does. */
const grantNames: { readonly [Grant in GrantType]: string } = {
  authorization_code: 'authorization_code',
  implicit: 'implicit',
  client_credentials: 'client_credentials',
  password: 'password',
  refresh_token: 'refresh_token',
  device_code: `${urn}device_code`,
  jwt_bearer: `${urn}jwt-bearer`,
  token_exchange: `${urn}token-exchange`,
}

/** What the server publishes that does not go with what is set: worth a look, no reason to refuse. */
export function findConflicts({ discovered, choice, oauth, browser }: ProfileEdit): readonly string[] {
  if (discovered === null || !isGrant(choice)) return []
  const { grants, scopes, clientAuthentications, pkceS256, dpopAlgorithms, offers } = discovered
  const conflicts: string[] = []
  const isListed = grants.includes(grantNames[choice]) || (choice === 'device_code' && offers.includes('device'))
  if (grants.length > 0 && !isListed) conflicts.push(`The server does not list the grant ${grantNames[choice]}.`)
  if (choice === 'authorization_code' && pkceS256 === false) {
    conflicts.push('The server lists PKCE methods, but not S256; Claimcheck sends S256 all the same.')
  }
  if (clientAuthentications.length > 0 && !clientAuthentications.includes(oauth.clientAuthentication)) {
    conflicts.push(`The server does not list the client authentication ${oauth.clientAuthentication}.`)
  }
  const unknown = scopes.length === 0 ? [] : oauth.scopes.filter((scope) => !scopes.includes(scope))
  if (unknown.length > 0) {
    conflicts.push(`The server does not list the scope ${unknown.join(', ')}; it may allow it still.`)
  }
  if (oauth.dpop && dpopAlgorithms.length === 0) conflicts.push('The server does not announce DPoP.')
  if (isInBrowser(choice) && browser.pushedRequest === 'always' && !offers.includes('pushed-request')) {
    conflicts.push('The server names no endpoint for pushed requests.')
  }
  return conflicts
}
