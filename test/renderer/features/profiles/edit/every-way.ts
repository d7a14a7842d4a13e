import type { SecretName } from '../../../../../electron/contract/profiles.ts'
import type { Way } from '../../../../../electron/contract/ways.ts'
import { aProfileId, anOAuthWay, inBrowser } from '../../../../support/token-builder.ts'

const signing = { algorithm: 'ES256', keyId: 'k1' } as const
const bearer = { in: 'header', name: 'Authorization', prefix: 'Bearer ' } as const
const field = (name: string, value: string) => ({ name, value, enabled: true })

/** A way of every kind, grant, client authentication, redirect and carriage, with the secrets that it uses. */
export const everyWay: readonly (readonly [name: string, way: Way, secrets: SecretName[]])[] = [
  ['a person, any free port', anOAuthWay(), []],
  [
    'a person, everything set',
    anOAuthWay({
      clientAuthentication: 'private_key_jwt',
      clientSigning: signing,
      resources: ['https://api.example.com', 'https://{{host}}/x'],
      extraParameters: [{ name: 'audience', value: 'https://api.example.com', on: 'both' }],
      dpop: true,
      grant: {
        type: 'authorization_code',
        redirect: { by: 'fixed', host: 'localhost', port: 8123, path: '/signin' },
        loginHint: 'alice@example.com',
        prompt: 'login',
        acrValues: 'urn:mfa',
        maxAgeSeconds: 0,
        pushedRequest: 'always',
      },
    }),
    ['clientKey'],
  ],
  [
    'implicit, a pasted redirect',
    anOAuthWay({ grant: { type: 'implicit', ...inBrowser, redirect: { by: 'pasted', uri: 'com.example:/cb' } } }),
    [],
  ],
  [
    'a service, endpoints by hand',
    anOAuthWay({
      grant: { type: 'client_credentials' },
      clientAuthentication: 'client_secret_post',
      scopes: ['orders:read'],
      endpoints: {
        ...{ authorization: null, device: null, pushedRequest: null, userinfo: null, introspection: null },
        ...{ token: 'https://id.example.test/token', revocation: 'https://id.example.test/revoke' },
        ...{ endSession: null, keys: null },
      },
    }),
    ['clientSecret'],
  ],
  [
    'a service that signs with its secret',
    anOAuthWay({
      grant: { type: 'client_credentials' },
      clientAuthentication: 'client_secret_jwt',
      clientSigning: { algorithm: 'HS512', keyId: null },
      scopes: ['orders:read'],
    }),
    ['clientSecret'],
  ],
  ['another device', anOAuthWay({ grant: { type: 'device_code' } }), []],
  ['a password grant', anOAuthWay({ grant: { type: 'password', username: 'alice' } }), ['password']],
  [
    'a JWT bearer',
    anOAuthWay({ grant: { type: 'jwt_bearer', signing, claims: '{"sub":"alice"}', lifetimeSeconds: 60 } }),
    ['signingKey'],
  ],
  [
    'a token exchange',
    anOAuthWay({
      grant: {
        type: 'token_exchange',
        subject: { profileId: aProfileId(), which: 'id' },
        actor: { profileId: aProfileId(), which: 'access' },
        requestedType: 'saml2',
        audience: 'orders',
      },
    }),
    [],
  ],
  ['a refresh token', anOAuthWay({ grant: { type: 'refresh_token' } }), ['refreshToken']],
  [
    'a custom login',
    {
      kind: 'custom_login',
      username: 'alice',
      login: {
        request: {
          method: 'POST',
          url: 'https://api.example.com/login',
          headers: [field('X-Tenant', 'acme')],
          body: { kind: 'form', fields: [field('user', '{{username}}'), field('pass', '{{password}}')] },
        },
        answer: {
          token: { from: 'header', name: 'X-Auth-Token' },
          refresh: { from: 'json', path: '$.refresh' },
          lifetime: { by: 'answer', source: { from: 'json', path: '$.until' }, means: 'instant' },
        },
      },
      refresh: {
        request: {
          method: 'PUT',
          url: 'https://api.example.com/refresh',
          headers: [],
          body: { kind: 'text', text: '{{refreshToken}}' },
        },
        answer: { token: { from: 'cookie', name: 'sid' }, refresh: null, lifetime: { by: 'fixed', seconds: 60 } },
      },
      carriage: { in: 'cookie', name: 'sid' },
    },
    ['password'],
  ],
  ['a bearer token', { kind: 'static_token', carriage: bearer }, ['token']],
  ['a key in a header', { kind: 'static_token', carriage: { in: 'header', name: 'X-Key', prefix: 'v1 ' } }, ['token']],
  ['a key in the query', { kind: 'static_token', carriage: { in: 'query', name: 'key' } }, ['token']],
  ['Basic', { kind: 'basic', username: 'alice' }, ['password']],
  ['Digest', { kind: 'digest', username: 'alice' }, ['password']],
  [
    'a signed JWT',
    {
      kind: 'signed_jwt',
      signing,
      header: '{"typ":"at+jwt"}',
      claims: '{"sub":"{{user}}"}',
      lifetimeSeconds: 120,
      carriage: bearer,
    },
    ['signingKey'],
  ],
  ['a certificate', { kind: 'certificate' }, []],
  ['nobody', { kind: 'none' }, []],
]
