import { describe, expect, test } from 'vitest'
import type { EngineFetch } from '../../../electron/adapters/engine-fetch.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import {
  aClient,
  anIssuerUnderTest,
  aProvider,
  asked,
  authorizationRequest,
  binding,
  engineFetch,
  goodClaims,
  tokens,
} from '../../support/provider-under-test.ts'

const { server, client, call, callbackWith, exchange, tokenCalls, entries } = await anIssuerUnderTest()
const openid = '/.well-known/openid-configuration'

describe('an issuer that names itself in its answers without having said so', () => {
  const silent = () =>
    server.answer(openid, { body: { ...server.metadata, authorization_response_iss_parameter_supported: undefined } })
  const bare = new SecretText(`${binding.redirectUri}?code=c&state=the-state-canary`)

  test.each([
    ['rightly, is fine', () => callbackWith({ code: 'c' }), true],
    ['not, is fine', () => bare, true],
    ['wrongly, is refused', () => callbackWith({ code: 'c', iss: 'https://evil.example.test' }), false],
  ])('%s', async (_how, callback, isGood) => {
    silent()
    server.answer('/token', { body: { ...tokens, id_token: await server.idToken(goodClaims) } })
    if (isGood) await expect(exchange(callback())).resolves.toMatchObject({ answer: { tokenType: 'Bearer' } })
    else await expect(exchange(callback())).rejects.toMatchObject({ details: { reason: 'issuer_mismatch' } })
  })
})

test('a refresh token that was replayed is answered by 400 with an empty body: kept, and said', async () => {
  server.answer('/token', { status: 400, body: '' })
  const request = { grant: 'refresh_token', refreshToken: new SecretText('spent'), ...asked } as const
  expect(await aProvider().refresh(client, request)).toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/answered 400 without JSON/),
  })
})

test('a code that was replayed is answered by 403 invalid_code: said as a refused code', async () => {
  server.answer('/token', { status: 403, body: { error: 'invalid_code' } })
  await expect(exchange()).rejects.toMatchObject({
    code: 'sign_in.code_refused',
    details: { error: 'invalid_code', cause: 'code' },
  })
})

test('tokens come although the metadata leave out the grant and the authentication that are used', async () => {
  const left = {
    grant_types_supported: ['authorization_code'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  }
  server.answer(openid, { body: { ...server.metadata, ...left } })
  server.answer('/token', { body: tokens })
  const request = { grant: 'client_credentials', ...asked } as const
  expect((await aProvider().requestTokens(client, request, call())).answer.tokenType).toBe('Bearer')
})

describe('a server that is not OpenID, answers in forms, and sends its errors with 200', () => {
  const endpoints = {
    ...{ authorization: `${server.issuer}/authorize`, token: `${server.issuer}/token`, keys: null, device: null },
    ...{ pushedRequest: null, userinfo: null, introspection: null, revocation: null, endSession: null },
  }
  const plain = { ...client, endpoints }
  const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  const code = { scopes: ['repo'], resources: [], binding: { ...binding, nonce: null }, maxAgeSeconds: null }
  const trade = () => aProvider().exchangeCode(plain, { ...code, callback: callbackWith({ code: 'c' }) }, call())

  test('gives tokens', async () => {
    server.answer('/token', { headers: form, body: 'access_token=gho_canary&scope=repo%2Cgist&token_type=bearer' })
    const { answer } = await trade()
    expect(answer.accessToken.reveal()).toBe('gho_canary')
    expect(JSON.stringify(entries())).not.toContain('gho_canary')
  })

  test('refuses a code, and that is understood', async () => {
    const words = 'error=bad_verification_code&error_description=The+code+passed+is+incorrect+or+expired.'
    server.answer('/token', { headers: form, body: words })
    await expect(trade()).rejects.toMatchObject({
      code: 'sign_in.code_refused',
      details: { error: 'bad_verification_code', cause: 'code' },
    })
    expect(entries().at(-1)?.problem).toMatch(/refused the code/)
  })
})

describe('an issuer of many tenants, whose metadata have a placeholder', () => {
  const entra = 'https://login.microsoftonline.com'
  /** The real engine; only the machine's name is another one. */
  const fetch: EngineFetch = (url, init) => engineFetch()(url.replace(entra, server.issuer), init)
  const many = aClient(`${entra}/common/v2.0`)
  const metadata = () => ({
    ...server.metadata,
    issuer: `${entra}/{tenantid}/v2.0`,
    ...{ authorization_endpoint: `${entra}/authorize`, token_endpoint: `${entra}/token`, jwks_uri: `${entra}/jwks` },
    authorization_response_iss_parameter_supported: undefined,
  })
  const signIn = async (iss: string) => {
    server.answer(`/common/v2.0${openid}`, { body: metadata() })
    server.answer('/token', {
      body: { ...tokens, id_token: await server.idToken({ ...goodClaims, iss, tid: 'tenant-1' }) },
    })
    const provider = aProvider({ fetch })
    await provider.authorizationUrl(many, authorizationRequest, call())
    const callback = new SecretText(`${binding.redirectUri}?code=c&state=the-state-canary`)
    return provider.exchangeCode(many, { ...asked, callback, binding, maxAgeSeconds: null }, call())
  }

  test('signs in with an ID token of the tenant that it names', async () => {
    expect((await signIn(`${entra}/tenant-1/v2.0`)).answer.idToken).not.toBeNull()
    expect(tokenCalls()).toHaveLength(1)
  })

  test.each([`${entra}/tenant-2/v2.0`, `${entra}/{tenantid}/v2.0`, 'https://evil.example.test/tenant-1/v2.0'])(
    'does not with one of %s',
    async (iss) => await expect(signIn(iss)).rejects.toMatchObject({ code: 'sign_in.id_token_rejected' }),
  )
})

test('metadata that nest without end are worked with', async () => {
  const deep = `{"x":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)},`
  const body = JSON.stringify(server.metadata).replace('{', deep)
  server.answer(openid, { headers: { 'content-type': 'application/json' }, body })
  const provider = aProvider()
  expect(await provider.discover(server.issuer)).toMatchObject({ issuer: server.issuer })
  expect(await provider.authorizationUrl(client, authorizationRequest, call())).toContain('code_challenge_method=S256')
})
