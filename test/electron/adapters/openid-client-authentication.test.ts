import { createPrivateKey } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import type { OAuthClient } from '../../../electron/domain/profiles/resolve-client.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { aClient, aProvider, aWatchedCall } from '../../support/provider-under-test.ts'
import { aSigningKey, aStrictIssuer, clientSecret } from '../../support/strict-issuer.ts'

const algorithms = ['ES256', 'ES384', 'RS256', 'PS256', 'EdDSA'] as const
const keys = await Promise.all(algorithms.map((alg) => aSigningKey(alg, `key-${alg}`)))
const stranger = await aSigningKey('ES256', 'key-ES256')

const server = await aStrictIssuer({
  clients: [
    ...(['client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const).map((method) => ({
      ...{ client_id: `${method}: a+b/(c%)`, client_secret: clientSecret, token_endpoint_auth_method: method },
    })),
    ...keys.map(({ jwks }, at) => ({
      ...{
        client_id: `private_key_jwt ${algorithms[at] ?? ''}`,
        token_endpoint_auth_method: 'private_key_jwt' as const,
      },
      jwks,
    })),
  ],
})
afterAll(() => server.close())

const pemOf = (jwk: object): string =>
  createPrivateKey({ key: { ...jwk }, format: 'jwk' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString()

async function ask(some: Partial<OAuthClient>) {
  const watched = aWatchedCall()
  const client = aClient(server.issuer, some)
  const request = { grant: 'client_credentials', scopes: [], resources: [] } as const
  const answer = aProvider().requestTokens(client, request, watched.call)
  const outcome = await answer.then(
    (granted) => granted,
    (thrown: unknown) => thrown,
  )
  return { outcome, told: JSON.stringify(watched.entries), last: watched.entries.at(-1) }
}

const secret = new SecretText(clientSecret)
const shared: readonly (readonly [string, Partial<OAuthClient>])[] = [
  ['client_secret_basic', { authentication: 'client_secret_basic', secret }],
  ['client_secret_post', { authentication: 'client_secret_post', secret }],
  ['client_secret_jwt', { authentication: 'client_secret_jwt', secret }],
  ['client_secret_jwt', { authentication: 'client_secret_jwt', secret, signing: { algorithm: 'HS256', keyId: null } }],
  ['client_secret_jwt', { authentication: 'client_secret_jwt', secret, signing: { algorithm: 'HS384', keyId: null } }],
  ['client_secret_jwt', { authentication: 'client_secret_jwt', secret, signing: { algorithm: 'HS512', keyId: null } }],
]

describe('a server that holds clients to the letter', () => {
  test.each(shared)('takes %s with characters that a form must encode', async (method, some) => {
    const { outcome, told } = await ask({ ...some, clientId: `${method}: a+b/(c%)` })
    expect(outcome).toMatchObject({ answer: { tokenType: 'Bearer' } })
    expect(told).not.toMatch(/canary|eyJ/)
  })

  test.each(algorithms)('takes private_key_jwt with %s, from a JWK whose algorithm and key id say all', async (alg) => {
    const key = keys[algorithms.indexOf(alg)]
    const { outcome, told } = await ask({
      ...{ clientId: `private_key_jwt ${alg}`, authentication: 'private_key_jwt' },
      key: new SecretText(JSON.stringify(key?.privateJwk)),
    })
    expect(outcome).toMatchObject({ answer: { tokenType: 'Bearer' } })
    expect(told).not.toMatch(/eyJ|PRIVATE/)
  })

  test.each(algorithms.filter((alg) => alg !== 'PS256'))(
    'takes private_key_jwt with a PEM that implies %s',
    async (alg) => {
      const key = keys[algorithms.indexOf(alg)]
      const { outcome } = await ask({
        ...{ clientId: `private_key_jwt ${alg}`, authentication: 'private_key_jwt' },
        key: new SecretText(pemOf({ ...key?.privateJwk })),
      })
      expect(outcome).toMatchObject({ answer: { tokenType: 'Bearer' } })
    },
  )

  test('takes private_key_jwt with a PEM and the algorithm and key id of the profile', async () => {
    const { outcome } = await ask({
      ...{ clientId: 'private_key_jwt PS256', authentication: 'private_key_jwt' },
      key: new SecretText(pemOf({ ...keys[3]?.privateJwk })),
      signing: { algorithm: 'PS256', keyId: 'key-PS256' },
    })
    expect(outcome).toMatchObject({ answer: { tokenType: 'Bearer' } })
  })
})

describe('a client that is not believed', () => {
  const wrongSecret = new SecretText('wrong-canary')
  const refusals: readonly (readonly [string, Partial<OAuthClient>, string])[] = [
    [
      'with a wrong secret in the header',
      { clientId: 'client_secret_basic: a+b/(c%)', authentication: 'client_secret_basic', secret: wrongSecret },
      'client-secret',
    ],
    [
      'with a wrong secret in the form',
      { clientId: 'client_secret_post: a+b/(c%)', authentication: 'client_secret_post', secret: wrongSecret },
      'client-secret',
    ],
    [
      'with a wrong secret under its assertion',
      { clientId: 'client_secret_jwt: a+b/(c%)', authentication: 'client_secret_jwt', secret: wrongSecret },
      'client-secret',
    ],
    [
      'with the key of a stranger',
      {
        clientId: 'private_key_jwt ES256',
        authentication: 'private_key_jwt',
        key: new SecretText(JSON.stringify(stranger.privateJwk)),
      },
      'client-key',
    ],
    ['that says nothing', { clientId: 'client_secret_basic: a+b/(c%)' }, 'client-authentication'],
  ]
  test.each(refusals)('%s is told what it is about', async (_who, some, cause) => {
    const { outcome, told, last } = await ask(some)
    expect(outcome).toMatchObject({ code: 'sign_in.client_refused', details: { error: 'invalid_client', cause } })
    expect(last).toMatchObject({ title: 'Ask for tokens', problem: expect.stringMatching(/invalid_client/) })
    expect(told).not.toMatch(/canary|eyJ/)
  })

  const unusable: readonly (readonly [string, Partial<OAuthClient>, RegExp])[] = [
    ['client_secret_basic without a secret', { authentication: 'client_secret_basic' }, /needs a client secret/],
    [
      'client_secret_jwt with a private key’s algorithm',
      { authentication: 'client_secret_jwt', secret, signing: { algorithm: 'RS256', keyId: null } },
      /HS256, HS384 or HS512/,
    ],
    [
      'client_secret_jwt with a short secret for HS512',
      { authentication: 'client_secret_jwt', secret: wrongSecret, signing: { algorithm: 'HS512', keyId: null } },
      /at least 64 bytes/,
    ],
    ['private_key_jwt without a key', { authentication: 'private_key_jwt' }, /needs a private key/],
    ['private_key_jwt with a word', { authentication: 'private_key_jwt', key: wrongSecret }, /no private key in PEM/],
    [
      'private_key_jwt with a shared secret',
      { authentication: 'private_key_jwt', key: new SecretText('{"kty":"oct","k":"Y2FuYXJ5"}') },
      /not a shared secret/,
    ],
    [
      'private_key_jwt with a public key',
      { authentication: 'private_key_jwt', key: new SecretText(JSON.stringify(stranger.jwks.keys[0])) },
      /public key/,
    ],
    ['tls_client_auth without a certificate', { authentication: 'tls_client_auth' }, /needs a client certificate/],
  ]
  test.each(unusable)('since it can’t speak: %s, in words and without asking', async (_what, some, reason) => {
    const { outcome, told } = await ask(some)
    expect(outcome).toMatchObject({ code: 'sign_in.key_unusable', details: { reason: expect.stringMatching(reason) } })
    expect(told).not.toContain('Ask for tokens')
    expect(JSON.stringify(outcome)).not.toMatch(/canary/)
  })
})
