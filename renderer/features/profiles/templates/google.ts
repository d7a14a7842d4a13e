import type { ProviderTemplate } from './provider-template.ts'

export const google: ProviderTemplate = {
  id: 'google',
  name: 'Google',
  source: 'https://developers.google.com/identity/protocols/oauth2/native-app',
  checkedOn: '2026-11-22',
  gaps: [],
  issuer: 'https://accounts.google.com',
  endpoints: null,
  clientAuthentication: 'client_secret_post',
  scopes: ['openid', 'email', 'profile'],
  redirect: { by: 'free-port' },
  extraParameters: [{ name: 'access_type', value: 'offline', on: 'authorization' }],
  hints: [
    'A client of the type “Desktop app” has a client secret, and Google wants it although it is no secret there.',
    'Desktop clients need no registered redirect: any port of 127.0.0.1 is taken.',
    'A refresh token comes with access_type=offline, and again only with prompt=consent.',
    'Access tokens are opaque: the inspector shows what the server says of them.',
  ],
}
