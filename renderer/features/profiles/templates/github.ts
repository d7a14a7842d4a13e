import type { ProviderTemplate } from './provider-template.ts'

export const github: ProviderTemplate = {
  id: 'github',
  name: 'GitHub',
  source: 'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
  checkedOn: '2026-11-22',
  gaps: [],
  issuer: 'https://github.com',
  // OAuth apps publish no metadata.
  endpoints: {
    authorization: 'https://github.com/login/oauth/authorize',
    token: 'https://github.com/login/oauth/access_token',
    device: 'https://github.com/login/device/code',
  },
  clientAuthentication: 'client_secret_post',
  scopes: ['read:user'],
  redirect: { by: 'fixed', host: '127.0.0.1', port: '8765', path: '/callback' },
  extraParameters: [],
  hints: [
    'An OAuth app gives no ID token and no refresh token; its tokens stay until they are revoked or unused for a year.',
    'Register http://127.0.0.1/callback as the callback URL: the port may then be any.',
    'The device code grant needs no secret, but “Enable Device Flow” in the app’s settings.',
    'Answers are form-encoded unless JSON is asked for; Claimcheck asks for JSON.',
  ],
}
