import { importPKCS8, SignJWT } from 'jose'
import * as z from 'zod'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as demo from '../../../electron/playground/demo-credentials.ts'
import { robotPrivateKey } from '../../../electron/playground/demo-keys.ts'
import { secondsAfterNoon, startOrdersApi } from '../../support/orders-api.ts'

let api: Awaited<ReturnType<typeof startOrdersApi>>
beforeAll(async () => void (api = await startOrdersApi()))
afterAll(() => api.stop())
beforeEach(() => api.waitUntil(0))
afterEach(() => expect(api.faults).toEqual([]))

/** A call without a token of the authorisation server. */
const knock = (path: string, headers: Record<string, string> = {}) => api.call(path, { token: null, headers })

const keyOfAlice = 'playground-demo-key-alice'

describe('the door for API keys', () => {
  test.each<[string, string, Record<string, string>, string]>([
    ['a header', '/with/api-key/me', { 'x-api-key': keyOfAlice }, 'header'],
    ['the query', `/with/api-key/me?api_key=${keyOfAlice}`, {}, 'query'],
    ['a cookie', '/with/api-key/me', { cookie: `other=1; api_key=${keyOfAlice}` }, 'cookie'],
  ])('takes one in %s', async (_where, path, headers, keyIn) => {
    const body = { way: 'api-key', id: 'alice', name: 'Alice Archer', roles: ['customer'], keyIn }
    expect(await knock(path, headers)).toMatchObject({ status: 200, body })
  })

  test('shows her own orders to alice and all to the robot', async () => {
    expect((await knock('/with/api-key/orders', { 'x-api-key': keyOfAlice })).body['count']).toBe(4)
    expect((await knock('/with/api-key/orders', { 'x-api-key': 'playground-demo-key-robot' })).body['count']).toBe(7)
  })

  test.each<[string, string, Record<string, string>, number, string]>([
    ['no key', '/with/api-key/me', {}, 401, 'no_credentials'],
    ['an unknown key', '/with/api-key/me', { 'x-api-key': 'x' }, 401, 'invalid_credentials'],
    ['the name of a member', '/with/api-key/me', { 'x-api-key': 'constructor' }, 401, 'invalid_credentials'],
    [
      ...(['two keys', `/with/api-key/me?api_key=${keyOfAlice}`, { 'x-api-key': keyOfAlice }, 400] as const),
      'malformed_authorization',
    ],
  ])('refuses %s', async (_what, path, headers, status, code) => {
    const answer = await knock(path, headers)
    expect(answer).toMatchObject({ status, body: { code } })
    expect(answer.challenge).toMatch(/^ApiKey realm="orders"/)
    expect(answer.challenge?.includes('error="invalid_request"')).toBe(status === 400)
  })
})

describe('the door for tokens that never change', () => {
  test('takes one as Bearer', async () => {
    const answer = await knock('/with/static-token/me', { authorization: 'Bearer playground-demo-token-bob' })
    expect(answer).toMatchObject({ status: 200, body: { id: 'bob' } })
  })

  test.each<[string, Record<string, string>, string]>([
    ['none', {}, 'Bearer realm="static tokens"'],
    ['an unknown one', { authorization: 'Bearer x' }, 'Bearer realm="static tokens", error="invalid_token"'],
  ])('refuses %s', async (_what, headers, challenge) => {
    expect(await knock('/with/static-token/me', headers)).toMatchObject({
      status: 401,
      challenge,
    })
  })
})

describe('the door for Basic', () => {
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })

  test('takes a user name and a password', async () => {
    expect(await knock('/with/basic/me', basic('admin:orchard'))).toMatchObject({
      status: 200,
      body: { id: 'admin', roles: ['staff', 'admin'] },
    })
  })

  test.each<[string, Record<string, string>, number]>([
    ['nothing', {}, 401],
    ['another scheme', { authorization: 'Bearer x' }, 401],
    ['a wrong password', basic('alice:orchard '), 401],
    ['an unknown person', basic('mallory:orchard'), 401],
    ['no colon', basic('alice'), 400],
    ['what is not base64', { authorization: 'Basic a*b' }, 400],
  ])('refuses %s', async (_what, headers, status) => {
    const answer = await knock('/with/basic/me', headers)
    expect(answer.status).toBe(status)
    if (status === 401) expect(answer.challenge).toBe('Basic realm="orders", charset="UTF-8"')
  })
})

const loginAnswer = z.object({
  session: z.strictObject({ token: z.string(), refresh: z.string(), expires_in: z.number() }),
})

