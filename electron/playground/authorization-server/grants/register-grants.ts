import type { Provider } from 'oidc-provider'
import { jwtBearerGrant, tokenExchangeGrant } from '../grant-types.ts'
import type { GrantParts } from './issue.ts'
import { jwtBearerHandler } from './jwt-bearer.ts'
import { passwordGrant } from './password.ts'
import { tokenExchangeHandler } from './token-exchange.ts'

const forAll = ['scope', 'resource']
const traded = ['subject_token', 'subject_token_type', 'actor_token', 'actor_token_type']

/** The grants that oidc-provider leaves to others. Its clients can only be made once these are known. */
export function registerGrants(provider: Provider, parts: GrantParts): void {
  provider.registerGrantType('password', passwordGrant(parts), ['username', 'password', ...forAll], 'resource')
  provider.registerGrantType(jwtBearerGrant, jwtBearerHandler(parts), ['assertion', ...forAll], 'resource')
  const exchanged = [...traded, 'requested_token_type', 'audience', ...forAll]
  provider.registerGrantType(tokenExchangeGrant, tokenExchangeHandler(parts), exchanged, 'resource')
}
