import { decodeJwt, decodeProtectedHeader } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCookieJar } from '../../support/cookie-jar.ts'
import { signInOverHttp } from '../../support/playground.ts'
import {
  aCallback,
  discoverDesktop,
  discoverRobot,
  signIn,
  startTestPlayground,
} from '../../support/playground-client.ts'

let playground: Awaited<ReturnType<typeof startTestPlayground>>
let client: oidc.Configuration
beforeAll(async () => {
  playground = await startTestPlayground()
  client = await discoverDesktop(playground)
})
afterAll(() => playground.stop())

const scopesOfAlice = 'openid profile offline_access orders:read'
const asAlice = { as: 'alice', consent: 'allow', scope: scopesOfAlice } as const

describe('signing in with code and PKCE', () => {
  test('gives a JWT access token as RFC 9068 describes it', async () => {
    const tokens = await signIn(client, asAlice)
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 300, scope: 'orders:read' })
    expect(decodeProtectedHeader(tokens.access_token)).toEqual({
      alg: 'RS256',
      typ: 'at+jwt',
      kid: expect.stringMatching(/^playground-/),
    })
    const claims = decodeJwt(tokens.access_token)
    expect(claims).toMatchObject({
      iss: playground.issuer,
      aud: 'urn:claimcheck:orders',
      sub: 'alice',
      client_id: 'claimcheck-desktop',
      scope: 'orders:read',
      roles: ['customer'],
      jti: expect.any(String),
    })
    expect(Number(claims.exp) - Number(claims.iat)).toBe(300)
  })

  test('gives an ID token with the name and the roles, and a refresh token', async () => {
    const tokens = await signIn(client, { ...asAlice, as: 'admin', parameters: { nonce: 'n-0S6_WzA2Mj' } })
    expect(tokens.claims()).toMatchObject({
      iss: playground.issuer,
      aud: 'claimcheck-desktop',
      sub: 'admin',
      name: 'Ada Minton',
      roles: ['staff', 'admin'],
      nonce: 'n-0S6_WzA2Mj',
    })
    expect(tokens.refresh_token).toEqual(expect.any(String))
  })

  test('names the issuer in its answer (RFC 9207)', async () => {
    const url = await authorizationUrl({ scope: 'openid' })
    const callback = await signInOverHttp(url, { as: 'bob', consent: 'allow' })
    expect(callback.searchParams.get('iss')).toBe(playground.issuer)
    expect(callback.href.startsWith(`${aCallback}?`)).toBe(true)
  })

  test('ends in access_denied when the person denies', async () => {
    await expect(signIn(client, { ...asAlice, consent: 'deny' })).rejects.toMatchObject({ error: 'access_denied' })
  })

  test('gives a refresh token without offline_access too', async () => {
    const tokens = await signIn(client, { ...asAlice, scope: 'openid orders:read' })
    expect(tokens.refresh_token).toEqual(expect.any(String))
  })

  test.each([
    ['no challenge', { code_challenge: '', code_challenge_method: '' }],
    ['a plain challenge', { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }],
  ])('is refused with %s', async (_what, parameters) => {
    const url = await authorizationUrl({ scope: 'openid', ...parameters })
    const callback = await signInOverHttp(url, { as: 'alice', consent: 'allow' })
    expect(callback.searchParams.get('error')).toBe('invalid_request')
  })

  test('is refused with another verifier than the one that was announced', async () => {
    const callback = await signInOverHttp(await authorizationUrl({ scope: 'openid' }), {
      as: 'alice',
      consent: 'allow',
    })
    const wrong = { pkceCodeVerifier: oidc.randomPKCECodeVerifier() }
    await expect(oidc.authorizationCodeGrant(client, callback, wrong)).rejects.toMatchObject({ error: 'invalid_grant' })
  })
})

