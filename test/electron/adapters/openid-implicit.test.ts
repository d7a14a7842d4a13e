import { describe, expect, test } from 'vitest'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { strangerKeys } from '../../support/bendable-issuer.ts'
import {
  anIssuerUnderTest,
  aProvider,
  asked,
  authorizationRequest,
  binding,
  goodClaims,
} from '../../support/provider-under-test.ts'

const { server, client, call, entries } = await anIssuerUnderTest()

const good = { access_token: 'access-canary', token_type: 'bearer', expires_in: '300', state: 'the-state-canary' }
const withoutNonce = { ...binding, nonce: null }

const callbackWith = (params: Record<string, string | undefined>, more = ''): SecretText => {
  const given = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return new SecretText(`${binding.redirectUri}#${new URLSearchParams(given).toString()}${more}`)
}
const accept = (callback: SecretText, bound: typeof binding | typeof withoutNonce = withoutNonce) =>
  aProvider().acceptImplicit(client, { ...asked, callback, binding: bound }, call())
const withIdToken = async (claims = goodClaims, header = {}) => ({
  ...good,
  iss: server.issuer,
  id_token: await server.idToken(claims, header),
})

describe('the address for an implicit sign-in', () => {
  const urlFor = async (bound: typeof binding | typeof withoutNonce) => {
    const request = { ...authorizationRequest, response: 'token' as const, binding: bound }
    return Object.fromEntries(new URL(await aProvider().authorizationUrl(client, request, call())).searchParams)
  }

  test('asks for a token, or for an ID token with a nonce beside it, and has no PKCE', async () => {
    const common = {
      client_id: 'desktop',
      redirect_uri: binding.redirectUri,
      state: 'the-state-canary',
      scope: 'openid orders:read',
    }
    expect(await urlFor(withoutNonce)).toEqual({ ...common, response_type: 'token' })
    expect(await urlFor(binding)).toEqual({ ...common, response_type: 'id_token token', nonce: 'the-nonce-canary' })
  })

  test('needs no token endpoint', async () => {
    server.answer('/.well-known/openid-configuration', { body: { ...server.metadata, token_endpoint: undefined } })
    expect(await urlFor(binding)).toMatchObject({ response_type: 'id_token token' })
  })
})

describe('tokens in a fragment', () => {
  test('are taken where no ID token was asked for, and one that came all the same is not believed', async () => {
    const { answer } = await accept(
      callbackWith({ ...good, iss: server.issuer, scope: 'a b', id_token: 'nobody asked' }),
    )
    expect(answer).toMatchObject({ scopes: ['a', 'b'], expirySource: 'expires_in', idToken: null, refreshToken: null })
    expect(answer.accessToken.reveal()).toBe('access-canary')
    expect(server.calls.some(({ path }) => path === '/token')).toBe(false)
  })

  test('are taken with an ID token that names them', async () => {
    const { answer } = await accept(callbackWith(await withIdToken()), binding)
    expect(answer.idToken?.reveal()).toMatch(/^eyJ/)
    expect(JSON.stringify(entries())).not.toMatch(/canary|eyJ/)
  })

  const malformed = { code: 'sign_in.callback_rejected', details: { reason: 'malformed' } }
  const mismatch = { code: 'sign_in.callback_rejected', details: { reason: 'issuer_mismatch' } }
  const noToken = { code: 'sign_in.callback_rejected', details: { reason: 'no_code' } }
  const iss = server.issuer
  const rejected: readonly (readonly [string, SecretText, object])[] = [
    ['another state', callbackWith({ ...good, iss, state: 'another' }), malformed],
    ['the beginning of the state', callbackWith({ ...good, iss, state: 'the-state-canar' }), malformed],
    ['no state', callbackWith({ ...good, iss, state: undefined }), malformed],
    ['two states', callbackWith({ ...good, iss }, '&state=the-state-canary'), malformed],
    ['two tokens', callbackWith({ ...good, iss }, '&access_token=other'), malformed],
    ['a token and an error', callbackWith({ ...good, iss, error: 'x' }), malformed],
    ['another issuer', callbackWith({ ...good, iss: 'https://evil.example.test' }), mismatch],
    ['no issuer, though one is promised', callbackWith(good), mismatch],
    ['no token', callbackWith({ ...good, iss, access_token: undefined }), noToken],
    ['an empty token', callbackWith({ ...good, iss, access_token: '' }), noToken],
    ['no type', callbackWith({ ...good, iss, token_type: undefined }), malformed],
    ['a type that needs a proof', callbackWith({ ...good, iss, token_type: 'DPoP' }), malformed],
    [
      'tokens in the query',
      new SecretText(
        callbackWith({ ...good, iss })
          .reveal()
          .replace('#', '?'),
      ),
      malformed,
    ],
    ['nothing', new SecretText(binding.redirectUri), malformed],
    [
      'a denied consent',
      callbackWith({ state: good.state, iss, error: 'access_denied', error_description: 'no' }),
      { code: 'sign_in.denied', details: { description: 'no' } },
    ],
    [
      'an error in the query',
      new SecretText(`${binding.redirectUri}?error=access_denied&state=the-state-canary&iss=${iss}`),
      { code: 'sign_in.denied' },
    ],
  ]
  test.each(rejected)('with %s are refused, in words', async (_what, callback, failure) => {
    await expect(accept(callback)).rejects.toMatchObject(failure)
    expect(entries().at(-1)?.problem).toMatch(/\w/)
  })
})

