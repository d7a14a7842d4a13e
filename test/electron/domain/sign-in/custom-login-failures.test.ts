import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LoginAnswer } from '../../../../electron/contract/ways.ts'
import { createCustomLogin } from '../../../../electron/domain/sign-in/custom-login.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aFreePort } from '../../../support/free-port.ts'
import {
  aCustomProfile,
  aCustomWay,
  aLoginServer,
  aTracedCall,
  exchangeWholeDirectly,
  type LoginReply,
} from '../../../support/login-server.ts'

let server: Awaited<ReturnType<typeof aLoginServer>>
beforeAll(async () => {
  server = await aLoginServer()
})
afterAll(() => server.close())
beforeEach(() => void server.calls.splice(0))

const password = 'pass"word-canary'

async function failOf(answer: Partial<LoginAnswer> = {}, secret = password, url = `${server.origin}/login`) {
  const usual = aCustomWay(url)
  const profile = aCustomProfile({ ...usual, login: { ...usual.login, answer: { ...usual.login.answer, ...answer } } })
  const traced = aTracedCall()
  const login = createCustomLogin({ exchangeWhole: exchangeWholeDirectly, now: () => new Date() })
  const credentials = { password: new SecretText(secret), certificate: null, variables: new Map<string, string>() }
  const failure: unknown = await login.signIn(profile, credentials, traced.call).catch((thrown: unknown) => thrown)
  return { failure, entries: traced.entries }
}

describe('a login that is refused says what the server said', () => {
  test.each<readonly [string, LoginReply, number, string]>([
    ['in JSON', { status: 401, body: { error: 'bad', message: 'Wrong password' } }, 401, 'bad Wrong password'],
    [
      'in a list of errors',
      { status: 422, body: { errors: [{ detail: 'Locked' }, { detail: 'Out' }] } },
      422,
      'Locked Out',
    ],
    ['in HTML', { status: 403, body: '<h1>Go\n away</h1>' }, 403, 'Go away'],
    ['in no words', { status: 500, body: '' }, 500, ''],
    ['at length', { status: 400, body: 'x'.repeat(5000) }, 400, `${'x'.repeat(300)}…`],
  ])('%s', async (_what, reply, status, said) => {
    server.reply('/login', reply)
    const { failure, entries } = await failOf()
    expect(failure).toMatchObject({ code: 'sign_in.login_refused', details: { status, said } })
    expect(entries.at(-1)).toMatchObject({
      status,
      problem: said === '' ? `The login was answered with ${status}` : said,
    })
  })

  test.each([
    ['as it is', (secret: string) => secret],
    ['escaped', (secret: string) => JSON.stringify(secret)],
    ['percent-encoded', (secret: string) => encodeURIComponent(secret)],
    ['as base64', (secret: string) => Buffer.from(secret).toString('base64')],
  ])('and never the password that it repeats %s', async (_what, write) => {
    server.reply('/login', ({ body }) => {
      const sent: { password: string } = JSON.parse(body)
      const echoed = write(sent.password)
      return {
        status: 401,
        headers: { 'x-echo': echoed },
        body: { message: `no ${echoed}!`, echo: echoed, error: echoed },
      }
    })
    const { failure, entries } = await failOf()
    const told = JSON.stringify([failure, entries])
    expect(failure).toMatchObject({ code: 'sign_in.login_refused' })
    expect(told).not.toContain('canary')
    expect(told).not.toContain(write(password))
  })

  test('and nothing at all where the password is too short to be found in it', async () => {
    server.reply('/login', { status: 401, body: 'PIN 123 is wrong' })
    expect((await failOf({}, '123')).failure).toMatchObject({ details: { said: '' } })
  })
})

