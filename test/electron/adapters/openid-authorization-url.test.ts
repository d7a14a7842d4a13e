import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { anIssuerUnderTest, aProvider, authorizationRequest, binding } from '../../support/provider-under-test.ts'

const { server, client, call } = await anIssuerUnderTest()

describe('the address for the browser', () => {
  const urlFor = async (some: Partial<Parameters<ReturnType<typeof aProvider>['authorizationUrl']>[1]> = {}) =>
    new URL(await aProvider().authorizationUrl(client, { ...authorizationRequest, ...some }, call()))

  test('carries state, nonce and an S256 challenge of the verifier, and never the verifier', async () => {
    const url = await urlFor()
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'desktop',
      response_type: 'code',
      scope: 'openid orders:read',
      redirect_uri: binding.redirectUri,
      state: 'the-state-canary',
      nonce: 'the-nonce-canary',
      code_challenge: createHash('sha256').update(binding.codeVerifier.reveal()).digest('base64url'),
      code_challenge_method: 'S256',
    })
  })

  test('carries a login hint, a resource and the prompt that offline access needs', async () => {
    const url = await urlFor({ loginHint: 'alice', resources: ['urn:orders'], scopes: ['openid', 'offline_access'] })
    expect(url.searchParams.get('login_hint')).toBe('alice')
    expect(url.searchParams.get('resource')).toBe('urn:orders')
    expect(url.searchParams.get('prompt')).toBe('consent')
  })

  test('carries what the profile says of the person and the sign-in, and each resource by itself', async () => {
    const url = await urlFor({
      ...{ prompt: 'select_account', acrValues: 'gold silver', maxAgeSeconds: 0, loginHint: 'bob' },
      resources: ['https://api.example.test/a', 'urn:b'],
    })
    const { searchParams } = url
    expect(searchParams.get('prompt')).toBe('select_account')
    expect(searchParams.get('acr_values')).toBe('gold silver')
    expect(searchParams.get('max_age')).toBe('0')
    expect(searchParams.getAll('resource')).toEqual(['https://api.example.test/a', 'urn:b'])
  })

  test('asks as the profile says, also where offline access would ask for consent', async () => {
    const url = await urlFor({ prompt: 'login', scopes: ['openid', 'offline_access'] })
    expect(url.searchParams.getAll('prompt')).toEqual(['login'])
  })

  test('carries the extra parameters of authorisation requests', async () => {
    const extraParameters = [
      { name: 'audience', value: 'https://api.example.test', on: 'both' },
      { name: 'claims', value: '{"id_token":{}}', on: 'authorization' },
      { name: 'claims', value: 'twice', on: 'authorization' },
      { name: 'token_only', value: 'x', on: 'token' },
      { name: 'prompt', value: 'create', on: 'authorization' },
    ] as const
    const url = new URL(
      await aProvider().authorizationUrl({ ...client, extraParameters }, authorizationRequest, call()),
    )
    expect(url.searchParams.get('audience')).toBe('https://api.example.test')
    expect(url.searchParams.getAll('claims')).toEqual(['{"id_token":{}}', 'twice'])
    expect(url.searchParams.has('token_only')).toBe(false)
    expect(url.searchParams.get('prompt')).toBe('create')
  })

  test.each([
    ...['state', 'nonce', 'code_challenge', 'code_challenge_method', 'redirect_uri', 'response_type', 'client_id'],
    ...['request', 'request_uri', 'dpop_jkt', 'scope', 'login_hint'],
  ])('is not made with an extra parameter in place of %s', async (name) => {
    const extraParameters = [{ name, value: 'evil', on: 'authorization' as const }]
    const asking = aProvider().authorizationUrl(
      { ...client, extraParameters },
      { ...authorizationRequest, loginHint: 'alice' },
      call(),
    )
    await expect(asking).rejects.toMatchObject({ code: 'input.invalid' })
  })

  test('has no nonce where no ID token is asked for', async () => {
    expect((await urlFor({ binding: { ...binding, nonce: null } })).searchParams.has('nonce')).toBe(false)
  })

  test.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri'])(
    'is refused without %s, by name',
    async (endpoint) => {
      server.answer('/.well-known/openid-configuration', { body: { ...server.metadata, [endpoint]: undefined } })
      await expect(urlFor()).rejects.toMatchObject({ code: 'sign_in.endpoint_missing', details: { endpoint } })
    },
  )

  test.each(['http://id.example.test/authorize', 'javascript:alert(1)', 'file:///etc/passwd'])(
    'is not %s',
    async (address) => {
      server.answer('/.well-known/openid-configuration', {
        body: { ...server.metadata, authorization_endpoint: address },
      })
      await expect(urlFor()).rejects.toMatchObject({ code: 'sign_in.issuer_insecure' })
    },
  )
})