describe('an ID token in a fragment', () => {
  const seconds = () => Math.floor(Date.now() / 1000)
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const resigned = (jwt: string, header: object): string => `${encode(header)}.${jwt.split('.')[1] ?? ''}.AAAA`
  const changed = (jwt: string): string => {
    const [header = '', payload = '', signature = ''] = jwt.split('.')
    const claims: object = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return `${header}.${encode({ ...claims, sub: 'admin' })}.${signature}`
  }
  const but =
    (some: Record<string, unknown>, header = {}) =>
    () =>
      server.idToken({ ...goodClaims, ...some }, header)
  const bad: readonly (readonly [string, () => Promise<string>])[] = [
    ['of another nonce', but({ nonce: 'x' })],
    ['without a nonce', but({ nonce: undefined })],
    ['without at_hash', but({ at_hash: undefined })],
    ['of another access token', but({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' })],
    ['whose at_hash is no text', but({ at_hash: 7 })],
    ['of another issuer', but({ iss: 'https://evil.example.test' })],
    ['of the issuer with a slash', but({ iss: `${server.issuer}/` })],
    ['for another client', but({ aud: 'another' })],
    ['for no client', but({ aud: [] })],
    ['for several clients without azp', but({ aud: ['desktop', 'other'] })],
    ['for several clients with another azp', but({ aud: ['desktop', 'other'], azp: 'other' })],
    ['with another azp', but({ azp: 'other' })],
    ['that has expired', but({ exp: seconds() - 3600 })],
    ['that is not valid yet', but({ nbf: seconds() + 3600 })],
    ['from the future', but({ iat: seconds() + 3600 })],
    ['with an exp that is text', but({ exp: 'later' })],
    ['without an exp', but({ exp: undefined })],
    ['without a subject', but({ sub: undefined })],
    ['signed by a stranger', async () => server.idToken(goodClaims, {}, (await strangerKeys).privateKey)],
    ['of a key that is not published', but({}, { kid: 'two' })],
    ['with a critical extension', but({}, { crit: ['x'], x: 1 })],
    ['without a signature', async () => `${(await server.idToken(goodClaims)).split('.').slice(0, 2).join('.')}.`],
    ['with alg none', async () => resigned(await server.idToken(goodClaims), { alg: 'none' })],
    ['with an HMAC algorithm', async () => resigned(await server.idToken(goodClaims), { alg: 'HS256' })],
    ['whose payload was changed', async () => changed(await server.idToken(goodClaims))],
    ['that is no JWT', async () => 'nonsense'],
  ]
  test.each(bad)(
    `(one of ${bad.length} bad ones) %s is rejected, and its access token with it`,
    async (_what, build) => {
      const callback = callbackWith({ ...good, iss: server.issuer, id_token: await build() })
      await expect(accept(callback, binding)).rejects.toMatchObject({ code: 'sign_in.id_token_rejected' })
      expect(entries().at(-1)?.problem).toMatch(/ID token was rejected/)
    },
  )

  test('that did not come is missed', async () => {
    await expect(accept(callbackWith({ ...good, iss: server.issuer }), binding)).rejects.toMatchObject({
      code: 'sign_in.callback_rejected',
    })
  })

  test.each([
    ['not there', { status: 500, body: 'down' }, 'sign_in.id_token_rejected'],
    ['not reached', 'reset', 'sign_in.issuer_unreachable'],
  ] as const)('whose keys are %s is rejected', async (_what, answer, code) => {
    server.answer('/jwks', () => answer)
    await expect(accept(callbackWith(await withIdToken()), binding)).rejects.toMatchObject({ code })
  })
})
