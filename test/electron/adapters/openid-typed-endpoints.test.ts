import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose'
import { describe, expect, test } from 'vitest'
import type { ServerEndpoints } from '../../../electron/domain/profiles/resolve-client.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import {
  anIssuerUnderTest,
  aProvider,
  asked,
  authorizationRequest,
  binding,
  goodClaims,
  tokens,
} from '../../support/provider-under-test.ts'

const { server, client: published, call, callbackWith, tokenCalls } = await anIssuerUnderTest()
const { issuer } = server

const endpoints: ServerEndpoints = {
  authorization: `${issuer}/authorize?tenant=one`,
  token: `${issuer}/token`,
  device: `${issuer}/device`,
  pushedRequest: null,
  userinfo: null,
  introspection: null,
  revocation: null,
  endSession: null,
  keys: `${issuer}/jwks`,
}
const client = { ...published, endpoints }
const isDiscovery = ({ path }: { path: string }) => path.startsWith('/.well-known/')

describe('a server that publishes no metadata', () => {
  test('is asked at the endpoints that the person typed, and for no metadata', async () => {
    const url = new URL(await aProvider().authorizationUrl(client, authorizationRequest, call()))
    expect(url.pathname).toBe('/authorize')
    expect(url.searchParams.get('tenant')).toBe('one')
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    server.answer('/token', { body: { ...tokens, id_token: await server.idToken(goodClaims) } })
    const code = { ...asked, callback: callbackWith({ code: 'c' }), binding, maxAgeSeconds: null }
    const { answer } = await aProvider().exchangeCode(client, code, call())
    expect(answer.idToken).not.toBeNull()
    expect(server.calls.some(isDiscovery)).toBe(false)
  })

  test('is held to the issuer that the person typed: in the answer of the browser, and in the ID token', async () => {
    const code = { ...asked, binding, maxAgeSeconds: null }
    const elsewhere = callbackWith({ code: 'c', iss: 'https://evil.example.test' })
    await expect(aProvider().exchangeCode(client, { ...code, callback: elsewhere }, call())).rejects.toMatchObject({
      details: { reason: 'issuer_mismatch' },
    })
    server.answer('/token', {
      body: { ...tokens, id_token: await server.idToken({ ...goodClaims, iss: 'https://evil.example.test' }) },
    })
    const good = { ...code, callback: callbackWith({ code: 'c' }) }
    await expect(aProvider().exchangeCode(client, good, call())).rejects.toMatchObject({
      code: 'sign_in.id_token_rejected',
    })
  })

  test.each<readonly [string, Partial<ServerEndpoints>, object]>([
    [
      'no authorisation endpoint',
      { authorization: null },
      { code: 'sign_in.endpoint_missing', details: { endpoint: 'authorization_endpoint' } },
    ],
    [
      'no keys for the ID token that is asked for',
      { keys: null },
      { code: 'sign_in.endpoint_missing', details: { endpoint: 'jwks_uri' } },
    ],
    [
      'an endpoint over plain http elsewhere',
      { token: 'http://id.example.test/token' },
      { code: 'sign_in.issuer_insecure' },
    ],
    ['an endpoint that is a file', { authorization: 'file:///etc/passwd' }, { code: 'sign_in.issuer_insecure' }],
    [
      'a password in an endpoint',
      { token: issuer.replace('http://', 'http://user:pass@') },
      { code: 'sign_in.issuer_insecure' },
    ],
  ])('with %s is told before the browser is opened', async (_what, some, failure) => {
    const odd = { ...client, endpoints: { ...endpoints, ...some } }
    await expect(aProvider().authorizationUrl(odd, authorizationRequest, call())).rejects.toMatchObject(failure)
    expect(server.calls).toEqual([])
  })

  test('needs no keys where no ID token is asked for', async () => {
    const without = { ...client, endpoints: { ...endpoints, keys: null } }
    const request = { ...authorizationRequest, scopes: ['orders:read'], binding: { ...binding, nonce: null } }
    expect(await aProvider().authorizationUrl(without, request, call())).toContain('/authorize?')
  })
})

describe('an assertion of the client', async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const key = new SecretText(JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'mine' }))
  const assertions = () => tokenCalls().map(({ form }) => form.get('client_assertion') ?? '')
  const ask = (some: object) =>
    aProvider().requestTokens({ ...client, ...some }, { grant: 'client_credentials', ...asked }, call())

  test.each([
    ['the issuer, where it publishes metadata', null, issuer],
    ['the token endpoint, where only that is sure', endpoints, `${issuer}/token`],
  ])('is for %s', async (_whom, where, audience) => {
    server.answer('/token', { body: tokens })
    await ask({ authentication: 'private_key_jwt', key, endpoints: where })
    await ask({ authentication: 'client_secret_jwt', secret: new SecretText('s'.repeat(64)), endpoints: where })
    await ask({
      ...{ authentication: 'client_secret_jwt', secret: new SecretText('s'.repeat(64)), endpoints: where },
      signing: { algorithm: 'HS512', keyId: 'shared' },
    })
    const told = assertions().map((jwt) => ({ ...decodeProtectedHeader(jwt), ...decodeJwt(jwt) }))
    expect(told).toMatchObject([
      { alg: 'ES256', kid: 'mine', aud: audience, iss: 'desktop', sub: 'desktop' },
      { alg: 'HS256', aud: audience, iss: 'desktop', sub: 'desktop' },
      { alg: 'HS512', kid: 'shared', aud: audience, iss: 'desktop', sub: 'desktop' },
    ])
    for (const { exp = 0, iat = 0 } of told) expect(Number(exp) - Number(iat)).toBe(60)
    expect(new Set(told.map(({ jti }) => jti)).size).toBe(3)
  })

  test('names the key and algorithm that the profile says, over those of the key', async () => {
    server.answer('/token', { body: tokens })
    await ask({ authentication: 'private_key_jwt', key, signing: { algorithm: 'ES256', keyId: 'registered' } })
    expect(decodeProtectedHeader(assertions()[0] ?? '')).toEqual({ alg: 'ES256', kid: 'registered' })
  })
})
