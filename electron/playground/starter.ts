import { desktopClientId, robotClientId, robotClientSecret } from './demo-credentials.ts'
import { clientCredentials, inBrowser, oauth } from './examples/oauth-ways.ts'
import { oauthExamples } from './examples/oauth-examples.ts'
import { robotExamples } from './examples/robot-examples.ts'
import { otherExamples } from './examples/other-examples.ts'
import type { StarterProfile } from './starter-profile.ts'

export const defaultAccessTokenSeconds = 300
export const defaultSignInSeconds = 14 * 24 * 60 * 60

const person = (name: string, label: string, scopes: readonly string[]): StarterProfile => ({
  name,
  label,
  group: '',
  certificate: null,
  way: oauth({
    clientId: desktopClientId,
    scopes: ['openid', 'profile', 'offline_access', ...scopes],
    grant: { type: 'authorization_code', ...inBrowser, loginHint: name },
  }),
  secrets: {},
})

/** alice lacks orders:write on purpose: creating an order as alice is the first 403 that is explained. */
export const starterProfiles: readonly StarterProfile[] = [
  person('alice', 'customer', ['orders:read']),
  person('bob', 'customer', ['orders:read', 'orders:write']),
  person('admin', 'staff', ['orders:read', 'orders:write', 'users:read']),
  {
    name: 'robot',
    label: 'm2m',
    group: '',
    certificate: null,
    way: oauth({
      clientId: robotClientId,
      clientAuthentication: 'client_secret_basic',
      scopes: ['orders:read', 'orders:write'],
      grant: clientCredentials,
    }),
    secrets: { clientSecret: robotClientSecret },
  },
]

/** One for every way to a token that the playground offers; the token exchange trades the token of the starter alice. */
export const exampleProfiles: readonly StarterProfile[] = [...oauthExamples, ...robotExamples, ...otherExamples].map(
  (example) => ({ group: 'Playground examples', certificate: null, secrets: {}, ...example }),
)
