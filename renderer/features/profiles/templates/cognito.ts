import type { ProviderTemplate } from './provider-template.ts'

export const cognito: ProviderTemplate = {
  id: 'cognito',
  name: 'Amazon Cognito',
  source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html',
  checkedOn: '2026-11-22',
  gaps: [
    { name: 'region', label: 'Region', example: 'eu-central-1' },
    { name: 'pool', label: 'User pool id', example: 'eu-central-1_AbCdEfGhI' },
  ],
  issuer: 'https://cognito-idp.{region}.amazonaws.com/{pool}',
  endpoints: null,
  clientAuthentication: 'none',
  scopes: ['openid', 'email', 'profile'],
  redirect: { by: 'fixed', host: 'localhost', port: '8765', path: '/callback' },
  extraParameters: [],
  hints: [
    'The sign-in page exists only once the user pool has a domain; the issuer stays the one above.',
    'Over http only localhost is allowed as a callback URL, and it is compared letter by letter.',
    'An app client with a secret sends it in the Authorization header.',
  ],
}
