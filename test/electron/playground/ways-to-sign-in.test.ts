import { decodeJwt } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import * as demo from '../../../electron/playground/demo-credentials.ts'
import { createCookieJar, type CookieJar } from '../../support/cookie-jar.ts'
import { aCallback, discoverAs, discoverDesktop, signIn, startTestPlayground } from '../../support/playground-client.ts'
import { signInOverHttp } from '../../support/playground.ts'

let playground: Awaited<ReturnType<typeof startTestPlayground>>
let client: oidc.Configuration
beforeAll(async () => {
  playground = await startTestPlayground()
  client = await discoverDesktop(playground)
})
afterAll(() => playground.stop())
afterEach(() => vi.useRealTimers())

const asAlice = { as: 'alice', consent: 'allow', scope: 'openid orders:read' } as const
const titleOf = (html: string): string => /<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? ''

/** Signs in and tells which pages there were on the way. */
async function pagesOf(cookies: CookieJar, parameters: Record<string, string>, more: { pin?: string } = {}) {
  const pages: string[] = []
  const onPage = (html: string) => void pages.push(titleOf(html))
  const tokens = await signIn(client, { ...asAlice, ...more, cookies, parameters, onPage })
  return { pages, tokens }
}
const aKnownBrowser = async () => {
  const cookies = createCookieJar()
  await signIn(client, { ...asAlice, cookies })
  return cookies
}
const consent = 'Continue as alice?'

describe('a browser that is signed in', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['is asked to consent only', {}, [consent]],
    ['is asked who it is for prompt=login', { prompt: 'login' }, ['Who is signing in?', consent]],
    ['is asked which account for prompt=select_account', { prompt: 'select_account' }, ['Which account?', consent]],
    ['is asked to consent for prompt=consent', { prompt: 'consent' }, [consent]],
    ['is not asked who it is while it is young enough', { max_age: '3600' }, [consent]],
    ['is asked who it is for max_age=0', { max_age: '0' }, ['Who is signing in?', consent]],
  ])('%s', async (_what, parameters, pages) => {
    expect((await pagesOf(await aKnownBrowser(), parameters)).pages).toEqual(pages)
  })

  test('is not asked at all for prompt=none: a native client has to ask', async () => {
    const cookies = await aKnownBrowser()
    const none = signIn(client, { ...asAlice, cookies, parameters: { prompt: 'none' } })
    await expect(none).rejects.toMatchObject({ error: 'interaction_required' })
    const stranger = signIn(client, { ...asAlice, parameters: { prompt: 'none' } })
    await expect(stranger).rejects.toMatchObject({ error: 'login_required' })
  })

  test('keeps the time of its sign-in: consent alone does not make it younger', async () => {
    const cookies = createCookieJar()
    const first = await pagesOf(cookies, {})
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5000 })
    const second = await pagesOf(cookies, {})
    const third = await pagesOf(cookies, { prompt: 'login' })
    const times = [first, second, third].map(({ tokens }) => Number(tokens.claims()?.auth_time))
    expect(times[1]).toBe(times[0])
    expect(times[2]).toBeGreaterThan(times[0] ?? 0)
  })
})

describe('a step-up', () => {
  const parameters = { acr_values: demo.pinAcr }

  test('asks for the PIN, and the tokens say that it was entered', async () => {
    const cookies = await aKnownBrowser()
    const { pages, tokens } = await pagesOf(cookies, parameters)
    expect(pages).toEqual(['Enter your PIN', consent])
    expect(tokens.claims()).toMatchObject({ acr: demo.pinAcr, amr: ['pin'] })
    expect(decodeJwt(tokens.access_token)).toMatchObject({ acr: demo.pinAcr, auth_time: expect.any(Number) })
    const answer = await fetch(`${playground.apiUrl}/with/step-up/me`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })
    expect(answer.status).toBe(200)
    // The browser is that far already.
    expect((await pagesOf(cookies, parameters)).pages).toEqual([consent])
  })

  test('says when the PIN was wrong, and asks again', async () => {
    const { pages } = await pagesOf(await aKnownBrowser(), parameters, { pin: '0000' })
    expect(pages).toEqual(['Enter your PIN', 'Enter your PIN', consent])
  })

  test('has a page with one heading, a labelled field and no script', async () => {
    const pages: string[] = []
    const wish = { ...asAlice, pin: '0000', parameters, onPage: (html: string) => void pages.push(html) }
    await signIn(client, wish)
    const asking = pages.filter((html) => titleOf(html) === 'Enter your PIN')
    expect(asking).toHaveLength(2)
    for (const html of asking) {
      expect(html).toMatch(/^<!doctype html>\s*<html lang="en">/)
      expect(html.match(/<h1>/g)).toHaveLength(1)
      expect(html).toMatch(/<label class="field"\s*>PIN\s*<input/)
      expect(html).not.toMatch(/<script|\son\w+=|\sstyle=|\ssrc=/)
    }
    expect(asking[1]).toMatch(/role="alert">That is not the PIN\..*aria-describedby="problem" aria-invalid="true"/s)
  })

  test('does not happen to those who did not ask: the API says what is missing', async () => {
    const { tokens } = await pagesOf(await aKnownBrowser(), {})
    expect(tokens.claims()?.['acr']).toBeUndefined()
    const answer = await fetch(`${playground.apiUrl}/with/step-up/me`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })
    expect(answer.headers.get('www-authenticate')).toContain('insufficient_user_authentication')
  })
})

