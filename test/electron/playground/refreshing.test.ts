import { decodeJwt } from 'jose'
import * as oidc from 'openid-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { discoverDesktop, signIn, startTestPlayground } from '../../support/playground-client.ts'

let playground: Awaited<ReturnType<typeof startTestPlayground>>
let client: oidc.Configuration
beforeEach(async () => {
  playground = await startTestPlayground()
  client = await discoverDesktop(playground)
})
afterEach(() => playground.stop())

const asAlice = { as: 'alice', consent: 'allow', scope: 'openid offline_access orders:read' } as const

/** Signs in and returns the refresh token. */
const refreshTokenOfAlice = async () => (await signIn(client, asAlice)).refresh_token ?? ''

describe('a refresh token', () => {
  test('is replaced by another at each use', async () => {
    const first = await refreshTokenOfAlice()
    const refreshed = await oidc.refreshTokenGrant(client, first)
    expect(refreshed.refresh_token).not.toBe(first)
    expect(refreshed.scope).toBe('orders:read')
    expect(decodeJwt(refreshed.access_token).sub).toBe('alice')
  })

  test('carries offline_access, though nobody said prompt=consent', async () => {
    const token = await refreshTokenOfAlice()
    expect(await oidc.tokenIntrospection(client, token)).toMatchObject({ scope: 'openid offline_access orders:read' })
  })

  test('ends its whole family when it is used twice', async () => {
    const first = await refreshTokenOfAlice()
    const { refresh_token: second = '' } = await oidc.refreshTokenGrant(client, first)
    await expect(oidc.refreshTokenGrant(client, first)).rejects.toMatchObject({ error: 'invalid_grant' })
    await expect(oidc.refreshTokenGrant(client, second)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  test('of another sign-in of the same person lives on then', async () => {
    const first = await refreshTokenOfAlice()
    const other = await refreshTokenOfAlice()
    await oidc.refreshTokenGrant(client, first)
    await expect(oidc.refreshTokenGrant(client, first)).rejects.toMatchObject({ error: 'invalid_grant' })
    await expect(oidc.refreshTokenGrant(client, other)).resolves.toMatchObject({ token_type: 'bearer' })
  })

  test('is good for nothing once it is revoked', async () => {
    const token = await refreshTokenOfAlice()
    await oidc.tokenRevocation(client, token)
    await expect(oidc.refreshTokenGrant(client, token)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  test('is called active by introspection until it is revoked', async () => {
    const token = await refreshTokenOfAlice()
    expect(await oidc.tokenIntrospection(client, token)).toMatchObject({ active: true, sub: 'alice' })
    await oidc.tokenRevocation(client, token)
    expect(await oidc.tokenIntrospection(client, token)).toEqual({ active: false })
  })
})

describe('the counts', () => {
  test('tell refreshes that worked from those that were refused', async () => {
    const first = await refreshTokenOfAlice()
    expect(playground.counts()).toMatchObject({ tokenRequests: 1, refreshes: 0, refusedRefreshes: 0, apiRequests: 0 })
    await oidc.refreshTokenGrant(client, first)
    await expect(oidc.refreshTokenGrant(client, first)).rejects.toThrow()
    await fetch(`${playground.apiUrl}/health`)
    expect(playground.counts()).toMatchObject({ tokenRequests: 3, refreshes: 1, refusedRefreshes: 1, apiRequests: 1 })
  })
})

describe('the life of access tokens', () => {
  test('can be changed while the playground runs, for the tokens issued from then on', async () => {
    const tokens = await signIn(client, asAlice)
    playground.setAccessTokenSeconds(10)
    const refreshed = await oidc.refreshTokenGrant(client, tokens.refresh_token ?? '')
    const { iat, exp } = decodeJwt(refreshed.access_token)
    expect([tokens.expires_in, refreshed.expires_in, Number(exp) - Number(iat)]).toEqual([300, 10, 10])
  })

  test.each([9, 3601, 12.5])('is refused at %s seconds', (seconds) => {
    expect(() => playground.setAccessTokenSeconds(seconds)).toThrow()
  })
})
