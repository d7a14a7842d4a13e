import type { OAuthWay } from '../../contract/oauth.ts'
import type { SecretName } from '../../contract/profiles.ts'
import type { LoginRequest } from '../../contract/ways.ts'
import { fillTemplate } from '../requests/variables.ts'
import type { Profile } from './profile.ts'

type Settings = Pick<Profile, 'way' | 'certificate'>

function clientSecrets({ clientAuthentication }: OAuthWay): readonly SecretName[] {
  switch (clientAuthentication) {
    case 'client_secret_basic':
    case 'client_secret_post':
    case 'client_secret_jwt':
      return ['clientSecret']
    case 'private_key_jwt':
      return ['clientKey']
    case 'none':
    case 'tls_client_auth':
      return []
  }
}

function grantSecrets({ grant }: OAuthWay): readonly SecretName[] {
  switch (grant.type) {
    case 'password':
      return ['password']
    case 'jwt_bearer':
      return ['signingKey']
    case 'refresh_token':
      return ['refreshToken']
    case 'authorization_code':
    case 'implicit':
    case 'client_credentials':
    case 'device_code':
    case 'token_exchange':
      return []
  }
}

function waySecrets({ way }: Settings): readonly SecretName[] {
  switch (way.kind) {
    case 'oauth':
      return [...clientSecrets(way), ...grantSecrets(way)]
    case 'custom_login':
    case 'basic':
    case 'digest':
      return ['password']
    case 'static_token':
      return ['token']
    case 'signed_jwt':
      return ['signingKey']
    case 'certificate':
    case 'none':
      return []
  }
}

/** All secrets that a profile set like this makes use of where it has them. */
export const usedSecrets = (settings: Settings): readonly SecretName[] => [
  ...waySecrets(settings),
  ...(settings.certificate === null ? [] : (['certificateKey', 'certificatePassphrase'] as const)),
]

// A line break within the braces counts as a blank there; JSON writes it in two characters.
const escapedBlank = /\\(?:[fnrt]|u000b)/g

/** Whether a request of a login has {{name}} in it, by the rule that it is filled in by. */
export const mentions = (request: LoginRequest, name: string): boolean =>
  fillTemplate(JSON.stringify(request).replaceAll(escapedBlank, ' '), new Map()).unknown.includes(name)

/** Whether a request of a login has the profile's password in it. */
export const mentionsPassword = (request: LoginRequest): boolean => mentions(request, 'password')

/** Those that it can't do without. */
export function neededSecrets(settings: Settings): readonly SecretName[] {
  const { way } = settings
  const isIdle = (name: SecretName) =>
    name === 'certificatePassphrase' ||
    (name === 'password' && way.kind === 'custom_login' && !mentionsPassword(way.login.request))
  return usedSecrets(settings).filter((name) => !isIdle(name))
}
