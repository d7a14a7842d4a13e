import { decodeJwt } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as demo from '../../../electron/playground/demo-credentials.ts'
import { createCookieJar } from '../../support/cookie-jar.ts'
import {
  aCallback,
  discoverAs,
  discoverDesktop,
  discoverRobot,
  signIn,
  startTestPlayground,
} from '../../support/playground-client.ts'
import { signInOverHttp } from '../../support/playground.ts'

let playground: Awaited<ReturnType<typeof startTestPlayground>>
let client: oidc.Configuration
beforeAll(async () => {
  playground = await startTestPlayground()
  client = await discoverDesktop(playground)
})
afterAll(() => playground.stop())

const asAlice = { as: 'alice', consent: 'allow', scope: 'openid profile offline_access orders:read' } as const
const me = async (token: string) => {
  const answer = await fetch(`${playground.apiUrl}/me`, { headers: { authorization: `Bearer ${token}` } })
  return { status: answer.status, challenge: answer.headers.get('www-authenticate') }
}

describe('userinfo', () => {
  test('tells who the token is about, though the token is for the API', async () => {
    const { access_token: token } = await signIn(client, asAlice)
    const roles: unknown = ['customer']
    expect(await oidc.fetchUserInfo(client, token, 'alice')).toEqual({
      ...{ sub: 'alice', name: 'Alice Archer', preferred_username: 'alice', roles },
    })
  })

  test('tells no more than was allowed, and nothing without openid', async () => {
    const { access_token: bare } = await signIn(client, { ...asAlice, scope: 'openid orders:read' })
    expect(await oidc.fetchUserInfo(client, bare, 'alice')).toEqual({ sub: 'alice' })
    const { access_token: none } = await signIn(client, { ...asAlice, scope: 'orders:read' })
    await expect(oidc.fetchUserInfo(client, none, 'alice')).rejects.toMatchObject({ status: 403 })
  })

  test('is not opened by the jti alone, nor by a token that was tampered with', async () => {
    const { access_token: token } = await signIn(client, asAlice)
    for (const each of [decodeJwt(token).jti ?? '', `${token.slice(0, -4)}AAAA`]) {
      await expect(oidc.fetchUserInfo(client, each, 'alice')).rejects.toMatchObject({ status: 401 })
    }
  })
})

describe('an access token', () => {
  test('is called active by introspection, with what it says, to its own client only', async () => {
    const { access_token: token } = await signIn(client, asAlice)
    expect(await oidc.tokenIntrospection(client, token)).toMatchObject({
      ...{ active: true, sub: 'alice', client_id: demo.desktopClientId, scope: 'orders:read' },
      ...{ aud: demo.ordersAudience, iss: playground.issuer, token_type: 'Bearer', jti: decodeJwt(token).jti },
    })
    expect(await oidc.tokenIntrospection(await discoverRobot(playground), token)).toEqual({ active: false })
  })

  test('that was revoked is refused by the API, by userinfo and by introspection', async () => {
    const { access_token: token } = await signIn(client, asAlice)
    expect((await me(token)).status).toBe(200)
    await oidc.tokenRevocation(client, token)
    expect(await me(token)).toMatchObject({ status: 401, challenge: expect.stringContaining('The token was revoked') })
    await expect(oidc.fetchUserInfo(client, token, 'alice')).rejects.toMatchObject({ status: 401 })
    expect(await oidc.tokenIntrospection(client, token)).toEqual({ active: false })
  })

  test('of another client is not revoked by a stranger', async () => {
    const { access_token: token } = await signIn(client, asAlice)
    await oidc.tokenRevocation(await discoverAs(playground, demo.passwordClientId), token)
    expect((await me(token)).status).toBe(200)
  })

  test('of a machine can be revoked, too', async () => {
    const robot = await discoverRobot(playground)
    const { access_token: token } = await oidc.clientCredentialsGrant(robot, { scope: 'orders:read' })
    expect(await oidc.tokenIntrospection(robot, token)).toMatchObject({ active: true, client_id: 'robot' })
    await oidc.tokenRevocation(robot, token)
    expect(await me(token)).toMatchObject({ status: 401, challenge: expect.stringContaining('The token was revoked') })
  })

  test('goes with its refresh token: when that is revoked, and when it is used twice', async () => {
    const first = await signIn(client, asAlice)
    await oidc.tokenRevocation(client, first.refresh_token ?? '')
    expect((await me(first.access_token)).status).toBe(401)
    const second = await signIn(client, asAlice)
    await oidc.refreshTokenGrant(client, second.refresh_token ?? '')
    await expect(oidc.refreshTokenGrant(client, second.refresh_token ?? '')).rejects.toThrow()
    expect((await me(second.access_token)).status).toBe(401)
  })

  test('may be for the API by its address (RFC 8707), and for no other', async () => {
    const parameters = { resource: `${playground.apiUrl}/orders` }
    const { access_token: token } = await signIn(client, { ...asAlice, parameters })
    expect(decodeJwt(token)).toMatchObject({ aud: playground.apiUrl, scope: 'orders:read' })
    expect((await me(token)).status).toBe(200)
    const elsewhere = { ...asAlice, parameters: { resource: 'https://elsewhere.example' } }
    await expect(signIn(client, elsewhere)).rejects.toMatchObject({ error: 'invalid_target' })
  })
})

describe('an authorisation code', () => {
  test('is good once: the second use ends what the first gave', async () => {
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
    const challenge = await oidc.calculatePKCECodeChallenge(pkceCodeVerifier)
    const url = oidc.buildAuthorizationUrl(client, {
      ...{ redirect_uri: aCallback, scope: 'openid orders:read' },
      ...{ code_challenge: challenge, code_challenge_method: 'S256' },
    })
    const callback = await signInOverHttp(url, { as: 'alice', consent: 'allow' })
    const tokens = await oidc.authorizationCodeGrant(client, callback, { pkceCodeVerifier })
    const again = oidc.authorizationCodeGrant(client, callback, { pkceCodeVerifier })
    await expect(again).rejects.toMatchObject({ error: 'invalid_grant' })
    expect((await me(tokens.access_token)).status).toBe(401)
  })
})

describe('signing out', () => {
  test('asks first, forgets the person, and goes back where it may', async () => {
    const cookies = createCookieJar()
    const tokens = await signIn(client, { ...asAlice, cookies })
    const url = oidc.buildEndSessionUrl(client, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: aCallback,
      state: 'signed-out',
    })
    const page = await fetch(url, { headers: { cookie: cookies.headerFor(url), accept: 'text/html' } })
    cookies.take(url, page.headers.getSetCookie())
    const html = await page.text()
    expect(html).toContain('Sign out of the playground?')
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const confirm = new URL('/session/end/confirm', playground.issuer)
    const done = await fetch(confirm, {
      ...{ method: 'POST', redirect: 'manual' as const, body: new URLSearchParams({ xsrf, logout: 'yes' }) },
      headers: { cookie: cookies.headerFor(confirm) },
    })
    cookies.take(confirm, done.headers.getSetCookie())
    expect(done.headers.get('location')).toBe(`${aCallback}?state=signed-out`)
    const pages: string[] = []
    await signIn(client, { ...asAlice, cookies, onPage: (each) => pages.push(/<h1>(.*?)<\/h1>/.exec(each)?.[1] ?? '') })
    expect(pages[0]).toBe('Who is signing in?')
  })
})