describe('the door with a login of its own', () => {
  const post = (path: string, json: unknown) => api.call(`/with/session/${path}`, { method: 'POST', token: null, json })
  const logIn = async (user = 'alice') => {
    const answer = await post('login', { user, password: 'orchard' })
    const { session } = loginAnswer.parse(answer.body['data'])
    return { ...session, cookie: answer.headers.get('set-cookie') ?? '' }
  }
  const enter = (token: string) => knock('/with/session/me', { 'x-session-token': token })

  test('gives a token that opens it, as header and as cookie', async () => {
    const { token, expires_in: seconds, cookie } = await logIn()
    expect(seconds).toBe(60)
    expect(cookie).toBe(`orders_session=${token}; Path=/with/session; Max-Age=60; HttpOnly; SameSite=Strict`)
    expect(await enter(token)).toMatchObject({ status: 200, body: { id: 'alice', way: 'session' } })
    expect((await knock('/with/session/orders', { cookie: cookie.split(';')[0] ?? '' })).body['count']).toBe(4)
  })

  test('lets a session expire, and gives a new one for its refresh token, once', async () => {
    const first = await logIn('bob')
    api.waitUntil(60)
    expect(await enter(first.token)).toMatchObject({
      status: 401,
      body: { detail: expect.stringContaining('expired') },
    })
    const renewed = await post('refresh', { refresh: first.refresh })
    expect(renewed.status).toBe(200)
    expect(await post('refresh', { refresh: first.refresh })).toMatchObject({ status: 401 })
  })

  test.each<[string, string, unknown, number]>([
    ['a wrong password', 'login', { user: 'alice', password: 'pear' }, 401],
    ['another shape', 'login', { name: 'alice' }, 422],
    ['an unknown refresh token', 'refresh', { refresh: 'x' }, 401],
    ['no refresh token', 'refresh', {}, 422],
  ])('refuses %s', async (_what, path, json, status) => {
    expect((await post(path, json)).status).toBe(status)
  })

  test.each<[string, Record<string, string>]>([
    ['no session', {}],
    ['an unknown one', { 'x-session-token': 'x' }],
  ])('says where to log in to one with %s', async (_what, headers) => {
    const answer = await knock('/with/session/me', headers)
    expect(answer).toMatchObject({ status: 401, challenge: expect.stringContaining('login="/with/session/login"') })
  })
})

describe('the door for JWTs that a client signs itself', () => {
  const claims = () => ({ iss: 'robot', sub: 'alice', aud: demo.ordersAudience, exp: secondsAfterNoon(60) })
  const sign = async (alg: 'HS256' | 'ES256', more: Record<string, unknown> = {}, secret = demo.sharedJwtSecret) =>
    new SignJWT({ ...claims(), ...more })
      .setProtectedHeader({ alg })
      .sign(alg === 'HS256' ? new TextEncoder().encode(secret) : await importPKCS8(robotPrivateKey, 'ES256'))
  const enter = (jwt: string) => knock('/with/signed-jwt/me', { authorization: `Bearer ${jwt}` })

  test.each(['HS256', 'ES256'] as const)('takes one that is signed with %s', async (algorithm) => {
    expect(await enter(await sign(algorithm))).toMatchObject({ status: 200, body: { id: 'alice', algorithm } })
  })

  test.each<[string, () => Promise<string>, string]>([
    ['another secret', () => sign('HS256', {}, 'x'.repeat(40)), 'The signature of the JWT does not hold'],
    ['an end that has passed', () => sign('HS256', { exp: secondsAfterNoon(-1) }), 'The JWT has expired'],
    ['a life of two hours', () => sign('ES256', { exp: secondsAfterNoon(7200) }), 'The JWT lives longer than an hour'],
    ['another audience', () => sign('ES256', { aud: 'x' }), 'The claim aud of the JWT is not accepted'],
    ['nobody it is about', () => sign('ES256', { sub: 'mallory' }), 'The JWT is about nobody who is known here'],
    ['no end', () => sign('ES256', { exp: undefined }), 'The JWT has no claim exp'],
    ['what is no JWT', async () => 'nonsense', 'What follows Bearer is not a signed JWT'],
    [
      'a token of the authorisation server',
      () => api.sign(),
      'The JWT is signed with an algorithm that is not allowed',
    ],
  ])('refuses %s', async (_what, make, words) => {
    const answer = await enter(await make())
    expect(answer.status).toBe(401)
    expect(answer.challenge).toBe(`Bearer realm="signed JWTs", error="invalid_token", error_description="${words}"`)
  })
})

describe('the door for certificates', () => {
  test('is closed without TLS, and says where it is open', async () => {
    const answer = await knock('/with/certificate/me')
    expect(answer).toMatchObject({ status: 403, body: { code: 'certificate_required' } })
    expect(answer.body['detail']).toContain('https://127.0.0.1:1')
  })
})

describe('the door for a step-up', () => {
  test('asks for the PIN by name (RFC 9470), and opens to a token that has it', async () => {
    const refused = await api.call('/with/step-up/me')
    expect(refused.status).toBe(401)
    expect(refused.challenge).toMatch(
      /^Bearer realm="orders", error="insufficient_user_authentication".*acr_values="urn:claimcheck:acr:pin"/,
    )
    const token = await api.sign({ acr: demo.pinAcr })
    expect(await api.call('/with/step-up/me', { token })).toMatchObject({ status: 200, body: { acr: demo.pinAcr } })
  })
})

describe('what the API says of itself', () => {
  const document = '/.well-known/oauth-protected-resource'
  test.each([
    ['as a whole', '', ''],
    ['for one path', '/orders', '/orders'],
    ['for a path with parts', '/orders/ord_1001', '/orders/ord_1001'],
  ])('%s (RFC 9728)', async (_what, below, path) => {
    expect((await knock(`${document}${below}`)).body).toMatchObject({
      resource: `${api.apiUrl}${path}`,
      authorization_servers: ['http://127.0.0.1:9400'],
      scopes_supported: ['orders:read', 'orders:write', 'orders:cancel', 'users:read'],
      bearer_methods_supported: ['header'],
    })
  })

  test('for the door that wants DPoP, and for no door that takes no tokens', async () => {
    expect((await knock(`${document}/with/dpop/me`)).body).toMatchObject({ dpop_bound_access_tokens_required: true })
    expect((await knock(`${document}/with/basic/me`)).status).toBe(404)
    expect((await knock(`${document}s`)).status).toBe(404)
  })
})