describe('a pushed request (RFC 9126)', () => {
  const parametersOf = async (verifier: string) => ({
    ...{ redirect_uri: aCallback, scope: 'openid offline_access orders:read', state: 's' },
    ...{ code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
  })

  test('stands for all of it in the address, once', async () => {
    const verifier = oidc.randomPKCECodeVerifier()
    const url = await oidc.buildAuthorizationUrlWithPAR(client, await parametersOf(verifier))
    expect([...url.searchParams.keys()].toSorted()).toEqual(['client_id', 'request_uri'])
    const callback = await signInOverHttp(url, asAlice)
    const tokens = await oidc.authorizationCodeGrant(client, callback, {
      pkceCodeVerifier: verifier,
      expectedState: 's',
    })
    expect(await oidc.tokenIntrospection(client, tokens.refresh_token ?? '')).toMatchObject({
      scope: 'openid offline_access orders:read',
    })
    const again = await fetch(url, { redirect: 'manual', headers: { accept: 'text/html' } })
    expect(`${again.headers.get('location') ?? ''}${await again.text()}`).toContain('invalid_request_uri')
  })

  test('is refused with a redirect that is not allowed', async () => {
    const bad = { ...(await parametersOf('v'.repeat(43))), redirect_uri: 'https://elsewhere.example/' }
    await expect(oidc.buildAuthorizationUrlWithPAR(client, bad)).rejects.toMatchObject({ error: 'invalid_request' })
  })
})

describe('the client with one redirect', () => {
  const { host, port, path } = demo.fixedRedirect
  test.each([
    ['takes it as it is', `http://${host}:${port}${path}`, true],
    ['takes no other port', `http://${host}:${port + 1}${path}`, false],
    ['takes no other path', `http://${host}:${port}${path}/`, false],
    ['takes no other name of this machine', `http://localhost:${port}${path}`, false],
    ['takes no free place', aCallback, false],
  ])('%s', async (_what, redirectUri, isAllowed) => {
    const fixed = await discoverAs(playground, demo.fixedPortClientId)
    const attempt = signIn(fixed, { ...asAlice, redirectUri })
    if (isAllowed) await expect(attempt).resolves.toMatchObject({ token_type: 'bearer' })
    else await expect(attempt).rejects.toThrow('The way back is not allowed')
  })
})

describe('the implicit grant', () => {
  test('brings the tokens in the fragment, for the API and with an ID token', async () => {
    const implicit = await discoverAs(playground, demo.implicitClientId)
    oidc.useIdTokenResponseType(implicit)
    const url = oidc.buildAuthorizationUrl(implicit, {
      ...{ redirect_uri: aCallback, scope: 'openid profile orders:read', state: 's', nonce: 'n-0S6_WzA2Mj' },
      response_type: 'id_token token',
    })
    const callback = await signInOverHttp(url, asAlice)
    const fragment = new URLSearchParams(callback.hash.slice(1))
    expect(Object.fromEntries(fragment)).toMatchObject({ token_type: 'Bearer', state: 's', expires_in: '300' })
    expect(fragment.has('refresh_token')).toBe(false)
    expect(decodeJwt(fragment.get('id_token') ?? '')).toMatchObject({ nonce: 'n-0S6_WzA2Mj', name: 'Alice Archer' })
    const headers = { authorization: `Bearer ${fragment.get('access_token')}` }
    expect((await fetch(`${playground.apiUrl}/orders`, { headers })).status).toBe(200)
  })

  test('is not for the desktop client', async () => {
    const url = oidc.buildAuthorizationUrl(client, {
      ...{ redirect_uri: aCallback, scope: 'openid', nonce: 'n-0S6_WzA2Mj', response_type: 'id_token token' },
    })
    const callback = await signInOverHttp(url, asAlice)
    expect(new URLSearchParams(callback.hash.slice(1)).get('error')).toBe('invalid_request')
  })
})

describe('a client that registers itself (RFC 7591)', () => {
  const metadata = {
    client_name: 'Found by its address',
    application_type: 'native',
    redirect_uris: ['http://127.0.0.1:51234/found', 'http://127.0.0.1/found'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    scope: 'openid orders:read',
  }
  const register = (more: Record<string, unknown> = {}) =>
    fetch(`${playground.issuer}/reg`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...metadata, ...more }),
    })

  test('gets an id, and signs a person in at any port of its path', async () => {
    const response = await register()
    expect(response.status).toBe(201)
    const body: { client_id?: string } = await response.json()
    expect(body).toMatchObject({ scope: 'openid orders:read', token_endpoint_auth_method: 'none' })
    const found = await discoverAs(playground, body.client_id ?? '')
    const tokens = await signIn(found, { ...asAlice, redirectUri: 'http://127.0.0.1:51999/found' })
    expect(decodeJwt(tokens.access_token)).toMatchObject({ client_id: body.client_id, sub: 'alice' })
    const elsewhere = signIn(found, { ...asAlice, redirectUri: aCallback })
    await expect(elsewhere).rejects.toThrow('The way back is not allowed')
    expect(playground.counts().registrations).toBe(1)
  })

  test.each([
    ['a scope that is not known', { scope: 'openid everything' }],
    ['an authentication that is not known', { token_endpoint_auth_method: 'magic' }],
    ['a redirect over plain http to another machine', { redirect_uris: ['http://elsewhere.example/'] }],
  ])('is refused with %s', async (_what, more) => {
    const response = await register(more)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: expect.stringMatching(/^invalid_(client_metadata|redirect_uri)$/),
    })
  })
})
