import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { WayOf } from '../../../../electron/contract/ways.ts'
import { createCustomLogin } from '../../../../electron/domain/sign-in/custom-login.ts'
import { refreshCustomLogin } from '../../../../electron/domain/tokens/refresh-custom-login.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aFreePort } from '../../../support/free-port.ts'
import {
  aCustomProfile,
  aCustomWay,
  aLoginServer,
  exchangeWholeDirectly,
  type LoginReply,
} from '../../../support/login-server.ts'
import { aTokenSet } from '../../../support/token-builder.ts'

let server: Awaited<ReturnType<typeof aLoginServer>>
beforeAll(async () => {
  server = await aLoginServer()
})
afterAll(() => server.close())
beforeEach(() => void server.calls.splice(0))

const login = createCustomLogin({ exchangeWhole: exchangeWholeDirectly, now: () => new Date() })

const refreshWay = (text = '{"refresh": "{{refreshToken}}", "old": "{{token}}"}'): Partial<WayOf<'custom_login'>> => ({
  refresh: {
    request: { method: 'POST', url: `${server.origin}/refresh`, headers: [], body: { kind: 'json', text } },
    answer: {
      token: { from: 'json', path: '$.token' },
      refresh: { from: 'json', path: '$.refresh' },
      lifetime: { by: 'fixed', seconds: 60 },
    },
  },
})

function refresh(some: Partial<WayOf<'custom_login'>>, tokens: Parameters<typeof aTokenSet>[0] = {}) {
  const profile = aCustomProfile(aCustomWay(`${server.origin}/login`, some))
  return refreshCustomLogin(profile, aTokenSet({ issuer: `${server.origin}/login`, ...tokens }), {
    login,
    secret: async (_id, name) => (name === 'password' ? new SecretText('pass"word-canary') : null),
    variables: () => new Map(),
  })
}

const paths = (): string[] => server.calls.map(({ url }) => url)
const again: LoginReply = { body: { token: 'logged-in-again' } }

describe('new tokens of a custom login', () => {
  test('come by its own request, with what it has', async () => {
    server.reply('/refresh', { body: { token: 'new', refresh: 'new-refresh' } })
    const answer = await refresh(refreshWay())
    expect(answer).toMatchObject({ kind: 'refreshed', answer: { expirySource: 'expires_in' } })
    expect(answer.kind === 'refreshed' && answer.answer.accessToken.reveal()).toBe('new')
    expect(answer.kind === 'refreshed' && answer.answer.refreshToken?.reveal()).toBe('new-refresh')
    expect(JSON.parse(server.calls[0]?.body ?? '')).toEqual({ refresh: 'refresh-1', old: 'access-1' })
    expect(paths()).toEqual(['/refresh'])
  })

  test('tell when a refresh token ends that is a JWT', async () => {
    const claims = JSON.stringify({ exp: Math.floor(Date.now() / 1000) + 3600 })
    const jwt = ['{}', claims, 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.')
    server.reply('/refresh', { body: { token: 'new', refresh: jwt } })
    expect(await refresh(refreshWay())).toMatchObject({ answer: { refreshEnds: { source: 'refresh_token_exp' } } })
    server.reply('/refresh', { body: { token: 'new', refresh: 'opaque' } })
    expect(await refresh(refreshWay())).toMatchObject({ answer: { refreshEnds: null } })
  })

  test('need not bring a new refresh token', async () => {
    server.reply('/refresh', { body: { token: 'new' } })
    expect(await refresh(refreshWay())).toMatchObject({ kind: 'refreshed', answer: { refreshToken: null } })
  })

  test.each([
    ['it has no request for that', {}, {}, []],
    ['it has no refresh token to send', 'usual', { refreshToken: null }, []],
    ['its own request is refused', 'usual', {}, ['/refresh']],
  ] as const)('come by logging in again where %s', async (_why, some, tokens, before) => {
    server.reply('/refresh', { status: 401, body: { message: 'gone' } })
    server.reply('/login', again)
    const answer = await refresh(some === 'usual' ? refreshWay() : some, tokens)
    expect(answer.kind === 'refreshed' && answer.answer.accessToken.reveal()).toBe('logged-in-again')
    expect(paths()).toEqual([...before, '/login'])
  })

  test('come by its own request without a refresh token, where that needs none', async () => {
    server.reply('/refresh', { body: { token: 'new' } })
    expect(await refresh(refreshWay('{"old": "{{ token }}"}'), { refreshToken: null })).toMatchObject({
      kind: 'refreshed',
    })
    expect(paths()).toEqual(['/refresh'])
  })
})

describe('what a login that fails means', () => {
  test.each<readonly [string, LoginReply | 'reset', object]>([
    [
      '401',
      { status: 401, body: { message: 'Wrong' } },
      { kind: 'client-refused', error: 'HTTP 401', description: 'Wrong' },
    ],
    ['403 without words', { status: 403 }, { kind: 'client-refused', error: 'HTTP 403', description: null }],
    ['400', { status: 400 }, { kind: 'client-refused' }],
    ['429', { status: 429 }, { kind: 'unavailable', reached: true }],
    ['408', { status: 408 }, { kind: 'unavailable' }],
    ['500', { status: 500, body: 'Oops' }, { kind: 'unavailable', message: 'Oops' }],
    ['503', { status: 503 }, { kind: 'unavailable' }],
    ['another shape', { body: { data: 1 } }, { kind: 'client-refused', error: 'another shape' }],
    ['a connection that breaks', 'reset', { kind: 'unavailable' }],
  ])('%s keeps what is held', async (_what, reply, expected) => {
    server.reply('/login', reply)
    expect(await refresh({})).toMatchObject(expected)
  })

  test('a server that is busy with a refresh is not logged in to as well', async () => {
    server.reply('/refresh', { status: 503 })
    server.reply('/login', again)
    expect(await refresh(refreshWay())).toMatchObject({ kind: 'unavailable' })
    expect(paths()).toEqual(['/refresh'])
  })

  test('a server that is not there is unavailable', async () => {
    const url = `http://127.0.0.1:${await aFreePort()}/login`
    const { login: usual } = aCustomWay(url)
    expect(await refresh({ login: usual })).toMatchObject({ kind: 'unavailable', host: new URL(url).host })
  })

  test('a profile that is incomplete is told before anything is sent', async () => {
    const { login: usual } = aCustomWay('{{nowhere}}/login')
    await expect(refresh({ login: usual })).rejects.toMatchObject({ code: 'input.variable_unknown' })
    expect(paths()).toEqual([])
  })
})
