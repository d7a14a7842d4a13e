import { once } from 'node:events'
import net from 'node:net'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { ClientCertificate } from '../../../electron/domain/credentials/client-certificate.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import {
  aCertificateAuthority,
  aClientCertificate,
  aServerCertificate,
  startTlsServer,
  type Certificate,
  type TlsServerOptions,
} from '../../support/tls-server.ts'
import { aGet, transportUnderTest } from './transport-under-test.ts'

let authority: Certificate
let clients: Certificate
let server: Certificate
let alice: Certificate
beforeAll(async () => {
  authority = await aCertificateAuthority()
  clients = await aCertificateAuthority('Authority of clients')
  server = await aServerCertificate('127.0.0.1', authority)
  alice = await aClientCertificate('alice', clients)
})

const shown = ({ cert, key }: Certificate, passphrase: string | null = null): ClientCertificate => ({
  certificate: cert,
  key: new SecretText(key),
  passphrase: passphrase === null ? null : new SecretText(passphrase),
})

async function against(options: TlsServerOptions = {}) {
  const api = await startTlsServer(server, { clientAuthority: clients, demands: true, ...options })
  onTestFinished(api.close)
  const { send } = await transportUnderTest({ certificateAuthoritiesFor: () => [authority.cert] })
  return {
    api,
    send: (certificate: ClientCertificate | null) => send({ ...aGet(`${api.origin}/x`), certificate }),
  }
}

function messageOf({ result }: Awaited<ReturnType<Awaited<ReturnType<typeof against>>['send']>>): string {
  if (result.outcome === 'answered') throw new Error(`answered with ${result.status}`)
  // A server that just hangs up after the handshake can't be told from any other that does.
  expect(['tls', 'reset']).toContain(result.reason)
  return result.message
}

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('an API that demands a client certificate over %s', (maxVersion) => {
  test('lets in who shows one', async () => {
    const { api, send } = await against({ maxVersion })
    expect((await send(shown(alice))).body.toString()).toBe('over tls /x')
    expect(api.clients).toEqual(['alice'])
  })

  test('is told from an API that can’t be reached, when none is shown', async () => {
    const { api, send } = await against({ maxVersion })
    expect(messageOf(await send(null))).toMatch(/client certificate, and none was shown/)
    expect(api.heads).toEqual([])
  })

  test('says that it does not know the authority of the one that is shown', async () => {
    const { send } = await against({ maxVersion })
    const stranger = await aClientCertificate('eve', await aCertificateAuthority('Another authority'))
    expect(messageOf(await send(shown(stranger)))).toMatch(/client certificate/)
  })
})

