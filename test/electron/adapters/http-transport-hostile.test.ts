import { describe, expect, test } from 'vitest'
import { answers, answersAndCloses, startHostileServer } from '../../support/hostile-server.ts'
import { against, anExchangeId, aGet, ok, transportUnderTest } from './transport-under-test.ts'

describe('an answer that is none', () => {
  test.each([
    ['garbage', 'SSH-2.0-OpenSSH_9.2\r\n', 'protocol'],
    ['two lengths', `${ok}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`, 'protocol'],
    ['a header over 64 kB', `${ok}X: ${'y'.repeat(70_000)}\r\n\r\n`, 'protocol'],
    ['a control character in a header', `${ok}X: a\u0000b\r\n\r\n`, 'protocol'],
    ['nothing', '', 'reset'],
    ['half a status line', 'HTTP/1.1 20', 'reset'],
  ] as const)('%s gives no answer, and a sentence', async (_what, bytes, reason) => {
    const { send } = await against(answersAndCloses(bytes))
    const { result } = await send()
    expect(result).toMatchObject({ outcome: 'no-answer', reason, message: expect.stringMatching(/^[A-Z1].{15,}\.$/) })
  })

  test('a reset gives no answer', async () => {
    const { send } = await against((socket) => void socket.resetAndDestroy())
    expect((await send()).result).toMatchObject({ outcome: 'no-answer', reason: 'reset' })
  })

  test('a port that nobody listens on refuses', async () => {
    const server = await startHostileServer(() => undefined)
    await server.close()
    const { send } = await transportUnderTest()
    expect((await send(aGet(server.origin))).result).toMatchObject({
      outcome: 'no-answer',
      reason: 'refused',
      message: expect.stringContaining(`127.0.0.1:${server.port}`),
    })
  })

  test('a name without an address is not found', async () => {
    const { send } = await transportUnderTest({ resolveProxy: async () => null })
    const { result } = await send(aGet('http://no-such-host.invalid/'))
    expect(result).toMatchObject({
      outcome: 'no-answer',
      reason: 'dns',
      message: 'No address was found for no-such-host.invalid.',
    })
  })
})

describe('an odd answer is still an answer', () => {
  test('with 2,600 header lines, all of them kept', async () => {
    const lines = Array.from({ length: 2600 }, (_, at) => `X-${at}: ${at}\r\n`).join('')
    const { send } = await against(answers(`${ok}${lines}Content-Length: 0\r\n\r\n`))
    const { result } = await send()
    expect(result.outcome === 'answered' ? result.headers.length : 0).toBe(2601)
  })

  test('with ten thousand header lines, read in no time', async () => {
    const { send } = await against(answers(`${ok}${'a:\r\n'.repeat(10_000)}Content-Length: 0\r\n\r\n`))
    await send()
    const startedMs = performance.now()
    const { result } = await send()
    expect(performance.now() - startedMs).toBeLessThan(250)
    expect(result.outcome === 'answered' ? result.headers.length : 0).toBe(10_001)
  })

  test('with 40 kB of header', async () => {
    const { send } = await against(answers(`${ok}X: ${'y'.repeat(40_000)}\r\nContent-Length: 0\r\n\r\n`))
    expect((await send()).result).toMatchObject({ outcome: 'answered', completeness: 'whole' })
  })

  test.each([
    ['204 with an encoding', 'HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n'],
    ['304 with a length', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\nContent-Encoding: gzip\r\n\r\n'],
    ['an empty body in gzip', `${ok}Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n`],
    ['a status without a reason', 'HTTP/1.1 299\r\nContent-Length: 0\r\n\r\n'],
    ['a 103 before the answer', `HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${ok}Content-Length: 0\r\n\r\n`],
  ] as const)('%s', async (_what, bytes) => {
    const { send } = await against(answers(bytes))
    expect((await send({ timeoutMs: 1000 })).result).toMatchObject({
      outcome: 'answered',
      completeness: 'whole',
      bodyBytes: 0,
    })
  })

  test('with a body of bytes that are no text, kept to the byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, at) => at))
    const { send } = await against(
      answers(`${ok}Content-Type: Text/Plain; charset="ISO-8859-1"\r\nContent-Length: 256\r\n\r\n`, bytes),
    )
    const { result, body } = await send()
    expect(result).toMatchObject({ mediaType: 'text/plain', charset: 'iso-8859-1', httpVersion: '1.1', tls: null })
    expect(body.equals(bytes)).toBe(true)
  })
})

describe('a kept connection that the server has closed', () => {
  test('costs a repeatable request nothing, and is not tried again for one that is not', async () => {
    let answered = 0
    // Answers the first request of each connection and resets it at the second.
    const { server, transport } = await against((socket) => {
      answered += 1
      if (answered % 2 === 0) socket.resetAndDestroy()
      else socket.write(`${ok}Content-Length: 2\r\n\r\nok`)
    })
    const limits = () => ({
      signal: new AbortController().signal,
      timeoutMs: 2000,
      exchangeId: anExchangeId(),
    })
    const get = aGet(`${server.origin}/x`)
    const post = { ...get, method: 'POST', headers: [...get.headers, ['Content-Length', '0'] as const] }
    expect((await transport.exchangeOnce(get, limits())).result).toMatchObject({ status: 200 })
    expect((await transport.exchangeOnce(get, limits())).result).toMatchObject({ status: 200 })
    expect(server.heads).toHaveLength(3)
    expect((await transport.exchangeOnce(post, limits())).result).toMatchObject({
      outcome: 'no-answer',
      reason: 'reset',
    })
    expect(server.heads).toHaveLength(4)
  })
})
