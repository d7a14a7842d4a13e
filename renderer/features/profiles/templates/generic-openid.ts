import type { ProviderTemplate } from './provider-template.ts'

export const genericOpenId: ProviderTemplate = {
  id: 'generic',
  name: 'Any OpenID provider',
  source: 'https://openid.net/specs/openid-connect-discovery-1_0.html',
  checkedOn: '2026-11-22',
  gaps: [{ name: 'domain', label: 'Host', example: 'login.example.com' }],
  issuer: 'https://{domain}',
  endpoints: null,
  clientAuthentication: 'none',
  scopes: ['openid', 'profile', 'email'],
  redirect: { by: 'free-port' },
  extraParameters: [],
  hints: ['The issuer is what stands before /.well-known/openid-configuration.'],
}
