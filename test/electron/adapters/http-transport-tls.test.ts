import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { startHostileServer } from '../../support/hostile-server.ts'
import {
  aCertificateAuthority,
  aServerCertificate,
  startTlsServer,
  type Certificate,
} from '../../support/tls-server.ts'
import { aGet, transportUnderTest } from './transport-under-test.ts'

const day = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * day)
let authority: Certificate

beforeAll(async () => {
  authority = await aCertificateAuthority()
})
afterAll(() => vi.unstubAllEnvs())

async function against(certificate: Certificate, trusted: readonly string[] | null = [authority.cert]) {
  const server = await startTlsServer(certificate)
  onTestFinished(server.close)
  const { send } = await transportUnderTest(trusted === null ? {} : { certificateAuthoritiesFor: () => trusted })
  return { server, send: () => send(aGet(`${server.origin}/x`)) }
}

describe('a server with a good certificate', () => {
  test('is answered with the protocol, the cipher and the time of the handshake', async () => {
    const { send } = await against(await aServerCertificate('127.0.0.1', authority))
    const first = await send()
    expect(first.body.toString()).toBe('over tls /x')
    expect(first.result).toMatchObject({
      status: 200,
      tls: { protocol: 'TLSv1.3', cipher: expect.stringMatching(/^TLS_/) },
    })
    expect(first.timing).toMatchObject({
      connectMs: expect.any(Number),
      tlsMs: expect.any(Number),
      waitMs: expect.any(Number),
    })
    const second = await send()
    expect(second.result).toMatchObject({ tls: { protocol: 'TLSv1.3' } })
    expect(second.timing).toMatchObject({ connectMs: null, tlsMs: null })
  })
})

describe('a certificate that is not to be trusted', () => {
  const faults = [
    [
      'expired',
      () => aServerCertificate('127.0.0.1', authority, { notBeforeDate: inDays(-20), notAfterDate: inDays(-1) }),
      'has expired',
    ],
    [
      'not valid yet',
      () => aServerCertificate('127.0.0.1', authority, { notBeforeDate: inDays(1), notAfterDate: inDays(9) }),
      'not valid yet',
    ],
    ['self-signed', () => aServerCertificate('127.0.0.1', null), 'is self-signed'],
    ['for another name', () => aServerCertificate('api.example.test', authority), 'for another name'],
    [
      'from an unknown authority',
      async () => aServerCertificate('127.0.0.1', await aCertificateAuthority('another authority')),
      'does not know',
    ],
  ] as const

  test.each(faults)('because it is %s gives no answer, and says so', async (_what, make, words) => {
    const { send, server } = await against(await make())
    const { result } = await send()
    expect(result).toMatchObject({ outcome: 'no-answer', reason: 'tls' })
    expect(result.outcome === 'no-answer' ? result.message : '').toContain(`127.0.0.1:${server.port}`)
    expect(result.outcome === 'no-answer' ? result.message : '').toContain(words)
  })

  test('is refused even where the environment turns verification off', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const { send } = await against(await aServerCertificate('127.0.0.1', null), null)
    expect((await send()).result).toMatchObject({ outcome: 'no-answer', reason: 'tls' })
  })

  test('is not rescued by a typed Host header', async () => {
    const server = await startTlsServer(await aServerCertificate('api.example.test', authority))
    onTestFinished(server.close)
    const { send } = await transportUnderTest({ certificateAuthoritiesFor: () => [authority.cert] })
    const request = { ...aGet(server.origin), headers: [['Host', 'api.example.test'] as const] }
    expect((await send(request)).result).toMatchObject({ outcome: 'no-answer', reason: 'tls' })
  })
})

describe('a port that does not speak TLS', () => {
  test('is told from one whose handshake fails', async () => {
    const plain = await startHostileServer(() => undefined)
    onTestFinished(plain.close)
    const { send } = await transportUnderTest()
    // The client's hello holds no empty line, so the server above waits; this one answers at once.
    const chatty = await startTalkative('HTTP/1.1 400 Bad Request\r\n\r\n')
    const { result } = await send(aGet(`https://127.0.0.1:${chatty}/`))
    expect(result).toMatchObject({ outcome: 'no-answer', reason: 'tls', message: expect.stringContaining('http://') })
    const silent = await send(aGet(`https://127.0.0.1:${plain.port}/`), { timeoutMs: 150 })
    expect(silent.result).toMatchObject({ outcome: 'no-answer', reason: 'timeout' })
    const rude = await startTalkative('')
    expect((await send(aGet(`https://127.0.0.1:${rude}/`))).result).toMatchObject({
      outcome: 'no-answer',
      reason: 'tls',
    })
  })

  async function startTalkative(greeting: string): Promise<number> {
    const { createServer } = await import('node:net')
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => socket.end(greeting))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = server.address()
    return address === null || typeof address === 'string' ? 0 : address.port
  }
})
