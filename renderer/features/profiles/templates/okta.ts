import type { ProviderTemplate } from './provider-template.ts'

export const okta: ProviderTemplate = {
  id: 'okta',
  name: 'Okta',
  source: 'https://developer.okta.com/docs/concepts/auth-servers/',
  checkedOn: '2026-11-22',
  gaps: [
    { name: 'domain', label: 'Okta domain', example: 'acme.okta.com' },
    { name: 'server', label: 'Authorisation server', example: 'default' },
  ],
  issuer: 'https://{domain}/oauth2/{server}',
  endpoints: null,
  clientAuthentication: 'none',
  scopes: ['openid', 'profile', 'offline_access'],
  redirect: { by: 'fixed', host: 'localhost', port: '8765', path: '/callback' },
  extraParameters: [],
  hints: [
    'The org authorisation server has the issuer https://<domain>, without /oauth2/…; its tokens are for Okta’s own API.',
    'Sign-in redirect URIs are compared letter by letter: register the one below.',
    'Scopes of an API are defined at the authorisation server before they can be asked for.',
  ],
}
