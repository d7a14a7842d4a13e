import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LoginRequest, WayOf } from '../../../../electron/contract/ways.ts'
import { createCustomLogin } from '../../../../electron/domain/sign-in/custom-login.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import {
  aCustomProfile,
  aCustomWay,
  aLoginServer,
  aTracedCall,
  exchangeWholeDirectly,
} from '../../../support/login-server.ts'

let server: Awaited<ReturnType<typeof aLoginServer>>
beforeAll(async () => {
  server = await aLoginServer()
})
afterAll(() => server.close())
beforeEach(() => void server.calls.splice(0))

const password = 'p"a\\ss & word=/%canary'
const login = createCustomLogin({ exchangeWhole: exchangeWholeDirectly, now: () => new Date() })

const variables = () =>
  new Map([
    ['base', server.origin],
    ['tenant', 'a b'],
    ['user', 'al"ice'],
  ])

function signIn(some: Partial<WayOf<'custom_login'>>, secret: string | null = password, traced = aTracedCall()) {
  const profile = aCustomProfile(aCustomWay('{{base}}/login', some))
  const credentials = {
    variables: variables(),
    password: secret === null ? null : new SecretText(secret),
    certificate: null,
  }
  return { traced, profile, credentials, granted: login.signIn(profile, credentials, traced.call) }
}

const withRequest = (request: Partial<LoginRequest>): Partial<WayOf<'custom_login'>> => {
  const { login: usual } = aCustomWay('{{base}}/login')
  return { login: { ...usual, request: { ...usual.request, ...request } } }
}
const withAnswer = (answer: Partial<WayOf<'custom_login'>['login']['answer']>): Partial<WayOf<'custom_login'>> => {
  const { login: usual } = aCustomWay('{{base}}/login')
  return { login: { ...usual, answer: { ...usual.answer, ...answer } } }
}
const field = (name: string, value: string) => ({ name, value, enabled: true })

describe('the request of a login', () => {
  beforeEach(() => server.reply('/login', { body: { token: 'the-token' } }))

  test('has its values escaped in JSON', async () => {
    await signIn({ username: '{{user}}' }).granted
    expect(JSON.parse(server.calls[0]?.body ?? '')).toEqual({ user: 'al"ice', password })
    expect(server.calls[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      host: new URL(server.origin).host,
    })
  })

  test('has them percent-encoded in a form', async () => {
    const fields = [
      field('user', '{{username}}'),
      field('password', '{{password}}'),
      { ...field('x', 'y'), enabled: false },
    ]
    await signIn(withRequest({ body: { kind: 'form', fields } })).granted
    expect([...new URLSearchParams(server.calls[0]?.body)]).toEqual([
      ['user', 'alice'],
      ['password', password],
    ])
  })

  test('has them percent-encoded in the address, and variables there as they are', async () => {
    await signIn(
      withRequest({ method: 'get', url: '{{base}}/login?u={{username}}&p={{password}}', body: { kind: 'none' } }),
    ).granted
    const { method, url = '' } = server.calls[0] ?? {}
    expect(method).toBe('GET')
    expect(new URL(url, server.origin).searchParams.get('p')).toBe(password)
  })

  test('has them as they are in text and headers', async () => {
    const headers = [field('X-User', '{{username}}; {{tenant}}'), { ...field('X-Off', '1'), enabled: false }]
    await signIn(withRequest({ headers, body: { kind: 'text', text: '<p>{{password}}</p>' } })).granted
    expect(server.calls[0]?.body).toBe(`<p>${password}</p>`)
    expect(server.calls[0]?.headers).toMatchObject({ 'x-user': 'alice; a b' })
    expect(server.calls[0]?.headers).not.toHaveProperty('x-off')
  })

  test('without a body says so where one is expected', async () => {
    for (const [method, length] of [
      ['POST', '0'],
      ['GET', undefined],
    ] as const) {
      server.calls.length = 0
      await signIn(withRequest({ method, body: { kind: 'none' } })).granted
      expect(server.calls[0]?.headers['content-length']).toBe(length)
    }
  })

  test('fills a password in once: what stands in it is no variable', async () => {
    await signIn({}, '{{base}} {{username}}').granted
    expect(JSON.parse(server.calls[0]?.body ?? '')).toMatchObject({ password: '{{base}} {{username}}' })
  })

  test.each([
    ['a password that was never entered', {}, null, { code: 'profile.incomplete', details: { field: 'password' } }],
    [
      'variables that nobody gave',
      withRequest({ url: '{{nowhere}}/login', headers: [field('X', '{{nothing}}')] }),
      password,
      { code: 'input.variable_unknown', details: { names: ['nowhere', 'nothing'] } },
    ],
    [
      'an address that is none',
      withRequest({ url: 'login/{{password}}' }),
      password,
      { code: 'input.url_invalid', details: { url: 'login/[secret]' } },
    ],
    [
      'a header that can’t be sent',
      withRequest({ headers: [field('X', 'a\r\nInjected: {{password}}')] }),
      password,
      { code: 'input.header_invalid', details: { name: 'X', reason: 'line-break' } },
    ],
  ] as const)('is not sent with %s', async (_what, way, secret, failure) => {
    const { granted } = signIn(way, secret)
    const thrown = await granted.catch((reason: unknown) => reason)
    expect(thrown).toMatchObject(failure)
    expect(JSON.stringify(thrown)).not.toContain('canary')
    expect(server.calls).toEqual([])
  })

  test('needs no password where it names none', async () => {
    const body = { kind: 'json', text: '{"key": "{{tenant}}"}' } as const
    expect((await signIn(withRequest({ body }), null).granted).answer.accessToken.reveal()).toBe('the-token')
  })
})

