import type { Provider } from 'oidc-provider'
import type { Counters } from '../counters.ts'
import { deviceCodeGrant, jwtBearerGrant, tokenExchangeGrant } from './grant-types.ts'

const grantCounters: Readonly<Record<string, keyof Counters>> = {
  refresh_token: 'refreshes',
  authorization_code: 'codes',
  client_credentials: 'clientCredentials',
  password: 'passwords',
  [deviceCodeGrant]: 'devices',
  [jwtBearerGrant]: 'assertions',
  [tokenExchangeGrant]: 'exchanges',
}

/** Counts what came of token requests, by their grant. */
export function countGrants(provider: Provider, counters: Counters): void {
  provider.on('grant.success', ({ oidc }) => {
    const counter = grantCounters[String(oidc.params?.['grant_type'])]
    if (counter !== undefined) counters[counter]++
  })
  provider.on('grant.error', ({ oidc }) => {
    if (oidc.params?.['grant_type'] === 'refresh_token') counters.refusedRefreshes++
  })
  provider.on('pushed_authorization_request.success', () => void counters.pushedRequests++)
  provider.on('registration_create.success', () => void counters.registrations++)
}
