import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOpenIdTokenService } from '../../../electron/adapters/openid-token-service.ts'
import type { DpopKey } from '../../../electron/domain/dpop/dpop-key.ts'
import type { TokenSet } from '../../../electron/domain/tokens/token-set.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { anEngine, anOidcServer, type OidcServer } from '../../support/oidc-server.ts'
import { aClient, tokensOfAlice } from '../../support/tokens-of-alice.ts'

const api = 'https://orders.example.test'
let server: OidcServer
beforeAll(async () => {
  server = await anOidcServer(() => api)
})
afterAll(() => server.close())

const aService = () => createOpenIdTokenService({ sessions: anEngine().sessions })
const scope = 'openid profile offline_access'

async function signedIn(some: Partial<Parameters<typeof aClient>[1]> = {}) {
  const client = aClient(server.issuer, some)
  return { client, tokens: await tokensOfAlice(client, { redirectUri: server.redirectUri, scope }) }
}
const userinfoFor = ({ accessToken, tokenType }: TokenSet, subject: string | null) => ({
  accessToken,
  tokenType,
  subject,
})
const refreshTokenOf = ({ refreshToken }: TokenSet): SecretText =>
  refreshToken ?? new SecretText('no refresh token was given')

async function aDpopKey(): Promise<DpopKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const publicJwk = await exportJWK(publicKey)
  return { privateKey, publicKey, publicJwk, thumbprint: await calculateJwkThumbprint(publicJwk) }
}

describe('a real authorisation server', () => {
  test('tells who is signed in', async () => {
    const { client, tokens } = await signedIn()
    const { claims } = await aService().userinfo(client, userinfoFor(tokens, 'alice'))
    expect(JSON.parse(claims)).toEqual({ sub: 'alice', name: 'Alice', account_number: 42 })
  })

  test('tells it in a signed answer, whose signature is checked', async () => {
    const { client, tokens } = await signedIn({ clientId: 'signed' })
    const { claims } = await aService().userinfo(client, userinfoFor(tokens, 'alice'))
    expect(JSON.parse(claims)).toMatchObject({ sub: 'alice', iss: server.issuer, aud: 'signed' })
  })

  test('tells it to a client that proves its key, with the nonce that the server demands', async () => {
    const dpop = await aDpopKey()
    const { client, tokens } = await signedIn({ dpop })
    expect(tokens.tokenType.toLowerCase()).toBe('dpop')
    const { claims } = await aService().userinfo(client, userinfoFor(tokens, 'alice'))
    expect(JSON.parse(claims)).toMatchObject({ sub: 'alice' })
    const other = aClient(server.issuer, { dpop: await aDpopKey() })
    await expect(aService().userinfo(other, userinfoFor(tokens, 'alice'))).rejects.toMatchObject({
      code: 'token_service.refused',
      details: { endpoint: 'userinfo_endpoint', status: 401, error: 'invalid_token' },
    })
  })

  test('is not believed where it tells of somebody else than the ID token does', async () => {
    const { client, tokens } = await signedIn()
    await expect(aService().userinfo(client, userinfoFor(tokens, 'bob'))).rejects.toMatchObject({
      code: 'token_service.refused',
      details: { status: 200, error: null, description: expect.stringContaining('somebody else than the ID token') },
    })
  })

  test('knows an access token and a refresh token, and nothing of a third', async () => {
    const secret = new SecretText('the-client-secret-canary')
    const { client, tokens } = await signedIn({ clientId: 'private', authentication: 'client_secret_basic', secret })
    const service = aService()
    const access = await service.introspect(client, { token: tokens.accessToken, which: 'access' })
    expect(access.active).toBe(true)
    expect(JSON.parse(access.claims)).toMatchObject({ active: true, sub: 'alice', client_id: 'private' })
    const refresh = await service.introspect(client, { token: refreshTokenOf(tokens), which: 'refresh' })
    expect(refresh.active).toBe(true)
    const unknown = await service.introspect(client, { token: new SecretText('never-issued'), which: 'access' })
    expect(unknown).toEqual({ active: false, claims: '{"active":false}' })
  })

  test('knows nothing more of tokens once they are revoked, and takes an unknown one for revoked', async () => {
    const { client, tokens } = await signedIn()
    const service = aService()
    const refreshToken = refreshTokenOf(tokens)
    expect(await service.revoke(client, { token: refreshToken, which: 'refresh' })).toEqual({ kind: 'revoked' })
    expect(await service.introspect(client, { token: refreshToken, which: 'refresh' })).toMatchObject({ active: false })
    expect(await service.revoke(client, { token: tokens.accessToken, which: 'access' })).toEqual({ kind: 'revoked' })
    expect(await service.introspect(client, { token: tokens.accessToken, which: 'access' })).toMatchObject({
      active: false,
    })
    expect(await service.revoke(client, { token: refreshToken, which: 'refresh' })).toEqual({ kind: 'revoked' })
  })

  test('says of an access token that is a JWT that it does not revoke such', async () => {
    const client = aClient(server.issuer)
    const asked = { redirectUri: server.redirectUri, scope: 'openid orders:read', resource: api }
    const tokens = await tokensOfAlice(client, asked)
    expect(tokens.accessToken.reveal()).toMatch(/^eyJ/)
    expect(await aService().revoke(client, { token: tokens.accessToken, which: 'access' })).toEqual({
      kind: 'type-not-supported',
    })
  })

  test('says why it refuses a client whose secret is wrong', async () => {
    const secret = new SecretText('not-the-secret')
    const client = aClient(server.issuer, { clientId: 'private', authentication: 'client_secret_basic', secret })
    const token = { token: new SecretText('any-token'), which: 'access' } as const
    expect(await aService().revoke(client, token)).toMatchObject({
      kind: 'refused',
      status: 401,
      error: 'invalid_client',
    })
    await expect(aService().introspect(client, token)).rejects.toMatchObject({
      code: 'token_service.refused',
      details: { endpoint: 'introspection_endpoint', status: 401, error: 'invalid_client' },
    })
  })

  test('has a sign-out page that takes the ID token for a hint', async () => {
    const { client, tokens } = await signedIn()
    const page = new URL((await aService().endSessionUrl(client, tokens.idToken)).reveal())
    expect(page.origin).toBe(server.issuer)
    expect(page.searchParams.get('id_token_hint')).toBe(tokens.idToken?.reveal())
    expect(page.searchParams.get('client_id')).toBe('public')
    expect(page.searchParams.has('post_logout_redirect_uri')).toBe(false)
    const answer = await fetch(page)
    expect({ status: answer.status, page: await answer.text() }).toMatchObject({
      status: 200,
      page: expect.stringContaining('<form'),
    })
  })
})
