import type { OAuthWay } from '../../contract/oauth.ts'
import type { StarterProfile } from '../starter-profile.ts'

/** An example says what is its own; its group is the same for all. */
export type Example = Pick<StarterProfile, 'name' | 'label' | 'way'> &
  Partial<Pick<StarterProfile, 'certificate' | 'secrets'>>

/** Asks the browser for nothing out of the ordinary; the request stays readable in the address. */
export const inBrowser = {
  redirect: { by: 'free-port' },
  loginHint: null,
  prompt: null,
  acrValues: null,
  maxAgeSeconds: null,
  pushedRequest: 'never',
} as const

export const clientCredentials = { type: 'client_credentials' } as const

/** A client at the playground's authorisation server; its address is a variable, as the port may be another tomorrow. */
export const oauth = (own: Pick<OAuthWay, 'clientId' | 'grant'> & Partial<OAuthWay>): OAuthWay => ({
  kind: 'oauth',
  issuer: '{{playgroundIssuer}}',
  endpoints: null,
  clientAuthentication: 'none',
  clientSigning: null,
  scopes: ['orders:read'],
  resources: [],
  extraParameters: [],
  dpop: false,
  ...own,
})
