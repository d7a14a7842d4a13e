import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createEngineFetch, EngineNoAnswer, type EngineFetchInit } from '../../../electron/adapters/engine-fetch.ts'
import { createWholeExchange } from '../../../electron/adapters/whole-exchange.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { startEchoServer } from '../../support/echo-server.ts'
import { answers, answersAndCloses, startHostileServer, type Behaviour } from '../../support/hostile-server.ts'
import {
  aCertificateAuthority,
  aClientCertificate,
  aServerCertificate,
  startTlsServer,
} from '../../support/tls-server.ts'
import { aGet } from './transport-under-test.ts'

const network = { resolveProxy: async () => null, monotonicMs: () => performance.now() }
const exchangeWhole = createWholeExchange(network)
const limits = { signal: new AbortController().signal, timeoutMs: 2000, limitBytes: 1000 }
const anInit = (some: Partial<EngineFetchInit> = {}): EngineFetchInit => ({
  ...{ method: 'GET', headers: {}, body: null, certificate: null },
  ...limits,
  ...some,
})
const engineFetch = createEngineFetch(exchangeWhole)

async function against(behave: Behaviour) {
  const server = await startHostileServer(behave)
  onTestFinished(server.close)
  return { server, exchange: (some = {}) => exchangeWhole(aGet(server.origin), { ...limits, ...some }) }
}

const answer = (body: string | Buffer, ...lines: readonly string[]) =>
  answers(
    ['HTTP/1.1 200 OK', ...lines, `Content-Length: ${Buffer.from(body).length}`, '', ''].join('\r\n'),
    Buffer.from(body),
  )

describe('a whole exchange', () => {
  test('gives the whole answer, decoded, with its lines as they came', async () => {
    const { exchange } = await against(answer(gzipSync('hello'), 'Content-Encoding: gzip', 'X-A: 1', 'x-a: 2'))
    const whole = await exchange()
    if (whole.kind !== 'answered') throw new Error(whole.message)
    expect(Buffer.from(whole.body).toString()).toBe('hello')
    expect(whole).toMatchObject({ status: 200, isCut: false })
    expect(whole.headers.filter(([name]) => /^x-a$/i.test(name))).toEqual([
      ['X-A', '1'],
      ['x-a', '2'],
    ])
  })

  test('follows no redirect', async () => {
    const { exchange, server } = await against(
      answers('HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n'),
    )
    expect(await exchange()).toMatchObject({ kind: 'answered', status: 302 })
    expect(server.heads).toHaveLength(1)
  })

  test.each([
    ['plain', () => answer('x'.repeat(5000))],
    ['a bomb', () => answer(gzipSync(Buffer.alloc(3_000_000)), 'Content-Encoding: gzip')],
    [
      'without an end',
      (): Behaviour => (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
        for (let at = 0; at < 100; at += 1) socket.write(`64\r\n${'x'.repeat(100)}\r\n`)
      },
    ],
  ])('cuts a body that is longer than its limit: %s', async (_what, behave) => {
    const { exchange } = await against(behave())
    const whole = await exchange()
    expect(whole).toMatchObject({ kind: 'answered', isCut: true })
    expect(whole.kind === 'answered' ? whole.body : []).toHaveLength(1000)
  })

  test('ends a body that drips at its deadline, which is over everything', async () => {
    const { exchange } = await against((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n')
      const timer = setInterval(() => socket.write('x'), 20)
      socket.on('close', () => clearInterval(timer))
    })
    const startedMs = performance.now()
    expect(await exchange({ timeoutMs: 200 })).toMatchObject({ kind: 'no-answer', reason: 'timeout' })
    expect(performance.now() - startedMs).toBeLessThan(1000)
  })

  test.each([
    ['that breaks off', answersAndCloses('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'), 'reset'],
    [
      'whose encoding is damaged',
      answers('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello'),
      'protocol',
    ],
    ['that is no HTTP', answersAndCloses('hello\r\n\r\n'), 'protocol'],
    ['that never comes', (socket) => socket.destroy(), 'reset'],
  ] as const satisfies readonly (readonly [string, Behaviour, string])[])(
    'takes an answer %s for none',
    async (_what, behave, reason) => {
      const { exchange } = await against(behave)
      expect(await exchange()).toMatchObject({ kind: 'no-answer', reason })
    },
  )

  test('ends when it is cancelled, before and while it waits', async () => {
    const { exchange, server } = await against(() => undefined)
    const controller = new AbortController()
    const waiting = exchange({ signal: controller.signal })
    await expect.poll(() => server.heads.length).toBe(1)
    controller.abort()
    expect(await waiting).toMatchObject({ kind: 'no-answer', reason: 'cancelled' })
    expect(await exchange({ signal: controller.signal })).toMatchObject({ reason: 'cancelled' })
    expect(server.heads).toHaveLength(1)
  })

  test('shows the client certificate of the request, to a server of an added authority', async () => {
    const authority = await aCertificateAuthority()
    const server = await startTlsServer(await aServerCertificate('127.0.0.1', authority), {
      ...{ clientAuthority: authority, demands: true },
    })
    onTestFinished(server.close)
    const { cert, key } = await aClientCertificate('robot', authority)
    const exchange = createWholeExchange({ ...network, certificateAuthoritiesFor: () => [authority.cert] })
    const certificate = { certificate: cert, key: new SecretText(key), passphrase: null }
    expect(await exchange({ ...aGet(server.origin), certificate }, limits)).toMatchObject({ status: 200 })
    expect(server.clients).toEqual(['robot'])
  })

  test('goes through the person’s proxy', async () => {
    const proxy = await startHostileServer(answer('by proxy'))
    onTestFinished(proxy.close)
    const exchange = createWholeExchange({ ...network, resolveProxy: async () => proxy.origin })
    expect(await exchange(aGet('http://id.example.test/x'), limits)).toMatchObject({ status: 200 })
    expect(proxy.heads[0]).toMatch(/^GET http:\/\/id\.example\.test\/x /)
  })
})

