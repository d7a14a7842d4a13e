import { createHash } from 'node:crypto'
import { gzipSync, brotliCompressSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { answers, answersAndCloses, startHostileServer, type Behaviour } from '../../support/hostile-server.ts'
import { aGet, transportUnderTest } from './transport-under-test.ts'

async function against(behave: Behaviour, parts: Parameters<typeof transportUnderTest>[0] = {}) {
  const server = await startHostileServer(behave)
  onTestFinished(server.close)
  const { send, transport, bodies } = await transportUnderTest(parts)
  return {
    server,
    transport,
    bodies,
    send: (options?: Parameters<typeof send>[1]) => send(aGet(`${server.origin}/x`), options),
  }
}

const ok = 'HTTP/1.1 200 OK\r\n'

describe('a body that stops too early', () => {
  test('is cut short when the connection ends before its length, and what came is kept', async () => {
    const { send } = await against(answersAndCloses(`${ok}Content-Length: 100\r\n\r\nhello`))
    const { result, body } = await send()
    expect(result).toMatchObject({ outcome: 'answered', completeness: 'cut-short', wireBytes: 5, bodyBytes: 5 })
    expect(body.toString()).toBe('hello')
  })

  test('is cut short when its last chunk never comes', async () => {
    const { send } = await against(answersAndCloses(`${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`))
    const { result, body } = await send()
    expect(result).toMatchObject({ completeness: 'cut-short', bodyBytes: 5 })
    expect(body.toString()).toBe('hello')
  })

  test('is cut short when the connection is reset in the middle', async () => {
    const { send } = await against((socket) => {
      socket.write(`${ok}Content-Length: 100\r\n\r\nhello`, () => setTimeout(() => socket.resetAndDestroy(), 20))
    })
    expect((await send()).result).toMatchObject({ completeness: 'cut-short', bodyBytes: 5 })
  })

  test('has no known end when only the connection says where it is', async () => {
    const { send } = await against(answersAndCloses(`${ok}\r\nhello`))
    expect((await send()).result).toMatchObject({ completeness: 'end-unknown', bodyBytes: 5 })
  })
})

describe.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
] as const)('a body in %s without a length', (encoding, compress) => {
  const text =
    createHash('sha512').update('claimcheck').digest('hex').repeat(2) +
    createHash('sha512').update('body').digest('hex')
  const bytes = compress(text)

  test('is whole when the encoding comes to its end', async () => {
    const { send } = await against(answersAndCloses(`${ok}Content-Encoding: ${encoding}\r\n\r\n`, bytes))
    const { result, body } = await send()
    expect(result).toMatchObject({ completeness: 'whole', wireBytes: bytes.length, bodyBytes: text.length })
    expect(body.toString()).toBe(text)
  })

  test('is cut short at every byte where it can be cut', async () => {
    let length = 0
    const { send } = await against((socket) => {
      socket.end(
        Buffer.concat([
          Buffer.from(`${ok}Content-Encoding: ${encoding}\r\nConnection: close\r\n\r\n`),
          bytes.subarray(0, length),
        ]),
      )
    })
    for (length = 1; length < bytes.length; length += 1) {
      expect([length, (await send()).result]).toMatchObject([length, { completeness: 'cut-short', wireBytes: length }])
    }
    expect(length).toBeGreaterThan(100)
  }, 20_000)

  test('is damaged when its length is met and its encoding is not', async () => {
    const cut = bytes.subarray(0, -4)
    const { send } = await against(
      answers(`${ok}Content-Encoding: ${encoding}\r\nContent-Length: ${cut.length}\r\n\r\n`, cut),
    )
    expect((await send()).result).toMatchObject({ completeness: 'damaged-encoding' })
  })
})

