import type { ProfileDraft, SecretName } from '@contract/profiles'
import { isGrant } from './choice.ts'
import { textOfLogin } from './login-edit.ts'
import type { ProfileEdit } from './profile-edit.ts'

/** What the client of a profile proves itself with. */
function clientSecrets({ choice, oauth }: ProfileEdit): readonly SecretName[] {
  if (!isGrant(choice)) return []
  if (oauth.clientAuthentication === 'private_key_jwt') return ['clientKey']
  return oauth.clientAuthentication.startsWith('client_secret') ? ['clientSecret'] : []
}

function ownSecrets(edit: ProfileEdit): readonly SecretName[] {
  switch (edit.choice) {
    case 'password':
    case 'basic':
    case 'digest':
    case 'custom_login':
      return ['password']
    case 'static_token':
      return ['token']
    case 'refresh_token':
      return ['refreshToken']
    case 'jwt_bearer':
    case 'signed_jwt':
      return ['signingKey']
    default:
      return []
  }
}

/** Whether the form has a certificate to show at all: nobody shows none. */
export const mayShowCertificate = ({ choice }: ProfileEdit): boolean => choice !== 'none'

export const needsCertificate = ({ choice, oauth }: ProfileEdit): boolean =>
  choice === 'certificate' || (isGrant(choice) && oauth.clientAuthentication === 'tls_client_auth')

const hasCertificate = (edit: ProfileEdit): boolean => mayShowCertificate(edit) && edit.certificate.trim() !== ''

/** Which secrets matter for the way as it is set now. */
export const secretsInUse = (edit: ProfileEdit): readonly SecretName[] => [
  ...clientSecrets(edit),
  ...ownSecrets(edit),
  ...(hasCertificate(edit) ? (['certificateKey', 'certificatePassphrase'] as const) : []),
]

/** A login that never mentions the password needs none; the passphrase of a key is for those that have one. */
export const isSecretNeeded = (edit: ProfileEdit, name: SecretName): boolean =>
  name !== 'certificatePassphrase' &&
  (edit.choice !== 'custom_login' ||
    name !== 'password' ||
    /\{\{\s*password\s*\}\}/.test(textOfLogin(edit.login) + (edit.hasRefresh ? textOfLogin(edit.refresh) : '')))

/** Only real changes go to main; what the vault holds and the way no longer uses is removed. */
export function secretsOf(edit: ProfileEdit): ProfileDraft['secrets'] {
  const used = secretsInUse(edit)
  const changes = used.flatMap((name) => {
    const change = edit.secrets[name]
    const isReal = change !== undefined && (change.change === 'clear' ? edit.held.includes(name) : change.value !== '')
    return isReal ? [[name, change] as const] : []
  })
  const unused = edit.held.filter((name) => !used.includes(name)).map((name) => [name, { change: 'clear' }] as const)
  return Object.fromEntries([...changes, ...unused])
}
