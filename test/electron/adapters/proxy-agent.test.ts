import { once } from 'node:events'
import net from 'node:net'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { isLoopback } from '../../../electron/adapters/proxy-agent.ts'
import { answers, startHostileServer } from '../../support/hostile-server.ts'
import { startEchoServer } from '../../support/echo-server.ts'
import { aCertificateAuthority, aServerCertificate, startTlsServer } from '../../support/tls-server.ts'
import { aGet, transportUnderTest } from './transport-under-test.ts'

afterEach(() => vi.unstubAllEnvs())

/** A proxy that opens tunnels to a server of the test, whatever host they are asked for. */
async function startTunnel(port: number) {
  const heads: string[] = []
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (chunk) => {
      heads.push(chunk.toString('latin1'))
      const onward = net.connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        socket.pipe(onward).pipe(socket)
      })
      onward.on('error', () => socket.destroy())
      socket.on('close', () => onward.destroy())
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return { heads, port: address === null || typeof address === 'string' ? 0 : address.port }
}

describe('a proxy for http', () => {
  test('gets the whole address and its own credentials, and the lines as they were typed', async () => {
    const proxy = await startHostileServer(answers('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
    onTestFinished(proxy.close)
    const { send } = await transportUnderTest({ resolveProxy: async () => `http://joe:p%40ss@127.0.0.1:${proxy.port}` })
    const { result, route } = await send(
      aGet('http://api.example.test/a/../b?c', [
        ['x-One', '1'],
        ['X-ONE', '2'],
      ]),
    )
    expect(result).toMatchObject({ status: 200 })
    expect(route).toBe(`127.0.0.1:${proxy.port}`)
    expect(proxy.heads[0]?.split('\r\n')).toEqual([
      'GET http://api.example.test/a/../b?c HTTP/1.1',
      `Proxy-Authorization: Basic ${Buffer.from('joe:p@ss').toString('base64')}`,
      'Host: api.example.test',
      'Connection: keep-alive',
      'x-One: 1',
      'X-ONE: 2',
    ])
  })

  test('that is not there is named', async () => {
    const gone = await startHostileServer(() => undefined)
    await gone.close()
    const { send } = await transportUnderTest({ resolveProxy: async () => `http://127.0.0.1:${gone.port}` })
    const { result } = await send(aGet('http://api.example.test/'))
    expect(result).toMatchObject({
      outcome: 'no-answer',
      reason: 'proxy',
      message: expect.stringContaining(`the proxy 127.0.0.1:${gone.port}`),
    })
  })

  test.each(['not an address', 'socks5://127.0.0.1:1080', 'file:///etc/passwd'])(
    'with the address "%s" is refused in words',
    async (address) => {
      const { send } = await transportUnderTest({ resolveProxy: async () => address })
      expect((await send(aGet('http://api.example.test/'))).result).toMatchObject({
        outcome: 'no-answer',
        reason: 'proxy',
      })
    },
  )
})

describe('a proxy for https', () => {
  test('opens a tunnel, sees nothing of the request, and its credentials stay with it', async () => {
    const authority = await aCertificateAuthority()
    const server = await startTlsServer(await aServerCertificate('api.example.test', authority))
    onTestFinished(server.close)
    const proxy = await startTunnel(server.port)
    const { send } = await transportUnderTest({
      certificateAuthoritiesFor: () => [authority.cert],
      resolveProxy: async () => `http://joe:pass@127.0.0.1:${proxy.port}`,
    })
    const { result, body, route } = await send(aGet('https://api.example.test/x', [['Authorization', 'Bearer canary']]))
    expect(result).toMatchObject({ status: 200, tls: { protocol: 'TLSv1.3' } })
    expect(body.toString()).toBe('over tls /x')
    expect(route).toBe(`127.0.0.1:${proxy.port}`)
    expect(proxy.heads).toHaveLength(1)
    expect(proxy.heads[0]).toContain('CONNECT api.example.test:443')
    expect(proxy.heads[0]).toContain('Proxy-Authorization: Basic')
    expect(proxy.heads[0]).not.toContain('canary')
  })

  test('that lets nothing through is no answer of the API', async () => {
    const proxy = await startHostileServer(
      answers('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n'),
    )
    onTestFinished(proxy.close)
    const { send } = await transportUnderTest({ resolveProxy: async () => `http://127.0.0.1:${proxy.port}` })
    const { result } = await send(aGet('https://api.example.test/', [['Authorization', 'Bearer canary']]))
    expect(result).toMatchObject({ outcome: 'no-answer', reason: 'proxy', message: expect.stringContaining('407') })
    expect(proxy.heads.join()).not.toContain('canary')
  })
})

describe('this machine itself', () => {
  test('is reached directly, and no rule is asked', async () => {
    const server = await startEchoServer()
    onTestFinished(server.close)
    const { send } = await transportUnderTest()
    expect(await send(aGet(server.origin))).toMatchObject({ route: 'direct', result: { status: 200 } })
  })

  test('is reached directly whatever the environment says', async () => {
    const proxy = await startHostileServer(answers('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy'))
    onTestFinished(proxy.close)
    for (const name of ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']) vi.stubEnv(name, proxy.origin)
    const server = await startEchoServer()
    onTestFinished(server.close)
    const { send } = await transportUnderTest({ resolveProxy: async () => null })
    expect((await send(aGet(server.origin))).result).toMatchObject({ status: 200 })
    await send(aGet('http://no-such-host.invalid/'))
    expect(proxy.heads).toEqual([])
  })

  test.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['localhost', true],
    ['api.localhost', true],
    ['127.0.0.1.example.com', false],
    ['localhost.example.com', false],
    ['notlocalhost', false],
    ['10.0.0.1', false],
  ])('is known by its name: %s is %s', (hostname, expected) => {
    expect(isLoopback(hostname)).toBe(expected)
  })
})