describe('a login that is answered in another shape says what there is, and where the path stopped', () => {
  const json = (path: string): Partial<LoginAnswer> => ({ token: { from: 'json', path } })
  test.each<readonly [string, LoginReply, Partial<LoginAnswer>, object]>([
    [
      'another name',
      { body: { data: { accessToken: 'token-canary', user: 1 } } },
      json('$.data.token'),
      { path: '$.data.token', reached: '$.data', saw: 'an object with accessToken, user' },
    ],
    [
      'an object in its place',
      { body: { token: { v: 'token-canary' } } },
      json('$.token'),
      { reached: '$.token', saw: 'an object with v' },
    ],
    ['null', { body: { token: null } }, json('$.token'), { reached: '$.token', saw: 'null' }],
    ['an empty text', { body: { token: '' } }, json('$.token'), { reached: '$.token', saw: 'an empty text' }],
    ['a list', { body: ['token-canary'] }, json('$.token'), { reached: '$', saw: 'a list of 1' }],
    ['HTML', { body: '<html>token-canary</html>' }, json('$.token'), { reached: '', saw: 'text/html, no JSON' }],
    ['nothing', { body: '' }, json('$.token'), { reached: '', saw: 'an empty answer' }],
    [
      'more than a megabyte',
      { headers: { 'content-type': 'application/json' }, body: `{"token":"${'x'.repeat(1_100_000)}"}` },
      json('$.token'),
      { saw: 'application/json, longer than 1 MB' },
    ],
    [
      'no such header',
      { headers: { 'x-other': 'token-canary' } },
      { token: { from: 'header', name: 'X-Token' } },
      { path: 'the header X-Token', saw: expect.stringMatching(/^these headers: content-type, x-other/) },
    ],
    [
      'no such cookie',
      { headers: { 'set-cookie': 'sid=token-canary' } },
      { token: { from: 'cookie', name: 'SID' } },
      { path: 'the cookie SID', saw: 'these cookies: sid' },
    ],
    [
      'a token and no refresh token',
      { body: { token: 'token-canary' } },
      { refresh: { from: 'json', path: '$.refresh' } },
      { wanted: 'the refresh token', saw: 'an object with token' },
    ],
  ])('%s', async (_what, reply, answer, details) => {
    server.reply('/login', reply)
    const { failure, entries } = await failOf(answer)
    expect(failure).toMatchObject({ code: 'sign_in.login_shape', details })
    expect(JSON.stringify([failure, entries])).not.toContain('canary')
    expect(entries.at(-1)?.problem).toBe('The answer has another shape than the profile says')
  })

  test.each<readonly [string, (sent: string) => LoginReply, Partial<LoginAnswer>]>([
    ['member', (sent) => ({ body: { [sent]: 1 } }), json('$.token')],
    [
      'cookie',
      (sent) => ({ headers: { 'set-cookie': `${sent}=1; Path=/${sent}` } }),
      { token: { from: 'cookie', name: 'sid' } },
    ],
    ['header', (sent) => ({ headers: { [sent]: '1' } }), { token: { from: 'header', name: 'X-Token' } }],
    ['type', (sent) => ({ headers: { 'content-type': `text/${sent}` }, body: 'x' }), json('$.token')],
  ])('and never the password that it has the name of a %s from, cut or whole', async (_what, reply, answer) => {
    for (const secret of ['pass-canary-word', `pass-canary-word-${'x'.repeat(60)}`]) {
      server.reply('/login', ({ body }) => {
        const sent: { password: string } = JSON.parse(body)
        return reply(sent.password)
      })
      const { failure, entries } = await failOf(answer, secret)
      expect(failure).toMatchObject({ code: 'sign_in.login_shape' })
      expect(JSON.stringify([failure, entries])).not.toContain('canary')
    }
  })

  test('a path that is none is the profile’s own fault', async () => {
    server.reply('/login', { body: { token: 'x' } })
    expect((await failOf(json('token'))).failure).toMatchObject({
      code: 'input.invalid',
      details: { problems: [{ path: 'token' }] },
    })
  })
})

test('an answer of half a million brackets is looked at without harm', async () => {
  const body = `${'['.repeat(400_000)}${']'.repeat(400_000)}`
  for (const status of [200, 401]) {
    server.reply('/login', { status, headers: { 'content-type': 'application/json' }, body })
    const { failure } = await failOf()
    expect(failure).toMatchObject({ code: status === 200 ? 'sign_in.login_shape' : 'sign_in.login_refused' })
  }
})

test('the session of a cookie is nowhere in the trace, though the address and the words beside it repeat it', async () => {
  server.reply('/login', {
    status: 302,
    headers: { 'set-cookie': 'sid=session-canary', location: '/in;s=session-canary?s=session-canary' },
  })
  server.reply('/in;s=session-canary', { status: 401, body: { message: 'No session session-canary' } })
  const { failure, entries } = await failOf()
  expect(failure).toMatchObject({ code: 'sign_in.login_refused', details: { said: 'No session [secret]' } })
  expect(JSON.stringify([failure, entries])).not.toContain('canary')
})

test.each([
  ['unclosed tags', '<'.repeat(900_000)],
  [
    'values',
    JSON.stringify(
      Array.from({ length: 20 }, () =>
        Array.from({ length: 20 }, () => Array.from({ length: 20 }, () => Array.from({ length: 20 }, () => 'x'))),
      ),
    ),
  ],
])('an answer of a megabyte of %s is looked at once, not again and again', async (_what, body) => {
  server.reply('/login', { status: 401, body })
  const before = process.cpuUsage()
  await failOf()
  // The time of this process alone, which a busy machine changes little: 0.3 s where it was measured; 1.7 s and minutes before.
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000)
})

describe('a login that is not answered', () => {
  test('names the host and why', async () => {
    const port = await aFreePort()
    const { failure, entries } = await failOf({}, password, `http://127.0.0.1:${port}/login`)
    expect(failure).toMatchObject({ code: 'sign_in.login_unanswered', details: { host: `127.0.0.1:${port}` } })
    expect(entries).toMatchObject([{ title: 'Log in', status: null, problem: expect.stringMatching(/refused/i) }])
  })

  test('or breaks off, is not answered', async () => {
    server.reply('/login', 'reset')
    expect((await failOf()).failure).toMatchObject({ code: 'sign_in.login_unanswered' })
  })
})

test('the trace of a login that went well shows each field, and no password, token or cookie', async () => {
  server.reply('/login', {
    headers: { 'set-cookie': 'sid=cookie-canary; HttpOnly', 'x-token': 'header-canary' },
    body: { message: 'token-canary-in-a-message', token: 'token-canary', n: 1 },
  })
  const { entries } = await failOf()
  expect(entries).toMatchObject([
    {
      ...{ title: 'Log in', method: 'POST', status: 200, problem: null },
      requestFields: [['body', '{"user": "alice", "password": "[secret]"}']],
      answerFields: expect.arrayContaining([
        ['set-cookie', 'sid=[secret]; HttpOnly'],
        ['$.token', 'a text of 12 characters'],
        ['$.n', 'a number'],
      ]),
    },
  ])
  expect(JSON.stringify(entries)).not.toContain('canary')
})
