import type { ClientAuthentication } from '@contract/oauth'

const words: { readonly [Method in ClientAuthentication]: string } = {
  none: 'None: a public client',
  client_secret_basic: 'Secret in the header (basic)',
  client_secret_post: 'Secret in the body (post)',
  client_secret_jwt: 'JWT signed with the secret',
  private_key_jwt: 'JWT signed with a private key',
  tls_client_auth: 'Client certificate (mTLS)',
}

export const authenticationMethods: readonly ClientAuthentication[] = [
  ...(['none', 'client_secret_basic', 'client_secret_post'] as const),
  ...(['client_secret_jwt', 'private_key_jwt', 'tls_client_auth'] as const),
]

export const authenticationOptions = authenticationMethods.map((value) => ({ value, label: words[value] }))
