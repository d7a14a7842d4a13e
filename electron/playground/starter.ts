import type { ClientAuthentication, Grant } from '../contract/profiles.ts'

/** What a first start needs to know of the playground. Constants only, so that any room can read them cheaply. */

/** The resource the access tokens are for (their `aud`); every authorisation asks for it by default. */
export const ordersAudience = 'urn:claimcheck:orders'
export const desktopClientId = 'claimcheck-desktop'
export const robotClientId = 'robot'
/** A demo secret, published with the program and worth nothing outside the playground: the starter profile must work. */
export const robotClientSecret = 'playground-robot-demo-secret'
export const defaultAccessTokenSeconds = 300

export interface StarterProfile {
  readonly name: string
  /** The word beside the name. */
  readonly label: string
  readonly grant: Grant
  readonly clientId: string
  readonly clientAuthentication: ClientAuthentication
  readonly clientSecret: string | null
  readonly scopes: readonly string[]
  readonly loginHint: string | null
}

const person = (name: string, label: string, scopes: readonly string[]): StarterProfile => ({
  name,
  label,
  grant: 'authorization_code',
  clientId: desktopClientId,
  clientAuthentication: 'none',
  clientSecret: null,
  scopes: ['openid', 'profile', 'offline_access', ...scopes],
  loginHint: name,
})

/** alice lacks orders:write on purpose: creating an order as alice is the first 403 that is explained. */
export const starterProfiles: readonly StarterProfile[] = [
  person('alice', 'customer', ['orders:read']),
  person('bob', 'customer', ['orders:read', 'orders:write']),
  person('admin', 'staff', ['orders:read', 'orders:write', 'users:read']),
  {
    name: 'robot',
    label: 'm2m',
    grant: 'client_credentials',
    clientId: robotClientId,
    clientAuthentication: 'client_secret_basic',
    clientSecret: robotClientSecret,
    scopes: ['orders:read', 'orders:write'],
    loginHint: null,
  },
]
