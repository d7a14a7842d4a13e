import type { SecretName } from '@contract/profiles'
import { isGrant } from './choice.ts'
import { grantProblems, signedJwtProblems } from './grant-problems.ts'
import { tokenProblem } from './token-problem.ts'
import { isSealed, privatePemProblem, signingKeyProblem } from './key-problems.ts'
import { carriageProblem, loginProblems } from './login-problems.ts'
import { oauthProblems } from './oauth-problems.ts'
import type { Found, Problems } from './problems.ts'
import type { ProfileEdit } from './profile-edit.ts'
import { isSecretNeeded, needsCertificate, secretsInUse } from './secrets-in-use.ts'

const missing: { readonly [Name in SecretName]: string } = {
  clientSecret: 'Enter the client secret',
  clientKey: 'Enter the private key that signs for the client',
  password: 'Enter the password',
  token: 'Enter the key or token',
  refreshToken: 'Enter the refresh token',
  signingKey: 'Enter the key that signs',
  certificateKey: 'Enter the private key of the certificate',
  certificatePassphrase: 'Enter the passphrase of the key',
}

function typedSecretProblem(edit: ProfileEdit, name: SecretName, typed: string): string | null {
  if (name === 'clientKey') return signingKeyProblem(typed, edit.oauth.signingAlgorithm)
  if (name === 'certificateKey') return privatePemProblem(typed, true)
  if (name === 'token') return tokenProblem(typed, edit.keyCarriage.as)
  if (name !== 'signingKey') return null
  return signingKeyProblem(typed, edit.choice === 'jwt_bearer' ? edit.assertion.algorithm : edit.signedJwt.algorithm)
}

function secretProblem(edit: ProfileEdit, name: SecretName): string | null {
  const change = edit.secrets[name]
  const typed = change?.change === 'replace' ? change.value : ''
  if (typed !== '') return typedSecretProblem(edit, name, typed)
  const isThere = edit.held.includes(name) && change?.change !== 'clear'
  if (isThere) return null
  if (name === 'certificatePassphrase') {
    const key = edit.secrets.certificateKey
    return key?.change === 'replace' && isSealed(key.value) ? missing[name] : null
  }
  return isSecretNeeded(edit, name) ? missing[name] : null
}

function certificateProblem(edit: ProfileEdit): string | null {
  const pem = edit.certificate.trim()
  if (pem === '') return needsCertificate(edit) ? 'Enter the certificate, in PEM' : null
  if (/PRIVATE KEY-----/.test(pem)) return 'There is a private key in it: it goes into its own field, to be kept secret'
  const isPem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.test(pem)
  return isPem ? null : 'This is no certificate: PEM begins with -----BEGIN CERTIFICATE-----'
}

function nameProblem({ name }: ProfileEdit, otherNames: readonly string[]): string | null {
  if (name.trim() === '') return 'Give the profile a name'
  return otherNames.includes(name.trim()) ? 'Another profile has this name, and requests find profiles by name' : null
}

function wayProblems(edit: ProfileEdit): readonly Found[] {
  if (isGrant(edit.choice)) return [...oauthProblems(edit), ...grantProblems(edit)]
  switch (edit.choice) {
    case 'custom_login':
      return loginProblems(edit)
    case 'static_token':
      return [['way.carriage', carriageProblem(edit.keyCarriage)]]
    case 'signed_jwt':
      return [...signedJwtProblems(edit), ['way.carriage', carriageProblem(edit.jwtCarriage)]]
    case 'basic':
    case 'digest':
      return [['way.username', edit.username.trim() === '' ? 'Enter the user name' : null]]
    case 'certificate':
    case 'none':
      return []
  }
}

/** Every field that keeps this profile from being saved or used, with its sentence. */
export function findProblems(edit: ProfileEdit, otherNames: readonly string[]): Problems {
  const found: readonly Found[] = [
    ['name', nameProblem(edit, otherNames)],
    ...wayProblems(edit),
    ['certificate', certificateProblem(edit)],
    ...secretsInUse(edit).map((name): Found => [`secrets.${name}`, secretProblem(edit, name)]),
  ]
  return Object.fromEntries(found.flatMap(([path, problem]) => (problem === null ? [] : [[path, problem]])))
}
