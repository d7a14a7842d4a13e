import type { ProviderTemplate } from './provider-template.ts'

export const auth0: ProviderTemplate = {
  id: 'auth0',
  name: 'Auth0',
  source: 'https://auth0.com/docs/get-started/authentication-and-authorization-flow/authorization-code-flow-with-pkce',
  checkedOn: '2026-11-22',
  gaps: [
    { name: 'domain', label: 'Domain', example: 'acme.eu.auth0.com' },
    { name: 'audience', label: 'API identifier (audience)', example: 'https://api.example.com' },
  ],
  // The last slash belongs to it: the server's own `iss` ends with one.
  issuer: 'https://{domain}/',
  endpoints: null,
  clientAuthentication: 'none',
  scopes: ['openid', 'profile', 'email', 'offline_access'],
  redirect: { by: 'fixed', host: '127.0.0.1', port: '8765', path: '/callback' },
  extraParameters: [{ name: 'audience', value: '{audience}', on: 'both' }],
  hints: [
    'Without an audience the access token is opaque and good for /userinfo only.',
    'Callback URLs are compared letter by letter: list the redirect URI below under “Allowed Callback URLs”.',
    'A refresh token comes only with offline_access, and where the API allows offline access.',
  ],
}
