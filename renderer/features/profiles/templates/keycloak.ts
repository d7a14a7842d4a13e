import type { ProviderTemplate } from './provider-template.ts'

export const keycloak: ProviderTemplate = {
  id: 'keycloak',
  name: 'Keycloak',
  source: 'https://www.keycloak.org/securing-apps/oidc-layers',
  checkedOn: '2026-11-22',
  gaps: [
    { name: 'domain', label: 'Host', example: 'sso.example.com' },
    { name: 'realm', label: 'Realm', example: 'acme' },
  ],
  issuer: 'https://{domain}/realms/{realm}',
  endpoints: null,
  clientAuthentication: 'none',
  scopes: ['openid', 'profile', 'email'],
  redirect: { by: 'free-port' },
  extraParameters: [],
  hints: [
    'Before Keycloak 17 the address has /auth before /realms.',
    'Register http://127.0.0.1/* as a valid redirect URI; the port may then be any (RFC 8252 §7.3).',
    'A client with “Client authentication” switched on needs its secret: choose the secret in the header below.',
  ],
}
