import { networkInterfaces } from 'node:os'
import { connect } from 'node:net'
import { request } from 'node:https'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientCertificate, clientCertificateKey } from '../../../electron/playground/demo-keys.ts'
import { startTestPlayground } from '../../support/playground-client.ts'
import { secureFetch, type Shown } from '../../support/secure-fetch.ts'
import { aCertificateAuthority, aServerCertificate } from '../../support/tls-server.ts'

let playground: Awaited<ReturnType<typeof startTestPlayground>>
beforeAll(async () => void (playground = await startTestPlayground()))
afterAll(() => playground.stop())

const demo: Shown = { certificate: clientCertificate, key: clientCertificateKey }
const knock = async (path: string, shown: Shown | null) => {
  const ask = secureFetch(playground.certificateAuthority, shown)
  const options = { method: 'GET', headers: {}, body: undefined, redirect: 'manual' } as const
  const response = await ask(`${playground.secureApiUrl}${path}`, options)
  const body: unknown = await response.json()
  return { status: response.status, challenge: response.headers.get('www-authenticate'), body }
}

describe('the door for certificates', () => {
  test('opens to the certificate of the examples', async () => {
    const body = {
      way: 'certificate',
      id: 'robot',
      roles: ['service'],
      subject: 'CN=demo-client, O=Claimcheck playground',
    }
    expect(await knock('/with/certificate/me', demo)).toMatchObject({ status: 200, body })
    expect(await knock('/with/certificate/orders', demo)).toMatchObject({ status: 200, body: { count: 7 } })
  })

  test('asks for one, and refuses one that nobody who is trusted has signed', async () => {
    const stranger = await aServerCertificate('demo-client', await aCertificateAuthority())
    const other = { certificate: stranger.cert, key: stranger.key }
    expect(await knock('/with/certificate/me', null)).toMatchObject({
      status: 403,
      body: { code: 'certificate_required' },
    })
    expect(await knock('/with/certificate/me', other)).toMatchObject({
      status: 403,
      body: { code: 'certificate_not_accepted', detail: expect.stringContaining('CN=demo-client') },
    })
  })
})

describe('the API over TLS', () => {
  test('answers the other doors, and speaks of its own address', async () => {
    expect(await knock('/with/api-key/me?api_key=playground-demo-key-bob', null)).toMatchObject({ body: { id: 'bob' } })
    const metadata = `${playground.secureApiUrl}/.well-known/oauth-protected-resource`
    expect((await knock('/me', null)).challenge).toBe(`Bearer realm="orders", resource_metadata="${metadata}"`)
    expect((await knock('/.well-known/oauth-protected-resource', null)).body).toMatchObject({
      resource: playground.secureApiUrl,
    })
  })

  test('is misdirected when it is called by another name', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { host: 'evil.example' }
      const ca = playground.certificateAuthority
      const url = `${playground.secureApiUrl}/authorization-server/.well-known/openid-configuration`
      request(url, { ca, headers, checkServerIdentity: () => undefined }, (answer) =>
        resolve(answer.resume().statusCode),
      )
        .on('error', reject)
        .end()
    })
    expect(status).toBe(421)
  })
})

describe('each of the three servers', () => {
  const others = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  const reach = (host: string, port: number): Promise<'open' | 'closed'> =>
    new Promise((resolve) => {
      const socket = connect({ host, port, timeout: 2000 })
      const end = (state: 'open' | 'closed') => () => {
        socket.destroy()
        resolve(state)
      }
      socket.once('connect', end('open')).once('error', end('closed')).once('timeout', end('closed'))
    })

  test('listens on 127.0.0.1 and on no other address of this machine', async () => {
    const ports = [playground.issuer, playground.apiUrl, playground.secureApiUrl].map((url) =>
      Number(new URL(url).port),
    )
    const addresses = others.map(({ address, scopeid }) => (scopeid === undefined || scopeid === 0 ? address : null))
    const elsewhere = addresses.filter((address) => address !== null && address !== '127.0.0.1')
    for (const port of ports) {
      expect(await reach('127.0.0.1', port)).toBe('open')
      const states = await Promise.all([...elsewhere, '::1', '127.0.0.2'].map((host) => reach(host ?? '', port)))
      expect(states.filter((state) => state === 'open')).toEqual([])
    }
  })
})
