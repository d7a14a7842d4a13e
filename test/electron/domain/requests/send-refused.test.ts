import { describe, expect, test } from 'vitest'
import {
  answerOf,
  canaryToken,
  invalidToken,
  senderUnderTest,
  startApi,
  startApiFor,
  status,
  tokensWith,
} from './sender-under-test.ts'

describe('a token that the API refuses', () => {
  const withNewer = (newer: string) => {
    const rejected: string[] = []
    return {
      rejected,
      authority: {
        tokensAfterRejection: async (_id: unknown, token: { reveal: () => string }) => {
          rejected.push(token.reveal())
          return tokensWith(newer)
        },
      },
    }
  }

  test('is refreshed once, and both tries are shown', async () => {
    const api = await startApiFor('newer-token')
    const { authority, rejected } = withNewer('newer-token')
    const { send } = await senderUnderTest({ authority })
    const exchange = await send({ method: 'POST', url: api.origin, body: { kind: 'text', text: 'once' } })
    expect(exchange).toMatchObject({
      refreshed: 'after-401',
      why: null,
      steps: [
        { why: 'request', result: { status: 401 } },
        { why: 'retry-after-refresh', result: { status: 200 } },
      ],
    })
    expect(rejected).toEqual([canaryToken])
  })

  test('is refreshed once only, even when the new one is refused as well', async () => {
    const api = await startApiFor('no such token')
    const { authority } = withNewer('newer-token')
    const { send } = await senderUnderTest({ authority })
    const exchange = await send({ url: api.origin })
    expect(exchange.steps).toHaveLength(2)
    expect(exchange.why?.evidence.join(' ')).toContain('refused as well')
    expect(exchange.why?.remedies).not.toContainEqual(expect.objectContaining({ do: 'refresh-and-resend' }))
    expect(JSON.stringify(exchange)).not.toContain('canary')
  })

  test('is refreshed after a 401 that gives no reason', async () => {
    const api = await startApiFor('newer-token', status(401))
    const { authority } = withNewer('newer-token')
    const { send } = await senderUnderTest({ authority })
    expect(answerOf(await send({ url: api.origin })).status).toBe(200)
  })

  test.each([
    ['a scope is missing', status(401, 'WWW-Authenticate: Bearer error="insufficient_scope"')],
    ['the sign-in is too weak', status(401, 'WWW-Authenticate: Bearer error="insufficient_user_authentication"')],
    ['another scheme is wanted', status(401, 'WWW-Authenticate: Basic realm="x"')],
    ['it is forbidden', status(403)],
    ['the proxy says no', status(407, 'Proxy-Authenticate: Basic')],
  ])('is not refreshed when %s', async (_what, refusal) => {
    const api = await startApiFor('newer-token', refusal)
    const { authority, rejected } = withNewer('newer-token')
    const { send } = await senderUnderTest({ authority })
    expect((await send({ url: api.origin })).steps).toHaveLength(1)
    expect(rejected).toEqual([])
  })

  test('is explained when there is nothing to refresh it with', async () => {
    const api = await startApiFor('another token')
    const { send, rejected, profile } = await senderUnderTest()
    const exchange = await send({ url: api.origin })
    expect(rejected).toEqual([canaryToken])
    expect(exchange).toMatchObject({
      refreshed: 'no',
      why: {
        cause: 'token-invalid',
        remedies: [
          { do: 'sign-in', profileId: profile.id },
          { do: 'ask-server', profileId: profile.id },
        ],
      },
    })
  })

  test('is retried where it was refused, after the redirects', async () => {
    const api = await startApi((socket, head) => {
      if (head.startsWith('GET /start')) socket.write(status(307, 'Location: /end'))
      else socket.write(head.includes('newer-token') ? status(200) : status(401, invalidToken))
    })
    const { authority } = withNewer('newer-token')
    const { send } = await senderUnderTest({ authority })
    const exchange = await send({ url: `${api.origin}/start` })
    expect(exchange.steps.map(({ why }) => why)).toEqual(['request', 'redirect', 'retry-after-refresh'])
    expect(exchange.steps.at(-1)?.sent.url).toBe(`${api.origin}/end`)
  })
})