describe('where a sign-in may return to', () => {
  test.each([
    ['any port', 'http://127.0.0.1:1234/callback/abcdefghijklmnopqrst', true],
    ['a short path', 'http://127.0.0.1:1234/callback/abc', false],
    ['another path', 'http://127.0.0.1:1234/other/abcdefghijklmnopqrst', false],
    ['more after the path', 'http://127.0.0.1:1234/callback/abcdefghijklmnopqrst/x', false],
    ['a query', 'http://127.0.0.1:1234/callback/abcdefghijklmnopqrst?x=1', false],
    ['a user', 'http://me@127.0.0.1:1234/callback/abcdefghijklmnopqrst', false],
    ['localhost', 'http://localhost:1234/callback/abcdefghijklmnopqrst', false],
    ['https', 'https://127.0.0.1:1234/callback/abcdefghijklmnopqrst', false],
    ['another host', 'http://127.0.0.1.evil.example/callback/abcdefghijklmnopqrst', false],
    ['127.0.0.1 in another spelling', 'http://2130706433:1234/callback/abcdefghijklmnopqrst', false],
  ])('%s', async (_what, redirectUri, isAllowed) => {
    const url = await authorizationUrl({ scope: 'openid', redirect_uri: redirectUri })
    const response = await fetch(url, { redirect: 'manual', headers: { accept: 'text/html' } })
    const text = await response.text()
    expect(response.headers.get('location') ?? '').toMatch(isAllowed ? /^\/interaction\// : /^$/)
    expect(text.includes('The way back is not allowed')).toBe(!isAllowed)
  })
})

describe('a browser that was here before', () => {
  test('is asked to allow the new scope only', async () => {
    const cookies = createCookieJar()
    await signIn(client, { ...asAlice, as: 'bob', cookies })
    const pages: string[] = []
    const more = await signIn(client, {
      as: 'bob',
      consent: 'allow',
      cookies,
      scope: `${scopesOfAlice} orders:write`,
      onPage: (html) => pages.push(html),
    })
    expect(pages).toHaveLength(1)
    expect(newScopesOn(pages[0] ?? '')).toEqual(['orders:write'])
    expect(more.scope).toBe('orders:read orders:write')
  })

  test('is not asked who it is, unless login_hint names another person', async () => {
    const cookies = createCookieJar()
    await signIn(client, { ...asAlice, cookies })
    const pages: string[] = []
    const onPage = (html: string) => void pages.push(/<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? '')
    await signIn(client, { ...asAlice, cookies, onPage, parameters: { login_hint: 'alice' } })
    expect(pages).toEqual(['Continue as alice?'])
    const bobs = await signIn(client, { ...asAlice, as: 'bob', cookies, onPage, parameters: { login_hint: 'bob' } })
    expect(pages[1]).toBe('Sign in as bob?')
    expect(bobs.claims()?.sub).toBe('bob')
  })

  test('keeps the tokens of the person it was signed in as before', async () => {
    const cookies = createCookieJar()
    const alices = await signIn(client, { ...asAlice, cookies })
    await signIn(client, { ...asAlice, as: 'bob', cookies, parameters: { login_hint: 'bob' } })
    const refreshed = await oidc.refreshTokenGrant(client, alices.refresh_token ?? '')
    expect(decodeJwt(refreshed.access_token).sub).toBe('alice')
  })

  test('can run two sign-ins at once, each for its own person', async () => {
    const cookies = createCookieJar()
    const people = ['alice', 'bob'] as const
    const tokens = await Promise.all(people.map((as) => signIn(client, { ...asAlice, as, cookies })))
    expect(tokens.map((each) => each.claims()?.sub)).toEqual(['alice', 'bob'])
  })
})

describe('login_hint', () => {
  test('puts the person that it names first', async () => {
    const pages: string[] = []
    const parameters = { login_hint: 'admin' }
    await signIn(client, { ...asAlice, as: 'admin', parameters, onPage: (html) => pages.push(html) })
    expect([...(pages[0] ?? '').matchAll(/name="person"\s+value="(\w+)"/g)].map(([, id]) => id)).toEqual([
      'admin',
      'alice',
      'bob',
    ])
  })
})

describe('the robot', () => {
  test('signs in as itself, with its own role', async () => {
    const robot = await discoverRobot(playground)
    const tokens = await oidc.clientCredentialsGrant(robot, { scope: 'orders:read orders:write' })
    expect(tokens).toMatchObject({ expires_in: 300, scope: 'orders:read orders:write' })
    expect(tokens.refresh_token).toBeUndefined()
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      sub: 'robot',
      roles: ['service'],
      aud: 'urn:claimcheck:orders',
    })
  })

  test('is refused with another secret', async () => {
    const { issuer } = playground
    const impostor = new oidc.Configuration(
      { issuer, token_endpoint: `${issuer}/token` },
      'robot',
      undefined,
      oidc.ClientSecretBasic('guess'),
    )
    // The playground speaks plain http, on loopback only.
    oidc.allowInsecureRequests(impostor)
    await expect(oidc.clientCredentialsGrant(impostor)).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'basic', parameters: { error: 'invalid_client' } }],
    })
  })

  test('gets no ID token, and no scope that only a person can give', async () => {
    const robot = await discoverRobot(playground)
    const tokens = await oidc.clientCredentialsGrant(robot, { scope: 'openid orders:read' })
    expect(tokens.scope).toBe('orders:read')
    expect(tokens.id_token).toBeUndefined()
  })
})

async function authorizationUrl(parameters: Record<string, string>): Promise<URL> {
  return oidc.buildAuthorizationUrl(client, {
    redirect_uri: aCallback,
    code_challenge: await oidc.calculatePKCECodeChallenge(oidc.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
    ...parameters,
  })
}

function newScopesOn(html: string): string[] {
  const list = /<ul class="scopes".*?<\/ul>/s.exec(html)?.[0] ?? ''
  return [...list.matchAll(/<code>(.*?)<\/code>/g)].map(([, scope]) => scope ?? '')
}
