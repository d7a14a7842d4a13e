import * as oidc from 'openid-client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as demo from '../../../electron/playground/demo-credentials.ts'
import { createCookieJar } from '../../support/cookie-jar.ts'
import {
  discoverAs,
  discoverDesktop,
  discoverRobot,
  signIn,
  startTestPlayground,
} from '../../support/playground-client.ts'

let playground: Awaited<ReturnType<typeof startTestPlayground>>
let client: oidc.Configuration
beforeEach(async () => {
  // The clock alone: what waits for an answer goes on waiting in real time.
  vi.useFakeTimers({ toFake: ['Date'] })
  playground = await startTestPlayground()
  client = await discoverDesktop(playground)
})
afterEach(async () => {
  vi.useRealTimers()
  await playground.stop()
})

const asAlice = { as: 'alice', consent: 'allow', scope: 'openid offline_access orders:read' } as const
const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)
const refused = { error: 'invalid_grant' }

describe('a sign-in that lasts a minute', () => {
  beforeEach(() => playground.setSignInSeconds(60))

  test('says so beside its first refresh token', async () => {
    const { refresh_expires_in: seconds } = await signIn(client, asAlice)
    expect(seconds).toBe(60)
  })

  test('says after each refresh what is left of it, and lives no longer for having been refreshed', async () => {
    const first = await signIn(client, asAlice)
    later(20)
    const second = await oidc.refreshTokenGrant(client, first.refresh_token ?? '')
    expect(second['refresh_expires_in']).toBe(40)
    later(25)
    const third = await oidc.refreshTokenGrant(client, second.refresh_token ?? '')
    expect(third['refresh_expires_in']).toBe(15)
    later(16)
    await expect(oidc.refreshTokenGrant(client, third.refresh_token ?? '')).rejects.toMatchObject(refused)
  })

  test('can be refreshed a second before the end that was told, and not at it', async () => {
    const [early, late] = [await signIn(client, asAlice), await signIn(client, asAlice)]
    later(59)
    await expect(oidc.refreshTokenGrant(client, early.refresh_token ?? '')).resolves.toMatchObject({
      refresh_expires_in: 1,
    })
    later(1)
    await expect(oidc.refreshTokenGrant(client, late.refresh_token ?? '')).rejects.toMatchObject(refused)
  })

  test('gives no access token that outlives it', async () => {
    const first = await signIn(client, asAlice)
    later(50)
    const second = await oidc.refreshTokenGrant(client, first.refresh_token ?? '')
    expect([first.expires_in, second.expires_in]).toEqual([60, 10])
  })

  test('ends in the browser too: then the playground asks again who it is', async () => {
    const cookies = createCookieJar()
    const titles: string[] = []
    const onPage = (page: string) => titles.push(/<h1>(.*?)<\/h1>/.exec(page)?.[1] ?? '')
    await signIn(client, { ...asAlice, cookies, onPage })
    later(61)
    titles.length = 0
    await signIn(client, { ...asAlice, cookies, onPage })
    expect(titles[0]).toBe('Who is signing in?')
  })

  test('keeps its end when the setting changes; the next one has the new', async () => {
    const first = await signIn(client, asAlice)
    playground.setSignInSeconds(3600)
    const second = await oidc.refreshTokenGrant(client, first.refresh_token ?? '')
    expect(second['refresh_expires_in']).toBe(60)
    expect((await signIn(client, asAlice))['refresh_expires_in']).toBe(3600)
  })

  test('is told of a password grant as well', async () => {
    const legacy = await discoverAs(playground, demo.passwordClientId)
    const given = { username: 'alice', password: demo.demoPassword, scope: 'orders:read' }
    const tokens = await oidc.genericGrantRequest(legacy, 'password', given)
    expect(tokens['refresh_expires_in']).toBe(60)
  })
})

describe('a token without a sign-in', () => {
  test('says nothing of one, and lives as long as access tokens do', async () => {
    playground.setSignInSeconds(20)
    const tokens = await oidc.clientCredentialsGrant(await discoverRobot(playground), { scope: 'orders:read' })
    expect(tokens).toMatchObject({ expires_in: 300 })
    expect(tokens).not.toHaveProperty('refresh_expires_in')
  })
})

test.each([19, 1_209_601, 30.5])('a sign-in of %s seconds is refused as a setting', (seconds) => {
  expect(() => playground.setSignInSeconds(seconds)).toThrow()
})
