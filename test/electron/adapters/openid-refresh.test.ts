import { describe, expect, test } from 'vitest'
import type { OAuthClient } from '../../../electron/domain/profiles/resolve-client.ts'
import type { TokenRequest } from '../../../electron/domain/sign-in/provider.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { aBendableIssuer, strangerKeys } from '../../support/bendable-issuer.ts'
import { aClient as clientOf, anIssuerUnderTest, aProvider } from '../../support/provider-under-test.ts'

const { server, tokenCalls } = await anIssuerUnderTest()

const request: TokenRequest = {
  grant: 'refresh_token',
  refreshToken: new SecretText('refresh-canary-1'),
  scopes: ['openid', 'orders:read'],
  resources: [],
}
const tokens = {
  access_token: 'access-canary-2',
  token_type: 'bearer',
  expires_in: 300,
  refresh_token: 'refresh-canary-2',
}
const aClient = (some: Partial<OAuthClient> = {}): OAuthClient => clientOf(server.issuer, some)
const refresh = (provider = aProvider({ deadlineMs: 1500 })) => provider.refresh(aClient(), request)

describe('a refresh', () => {
  test('sends the refresh token and no scope, and gives what came', async () => {
    server.answer('/token', { body: tokens })
    const answer = await refresh()
    expect(answer.kind === 'refreshed' && answer.answer.refreshToken?.reveal()).toBe('refresh-canary-2')
    expect(answer).toMatchObject({ answer: { scopes: ['openid', 'orders:read'], tokenType: 'bearer' } })
    expect(Object.fromEntries(tokenCalls()[0]?.form ?? [])).toEqual({
      client_id: 'desktop',
      grant_type: 'refresh_token',
      refresh_token: 'refresh-canary-1',
    })
  })

  test('answered with a date in Retry-After waits until then', async () => {
    const at = new Date(Date.now() + 60_000).toUTCString()
    server.answer('/token', { status: 503, headers: { 'retry-after': at }, body: '' })
    const answer = await refresh()
    const seconds = answer.kind === 'unavailable' ? answer.retryAfterSeconds : null
    expect(seconds).toBeGreaterThanOrEqual(58)
    expect(seconds).toBeLessThanOrEqual(60)
  })

  test('of a server that is gone was never reached', async () => {
    const gone = await aBendableIssuer()
    await gone.close()
    const answer = await aProvider().refresh(aClient({ issuer: gone.issuer }), request)
    expect(answer).toMatchObject({
      kind: 'unavailable',
      reached: false,
      message: expect.stringContaining('refused the connection'),
    })
  })

  test('whose metadata is another one now sends the refresh token to nobody', async () => {
    server.answer('/.well-known/openid-configuration', {
      body: { ...server.metadata, issuer: 'https://evil.example.test' },
    })
    expect(await refresh()).toMatchObject({ kind: 'unavailable', reached: false })
    expect(tokenCalls()).toEqual([])
  })

  test('does not lose its new refresh token over an ID token that is wrong', async () => {
    const idToken = await server.idToken({}, {}, (await strangerKeys).privateKey)
    server.answer('/token', { body: { ...tokens, id_token: idToken } })
    const answer = await refresh()
    expect(answer).toMatchObject({ kind: 'refreshed', answer: { idToken: null } })
    expect(answer.kind === 'refreshed' && answer.answer.refreshToken?.reveal()).toBe('refresh-canary-2')
    expect(tokenCalls()).toHaveLength(1)
  })

  test('does not lose it either when the keys cannot be read', async () => {
    server.answer('/jwks', () => 'reset')
    server.answer('/token', { body: { ...tokens, id_token: await server.idToken({}) } })
    expect(await refresh()).toMatchObject({ kind: 'refreshed', answer: { idToken: null } })
  })

  test('takes an ID token that is right', async () => {
    server.answer('/token', { body: { ...tokens, id_token: await server.idToken({}) } })
    const answer = await refresh()
    expect(answer.kind === 'refreshed' && answer.answer.idToken).not.toBeNull()
  })
})
