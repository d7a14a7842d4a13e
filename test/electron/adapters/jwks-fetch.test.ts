import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createJwksFetch } from '../../../electron/adapters/jwks-fetch.ts'
import { engineFetch } from '../../support/provider-under-test.ts'

const fetchJwks = createJwksFetch({ fetch: engineFetch() })

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return `http://127.0.0.1:${(address satisfies AddressInfo).port}/jwks`
}

describe('an issuer’s key set', () => {
  test('is fetched without credentials', async () => {
    let asked: unknown = null
    const uri = await serve((request, response) => {
      asked = { method: request.method, authorization: request.headers.authorization, cookie: request.headers.cookie }
      response.end('{"keys":[]}')
    })
    expect(await fetchJwks(uri)).toEqual({ ok: true, jwks: { keys: [] } })
    expect(asked).toEqual({ method: 'GET', authorization: undefined, cookie: undefined })
  })

  test.each<[string, RequestListener, RegExp]>([
    ['redirects', (_q, r) => void r.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end(), /redirects/],
    ['is refused', (_q, r) => void r.writeHead(403).end('no'), /answered 403/],
    ['is no JSON', (_q, r) => void r.end('<html>'), /no JSON/],
    ['is larger than 1 MB', (_q, r) => void r.end(`"${'x'.repeat(1024 * 1024)}"`), /longer than 1048576 bytes/],
    [
      'is cut off',
      (_q, r) => void r.writeHead(200, { 'content-length': '100' }).write('{', () => r.destroy()),
      /could not be fetched/,
    ],
  ])('that %s is told with its reason', async (_what, listener, reason) => {
    expect(await fetchJwks(await serve(listener))).toEqual({ ok: false, reason: expect.stringMatching(reason) })
  })

  test('that drips for ever is given up in time', async () => {
    const uri = await serve((_request, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    })
    expect(await createJwksFetch({ fetch: engineFetch(), deadlineMs: 300 })(uri)).toEqual({
      ok: false,
      reason: expect.stringMatching(/within 300 ms/),
    })
  })

  test.each([
    ['http://id.example.test/jwks', /https/],
    ['file:///etc/passwd', /https/],
    ['data:application/json,{"keys":[]}', /https/],
    ['http://127.0.0.1.evil.example/jwks', /https/],
    ['nonsense', /no URL/],
    ['http://127.0.0.1:1/jwks', /could not be fetched/],
  ])('at %s is not believed or not there', async (uri, reason) => {
    expect(await fetchJwks(uri)).toEqual({ ok: false, reason: expect.stringMatching(reason) })
  })
})
