import { describe, expect, test } from 'vitest'
import { canaryToken, senderUnderTest, startApi, status } from './sender-under-test.ts'

const answer = (code: number, type: string, body: string, ...headers: readonly string[]) =>
  `HTTP/1.1 ${code} X\r\n${headers.map((each) => `${each}\r\n`).join('')}Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
const form = '<html><title>Welcome</title><form><input type="password"></form></html>'
const authorization = (value: string) => [{ name: 'Authorization', value, enabled: true }]

describe('an answer', () => {
  test('that redirects to a login page is explained, followed or not', async () => {
    const api = await startApi((socket, head) => {
      socket.write(
        head.startsWith('GET /start') ? status(302, 'Location: /login?next=x') : answer(200, 'text/html', form),
      )
    })
    const { send } = await senderUnderTest()
    const url = `${api.origin}/start`
    const followed = await send({ url })
    expect(followed.steps).toHaveLength(2)
    expect(followed.why).toMatchObject({ cause: 'login-redirect', confidence: 'certain' })
    const stopped = await send({ url, settings: { followRedirects: false, timeoutMs: 5000 } })
    expect(stopped.steps).toHaveLength(1)
    expect(stopped.why).toMatchObject({ cause: 'login-redirect', confidence: 'likely' })
    expect(JSON.stringify(stopped.why)).not.toContain('next=')
  })

  test('of GraphQL is explained with 200, and a good one asks for nobody else', async () => {
    const bodies = ['{"errors":[{"message":"No","extensions":{"code":"FORBIDDEN"}}]}', '{"data":{}}']
    const api = await startApi((socket) => void socket.write(answer(200, 'application/json', bodies.shift() ?? '')))
    const { send, exchanged } = await senderUnderTest()
    expect((await send({ url: api.origin })).why).toMatchObject({ cause: 'forbidden' })
    expect((await send({ url: api.origin })).why).toBeNull()
    expect(exchanged.map(({ refusal }) => refusal === null)).toEqual([false, true])
  })

  test('to a typed header with a slip in it names the slip', async () => {
    const api = await startApi((socket) => void socket.write(status(401)))
    const { send } = await senderUnderTest()
    const { why } = await send({ url: api.origin, headers: authorization('Bearer "abc"') }, 'nobody')
    expect(why).toMatchObject({ cause: 'malformed-credential', headline: expect.stringContaining('in quotes') })
  })

  test('that repeats the token, typed or not, leaves none in the facts or the words', async () => {
    const typed = 'opaque-typed-token-0123456789'
    const api = await startApi((socket, head) => {
      const sent = /^authorization: *\w+ (\S+)/im.exec(head)?.[1] ?? ''
      const challenge = `WWW-Authenticate: Bearer error="invalid_token", error_description="${sent}", scope="${sent}"`
      socket.write(answer(401, 'application/json', JSON.stringify({ title: sent, required_scopes: [sent] }), challenge))
    })
    const { send, exchanged } = await senderUnderTest()
    const replies = [
      await send({ url: api.origin }),
      await send({ url: api.origin, headers: authorization(`Bearer ${typed}`) }, 'nobody'),
    ]
    const told = JSON.stringify([replies.map(({ why }) => why), exchanged.map(({ refusal }) => refusal)])
    expect(told).toContain('invalid_token')
    for (const secret of [canaryToken, typed]) expect(told).not.toContain(secret)
  })

  test('of a refused token carries the exchange that it was sent in', async () => {
    const api = await startApi((socket) => void socket.write(status(401)))
    const { send, exchanged } = await senderUnderTest()
    const { id } = await send({ url: api.origin })
    expect(exchanged.at(-1)?.refusal).toMatchObject({ exchangeId: id, method: 'GET', credential: 'profile' })
  })
})
