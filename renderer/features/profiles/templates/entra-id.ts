import type { ProviderTemplate } from './provider-template.ts'

export const entraId: ProviderTemplate = {
  id: 'entra-id',
  name: 'Microsoft Entra ID',
  source: 'https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc',
  checkedOn: '2026-11-22',
  gaps: [{ name: 'tenant', label: 'Tenant id', example: '8eaef023-2b34-4da1-9baa-8bc8c9d6a490' }],
  issuer: 'https://login.microsoftonline.com/{tenant}/v2.0',
  endpoints: null,
  clientAuthentication: 'none',
  scopes: ['openid', 'profile', 'offline_access'],
  redirect: { by: 'fixed', host: 'localhost', port: '8765', path: '/callback' },
  extraParameters: [],
  hints: [
    'Take the id of the tenant: with common or organizations the issuer of the tokens is another one.',
    'Register http://localhost/callback under “Mobile and desktop applications”; the port is not compared there.',
    'A scope of an API of yours is written api://<application id>/<scope>; ask for one API at a time.',
    'A service asks for <resource>/.default.',
  ],
}
