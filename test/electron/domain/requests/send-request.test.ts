import { describe, expect, onTestFinished, test } from 'vitest'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { answers } from '../../../support/hostile-server.ts'
import { startEchoServer } from '../../../support/echo-server.ts'
import { aProfileId } from '../../../support/token-builder.ts'
import { anExchangeId } from '../../adapters/transport-under-test.ts'
import {
  answerOf,
  canaryToken,
  senderUnderTest,
  startApi,
  startApiFor,
  status,
  tokensWith,
} from './sender-under-test.ts'

describe('a request sent as alice', () => {
  test('carries her token, and shows only its ends', async () => {
    const server = await startEchoServer()
    onTestFinished(server.close)
    const { send, profile } = await senderUnderTest()
    const exchange = await send({ url: `${server.origin}/orders` })
    expect(server.requests[0]).toContain(`\r\nAuthorization: Bearer ${canaryToken}\r\n`)
    expect(exchange).toMatchObject({
      sentAs: { profileId: profile.id, name: 'alice', tokenReference: 'eyJhbG…9f3kQw' },
      refreshed: 'no',
      why: null,
      steps: [{ why: 'request', sent: { method: 'GET', route: 'direct' } }],
    })
    expect(exchange.steps[0]?.sent.headers).toContainEqual(['Authorization', 'Bearer eyJhbG…9f3kQw'])
    expect(JSON.stringify(exchange)).not.toContain('canary')
  })

  test('holds nothing of a token that an answer repeats in its status line, its type or the scope it wants', async () => {
    const opaque = 'canary0123456789abcdef0123456789abcdef'
    const api = await startApi((socket) => {
      const challenge = `WWW-Authenticate: Bearer error="insufficient_scope", scope="orders:write ${opaque}"`
      const head = `HTTP/1.1 403 No ${opaque}\r\n${challenge}\r\nContent-Type: text/${opaque}; charset=${opaque}\r\n`
      socket.write(`${head}Content-Length: 0\r\n\r\n`)
    })
    const { send } = await senderUnderTest({
      authority: { usableTokens: async () => ({ tokens: tokensWith(opaque), refreshed: false }) },
    })
    const exchange = await send({ url: api.origin })
    expect(exchange.why?.remedies).toContainEqual(expect.objectContaining({ scopes: ['orders:write'] }))
    expect(JSON.stringify(exchange)).not.toContain(opaque)
  })

  test('shows nothing of the token that an answer echoes in a header', async () => {
    const api = await startApi(
      (socket, head) =>
        void socket.write(
          status(
            401,
            `X-Echo: ${/Bearer (\S+)/.exec(head)?.[1] ?? ''}`,
            `WWW-Authenticate: Bearer error="invalid_token", error_description="bad ${canaryToken}"`,
          ),
        ),
    )
    const { send } = await senderUnderTest()
    const exchange = await send({ url: api.origin })
    expect(answerOf(exchange).headers).toContainEqual(['X-Echo', 'eyJhbG…9f3kQw'])
    expect(JSON.stringify(exchange)).not.toContain('canary')
  })

  test('is told apart when the token was refreshed for it', async () => {
    const api = await startApiFor(canaryToken)
    const { send } = await senderUnderTest({
      authority: { usableTokens: async () => ({ tokens: tokensWith(canaryToken), refreshed: true }) },
    })
    expect((await send({ url: api.origin })).refreshed).toBe('before')
  })

  test('is not sent at all when she is signed out', async () => {
    const api = await startApiFor(canaryToken)
    const { send, profile } = await senderUnderTest({
      authority: { usableTokens: (id) => Promise.reject(new ClaimcheckError('session.signed_out', { profileId: id })) },
    })
    await expect(send({ url: api.origin })).rejects.toMatchObject({
      code: 'session.signed_out',
      details: { profileId: profile.id },
    })
    expect(api.heads).toEqual([])
  })

  test('asks for no token when the draft can\u2019t be sent', async () => {
    let asked = 0
    const { send } = await senderUnderTest({
      authority: {
        async usableTokens() {
          asked += 1
          return { tokens: tokensWith(canaryToken), refreshed: false }
        },
      },
    })
    const typed = { name: 'Authorization', value: 'Bearer x', enabled: true }
    await expect(send({ url: 'nope' })).rejects.toMatchObject({ code: 'input.url_invalid' })
    await expect(send({ url: 'http://127.0.0.1:1/{{x}}' })).rejects.toMatchObject({ code: 'input.variable_unknown' })
    await expect(send({ url: 'http://127.0.0.1:1/', headers: [typed] })).rejects.toMatchObject({
      details: { reason: 'repeated-authorization' },
    })
    expect(asked).toBe(0)
  })

  test('fails in words when the profile is gone', async () => {
    const { sender } = await senderUnderTest()
    const draft = {
      method: 'GET',
      url: 'http://127.0.0.1:1/',
      headers: [],
      params: [],
      body: { kind: 'none' as const },
      sendAs: { as: 'inherit' as const },
      settings: { followRedirects: true, timeoutMs: 100 },
      notes: '',
    }
    await expect(
      sender.send({ exchangeId: anExchangeId(), draft, profileId: aProfileId(), looseToken: null, path: null }),
    ).rejects.toMatchObject({ code: 'profile.not_found' })
  })
})

describe('a request sent as nobody', () => {
  test('carries no token, is never retried, and is told so', async () => {
    const api = await startApiFor('x', status(401, 'WWW-Authenticate: Bearer realm="orders"'))
    const { send, rejected } = await senderUnderTest()
    const exchange = await send({ url: api.origin }, 'nobody')
    expect(api.heads[0]).not.toMatch(/authorization/i)
    expect(rejected).toEqual([])
    expect(exchange).toMatchObject({ sentAs: null, steps: [{}], why: { cause: 'no-token', confidence: 'certain' } })
  })

  test('may carry a typed Authorization', async () => {
    const api = await startApiFor('typed')
    const { send } = await senderUnderTest()
    const headers = [{ name: 'authorization', value: 'Bearer typed', enabled: true }]
    expect(answerOf(await send({ url: api.origin, headers }, 'nobody')).status).toBe(200)
  })
})

describe('the server\u2019s clock', () => {
  test.each([
    [0, null, 0],
    [90, 90, 90],
    [-3600, -3600, -3600],
  ])('%i s ahead is told as %s', async (seconds, told, noted) => {
    const api = await startApi(
      (socket) => void socket.write(status(200, `Date: ${new Date(Date.now() + seconds * 1000).toUTCString()}`)),
    )
    const { send, skews } = await senderUnderTest()
    const exchange = await send({ url: api.origin })
    if (told === null) expect(exchange.clockSkewSeconds).toBeNull()
    else expect(Math.abs((exchange.clockSkewSeconds ?? 0) - told)).toBeLessThanOrEqual(1)
    expect(Math.abs((skews[0] ?? Number.NaN) - noted)).toBeLessThanOrEqual(1)
  })

  test('is nobody\u2019s business when no Date comes', async () => {
    const api = await startApi(answers(status(200)))
    const { send, skews } = await senderUnderTest()
    expect((await send({ url: api.origin })).clockSkewSeconds).toBeNull()
    expect(skews).toEqual([])
  })
})