describe('the fetch for libraries', () => {
  test('sends a form as one, with exactly the given lines and what HTTP needs', async () => {
    const server = await startEchoServer()
    onTestFinished(server.close)
    const body = new URLSearchParams({ grant_type: 'x', scope: 'a b' })
    const headers = { accept: 'application/json', authorization: 'Basic eA==' }
    const response = await engineFetch(`${server.origin}/token?a=1#frag`, anInit({ method: 'post', headers, body }))
    expect(await response.text()).toBe(server.requests[0])
    expect(server.requests[0]?.split('\r\n')).toEqual(
      [
        'POST /token?a=1 HTTP/1.1',
        `Host: 127.0.0.1:${server.port}`,
        'User-Agent: Claimcheck',
        'Accept-Encoding: gzip, deflate, br',
        'Connection: keep-alive',
        'Content-Type: application/x-www-form-urlencoded;charset=UTF-8',
        'Content-Length: 24',
        'accept: application/json',
        'authorization: Basic eA==',
        '',
        'grant_type=x&scope=a+b',
      ].map((line) => line.replace('Content-Length: 24', `Content-Length: ${body.toString().length}`)),
    )
  })

  test('gives a decoded answer without the lines of its encoding', async () => {
    const { server } = await against(answer(gzipSync('{"a":1}'), 'Content-Encoding: gzip', 'DPoP-Nonce: n1'))
    const response = await engineFetch(server.origin, anInit())
    expect(await response.json()).toEqual({ a: 1 })
    expect(response.headers.get('dpop-nonce')).toBe('n1')
    expect(response.headers.has('content-encoding')).toBe(false)
  })

  test.each([204, 304])('gives an answer without a body: %i', async (status) => {
    const { server } = await against(answers(`HTTP/1.1 ${status} X\r\n\r\n`))
    const response = await engineFetch(server.origin, anInit())
    expect([response.status, response.body]).toEqual([status, null])
  })

  test.each([
    ['a body over the limit', () => answer('x'.repeat(1001)), 'protocol'],
    ['a status that no standard knows', () => answers('HTTP/1.1 799 X\r\nContent-Length: 0\r\n\r\n'), 'protocol'],
    ['no answer', (): Behaviour => (socket) => void socket.destroy(), 'reset'],
  ])('rejects in words for %s', async (_what, behave, reason) => {
    const { server } = await against(behave())
    const rejected = await engineFetch(server.origin, anInit()).catch((thrown: unknown) => thrown)
    expect(rejected).toBeInstanceOf(EngineNoAnswer)
    expect(rejected).toMatchObject({ reason, message: expect.stringContaining(`127.0.0.1:${server.port}`) })
  })

  test.each(['file:///etc/passwd', 'data:text/plain,x', 'http://joe:canary@127.0.0.1:1/', 'nonsense'])(
    'asks nothing at %s, and repeats nothing of it',
    async (url) => {
      const rejected = await engineFetch(url, anInit()).catch((thrown: unknown) => thrown)
      expect(rejected).toMatchObject({ name: 'EngineNoAnswer', message: expect.not.stringContaining('canary') })
    },
  )
})