describe('a body that is too much', () => {
  test('is stopped at the limit when it never ends', async () => {
    const chunk = Buffer.alloc(65_536, 'x')
    const { send, server } = await against(
      (socket) => {
        socket.write(`${ok}\r\n`)
        const pour = () => {
          while (socket.writable && socket.write(chunk));
        }
        socket.on('drain', pour)
        pour()
      },
      { mostBodyBytes: 5_000_000 },
    )
    const { result, body } = await send()
    expect(result).toMatchObject({ completeness: 'over-limit', bodyBytes: 5_000_000 })
    expect(body).toHaveLength(5_000_000)
    await expect.poll(server.closedConnections).toBe(1)
  })

  test('is stopped when it grows more than a hundredfold', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const { send } = await against(
      answers(`${ok}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`, bomb),
    )
    const { result } = await send()
    expect(result).toMatchObject({ completeness: 'over-limit' })
    expect(result.outcome === 'answered' ? result.bodyBytes : 0).toBeLessThan(10_000_000)
  })
})

describe('a deadline', () => {
  test('ends a request that gets no answer', async () => {
    const { send, server } = await against(() => undefined)
    const { result } = await send({ timeoutMs: 150 })
    expect(result).toEqual({
      outcome: 'no-answer',
      reason: 'timeout',
      message: `127.0.0.1:${server.port} did not answer within 150 ms.`,
    })
    await expect.poll(server.closedConnections).toBe(1)
  })

  test('ends a body that drips, and keeps what came', async () => {
    const { send } = await against((socket) => {
      socket.write(`${ok}Content-Length: 1000\r\n\r\n`)
      const drip = setInterval(() => socket.write('.'), 20)
      socket.on('close', () => clearInterval(drip))
    })
    const startedMs = performance.now()
    const { result, body } = await send({ timeoutMs: 300 })
    expect(performance.now() - startedMs).toBeLessThan(450)
    expect(result).toMatchObject({ outcome: 'answered', status: 200, completeness: 'timed-out' })
    expect(body.toString()).toMatch(/^\.+$/)
  })

  test('ends a header that drips', async () => {
    const { send } = await against((socket) => {
      const drip = setInterval(() => socket.write('H'), 20)
      socket.on('close', () => clearInterval(drip))
    })
    expect((await send({ timeoutMs: 200 })).result).toMatchObject({ outcome: 'no-answer' })
  })
})

describe('Cancel', () => {
  test.each([
    ['before an answer', () => undefined],
    ['in the middle of a body', answers(`${ok}Content-Length: 1000\r\n\r\nhello`)],
  ] as const)('%s closes the connection within 100 ms', async (_when, behave: Behaviour) => {
    let arrived = () => undefined as void
    const request = new Promise<void>((resolve) => (arrived = resolve))
    const { send, server } = await against((socket, head) => {
      behave(socket, head)
      arrived()
    })
    const controller = new AbortController()
    const sending = send({ signal: controller.signal })
    await request
    const cancelledMs = performance.now()
    controller.abort()
    expect((await sending).result).toEqual({ outcome: 'no-answer', reason: 'cancelled', message: 'Cancelled.' })
    await expect.poll(server.closedConnections, { interval: 5 }).toBe(1)
    expect(performance.now() - cancelledMs).toBeLessThan(100)
  })

  test('at any of 60 moments leaves nothing open', async () => {
    const { send, server } = await against((socket) => {
      socket.write(`${ok}Transfer-Encoding: chunked\r\n\r\n`)
      for (let at = 0; at < 5; at += 1) setTimeout(() => socket.write('5\r\nhello\r\n'), at)
    })
    for (let at = 0; at < 60; at += 1) {
      const controller = new AbortController()
      const sending = send({ signal: controller.signal })
      setTimeout(() => controller.abort(), at / 8)
      expect((await sending).result).toMatchObject({ outcome: 'no-answer', reason: 'cancelled' })
    }
    await expect.poll(() => server.heads.length - server.closedConnections()).toBeLessThanOrEqual(0)
  })
})

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
    const { send, server } = await against(() => undefined)
    await server.close()
    server.close = async () => undefined
    expect((await send()).result).toMatchObject({
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
      exchangeId: crypto.randomUUID() as never,
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