describe('a client certificate', () => {
  test('with an encrypted key is shown when the passphrase opens it', async () => {
    const { api, send } = await against()
    const sealed = await aClientCertificate('bob', clients, { passphrase: 'open sesame' })
    await send(shown(sealed, 'open sesame'))
    expect(api.clients).toEqual(['bob'])
  })

  test.each([
    ['a wrong passphrase', 'wrong', 'the passphrase does not open its private key'],
    ['no passphrase', null, 'its private key is encrypted, and there is no passphrase'],
  ])('with %s fails in words, before anything is sent', async (_what, passphrase, words) => {
    const { api, send } = await against()
    const sealed = await aClientCertificate('bob', clients, { passphrase: 'open sesame' })
    expect(messageOf(await send(shown(sealed, passphrase)))).toContain(words)
    expect(api.connections()).toBe(0)
  })

  test.each([
    ['that is none', () => ({ cert: 'hello', key: alice.key }), 'it is no certificate in PEM'],
    [
      'that is cut off',
      () => ({ cert: `${alice.cert.slice(0, 120)}\n-----END CERTIFICATE-----`, key: alice.key }),
      'it is no certificate in PEM',
    ],
    ['whose key is none', () => ({ cert: alice.cert, key: 'hello' }), 'its private key is no key in PEM'],
    [
      'with the key of another',
      () => ({ cert: alice.cert, key: clients.key }),
      'the private key belongs to another certificate',
    ],
  ])('%s fails in words that hold nothing of it', async (_what, make, words) => {
    const { api, send } = await against()
    const message = messageOf(await send(shown(make())))
    expect(message).toBe(`The client certificate can't be used: ${words}.`)
    expect(api.connections()).toBe(0)
  })

  test('is not shared: requests of others go over connections of their own, and show their own', async () => {
    const { api, send } = await against({ demands: false })
    const bob = await aClientCertificate('bob', clients)
    for (const each of [shown(alice), null, shown(bob), shown(alice), null]) await send(each)
    expect(api.clients).toEqual(['alice', null, 'bob', 'alice', null])
    expect(api.connections()).toBe(3)
  })

  test('is not shown over plain http, and no fault of it is told there', async () => {
    const { startEchoServer } = await import('../../support/echo-server.ts')
    const plain = await startEchoServer()
    onTestFinished(plain.close)
    const { send } = await transportUnderTest()
    const broken = shown({ cert: 'hello', key: 'hello' })
    expect((await send({ ...aGet(plain.origin), certificate: broken })).result).toMatchObject({ status: 200 })
  })

  test('is shown to the API through a proxy, and not to the proxy', async () => {
    const api = await startTlsServer(await aServerCertificate('api.example.test', authority), {
      ...{ clientAuthority: clients, demands: true },
    })
    onTestFinished(api.close)
    const heads: string[] = []
    const proxyCertificates: (string | null)[] = []
    const tls = await import('node:tls')
    const { key, cert } = server
    const proxy = tls.createServer({ key, cert, ca: clients.cert, requestCert: true, rejectUnauthorized: false })
    proxy.on('secureConnection', (socket) => {
      proxyCertificates.push(socket.getPeerCertificate().subject?.CN?.toString() ?? null)
      socket.on('error', () => undefined)
      socket.once('data', (chunk) => {
        heads.push(chunk.toString('latin1'))
        const onward = net.connect(api.port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
          socket.pipe(onward).pipe(socket)
        })
        onward.on('error', () => socket.destroy())
        socket.on('close', () => onward.destroy())
      })
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    onTestFinished(() => void proxy.close())
    const address = proxy.address()
    const port = address === null || typeof address === 'string' ? 0 : address.port
    const { send } = await transportUnderTest({
      certificateAuthoritiesFor: () => [authority.cert],
      resolveProxy: async () => `https://127.0.0.1:${port}`,
    })
    const { result } = await send({ ...aGet('https://api.example.test/x'), certificate: shown(alice) })
    expect(result).toMatchObject({ status: 200 })
    expect(heads[0]).toContain('CONNECT api.example.test:443')
    expect(proxyCertificates).toEqual([null])
    expect(api.clients).toEqual(['alice'])
  })
})

describe('an authority that was added', () => {
  test('is trusted at its own origin only', async () => {
    const [first, second] = [await startTlsServer(server), await startTlsServer(server)]
    onTestFinished(first.close)
    onTestFinished(second.close)
    const { send } = await transportUnderTest({
      certificateAuthoritiesFor: (origin) => (origin === first.origin ? [authority.cert] : []),
    })
    expect((await send(aGet(first.origin))).result).toMatchObject({ status: 200 })
    expect((await send(aGet(second.origin))).result).toMatchObject({ outcome: 'no-answer', reason: 'tls' })
  })

  test('may stand in one text with others', async () => {
    const api = await startTlsServer(server)
    onTestFinished(api.close)
    const both = `# ours\n${clients.cert}\n\n# theirs\n${authority.cert}`
    const { send } = await transportUnderTest({ certificateAuthoritiesFor: () => [both] })
    expect((await send(aGet(api.origin))).result).toMatchObject({ status: 200 })
  })

  test.each([
    ['no PEM', () => 'hello'],
    ['damaged', () => authority.cert.replace(/\n[A-Za-z0-9+/]{8}/, '\nAAAAAAAA')],
    ['cut off', () => authority.cert.slice(0, 200)],
    ['a good one beside one that is cut off', () => `${authority.cert}\n${authority.cert.slice(0, 200)}`],
  ])('and is %s is told in words', async (_what, make) => {
    const api = await startTlsServer(server)
    onTestFinished(api.close)
    const { send } = await transportUnderTest({ certificateAuthoritiesFor: () => [make()] })
    expect((await send(aGet(api.origin))).result).toEqual({
      outcome: 'no-answer',
      reason: 'tls',
      message: 'A certificate authority of the settings is no certificate in PEM.',
    })
  })
})

test('a server that speaks only an old TLS is told by that', async () => {
  const api = await startTlsServer(server, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' })
  onTestFinished(api.close)
  const { send } = await transportUnderTest({ certificateAuthoritiesFor: () => [authority.cert] })
  const { result } = await send(aGet(api.origin))
  expect(result).toMatchObject({ reason: 'tls', message: expect.stringContaining('no TLS version in common') })
})