describe('the answer of a login', () => {
  test('gives token and refresh token from JSON', async () => {
    server.reply('/login', { body: { data: { tokens: ['x', 'the-token'] }, 'refresh token': 12 } })
    const { granted } = signIn(
      withAnswer({
        token: { from: 'json', path: '$.data.tokens[1]' },
        refresh: { from: 'json', path: "$['refresh token']" },
      }),
    )
    const { answer } = await granted
    expect([answer.accessToken.reveal(), answer.refreshToken?.reveal(), answer.tokenType]).toEqual([
      'the-token',
      '12',
      'Bearer',
    ])
  })

  test('gives it from a header, without the scheme that is put before it again', async () => {
    server.reply('/login', { headers: { authorization: 'bearer the-token' } })
    const { answer } = await signIn(withAnswer({ token: { from: 'header', name: 'Authorization' } })).granted
    expect(answer.accessToken.reveal()).toBe('the-token')
  })

  test('gives it from a cookie, set on any hop of the way', async () => {
    server.reply('/login', {
      status: 302,
      headers: { location: '/step', 'set-cookie': ['sid=first; HttpOnly', 'old=1'] },
    })
    server.reply('/step', {
      status: 303,
      headers: { location: `${server.origin}/home`, 'set-cookie': ['sid="second"; Path=/', 'old=; Max-Age=0'] },
    })
    server.reply('/home', { body: 'Welcome' })
    const { login: fromCookie } = withAnswer({ token: { from: 'cookie', name: 'sid' } })
    const { login: withCookie } = withRequest({ headers: [field('Cookie', 'lang=en')] })
    if (fromCookie === undefined || withCookie === undefined) throw new Error('no login')
    const { granted, traced } = signIn({ login: { ...withCookie, answer: fromCookie.answer } })
    expect((await granted).answer.accessToken.reveal()).toBe('second')
    // Each hop has the cookies so far, as a browser would send them; the password goes nowhere again.
    expect(
      server.calls.map(({ method, url, headers: { cookie }, body }) => [method, url, cookie, body === '']),
    ).toEqual([
      ['POST', '/login', 'lang=en', false],
      ['GET', '/step', 'lang=en; sid=first; old=1', true],
      ['GET', '/home', 'lang=en; sid=second', true],
    ])
    expect(traced.entries.map(({ title }) => title)).toEqual(['Log in', 'Follow the redirect', 'Follow the redirect'])
    expect(JSON.stringify(traced.entries)).not.toMatch(/first|second/)
  })

  test('of a redirect to another origin is the end of the way', async () => {
    const stranger = await aLoginServer()
    server.reply('/login', {
      status: 302,
      headers: { location: `${stranger.origin}/x`, 'set-cookie': 'sid=the-token' },
    })
    const fromCookie = withAnswer({ token: { from: 'cookie', name: 'sid' } })
    expect((await signIn(fromCookie).granted).answer.accessToken.reveal()).toBe('the-token')
    await expect(signIn({}).granted).rejects.toMatchObject({
      code: 'sign_in.login_refused',
      details: { status: 302, said: `It redirects to ${stranger.origin}` },
    })
    expect(stranger.calls).toEqual([])
    await stranger.close()
  })

  test('that redirects for ever is left after five hops', async () => {
    server.reply('/login', { status: 307, headers: { location: '/login' } })
    await expect(signIn({}).granted).rejects.toMatchObject({ code: 'sign_in.login_refused' })
    expect(server.calls).toHaveLength(6)
  })

  test('is timed by the server’s clock, where that is wrong', async () => {
    const date = new Date(Date.now() + 600_000).toUTCString()
    server.reply('/login', { headers: { date }, body: { token: 't' } })
    const { clockSkewSeconds } = await signIn({}).granted
    expect(Math.abs((clockSkewSeconds ?? 0) - 600)).toBeLessThan(3)
  })
})

test('a cancel ends the request with its reason', async () => {
  server.reply('/login', 'hang')
  const { granted, traced } = signIn({})
  const reason = new Error('cancelled by a person')
  setImmediate(() => traced.controller.abort(reason))
  await expect(granted).rejects.toBe(reason)
})
