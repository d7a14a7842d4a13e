import { describe, expect, onTestFinished, test } from 'vitest'
import { parseTarget } from '../../../../electron/domain/requests/parse-target.ts'
import { planRedirect } from '../../../../electron/domain/requests/redirect-rule.ts'
import { urlOf, type WireRequest } from '../../../../electron/domain/requests/wire-request.ts'
import { startHostileServer } from '../../../support/hostile-server.ts'
import { answerOf, senderUnderTest } from './sender-under-test.ts'

const aRequest = (some: Partial<WireRequest> = {}): WireRequest => ({
  method: 'GET',
  target: parseTarget('http://api.test/a/b?c'),
  headers: [
    ['Host', 'api.test'],
    ['X-One', '1'],
  ],
  body: null,
  certificate: null,
  ...some,
})
const post = aRequest({
  method: 'POST',
  body: Buffer.from('x'),
  headers: [
    ['Host', 'api.test'],
    ['Content-Type', 'a/b'],
    ['content-length', '1'],
  ],
})
const plan = (request: WireRequest, status: number, location: string | null, hops = 0) =>
  planRedirect({
    request,
    status,
    headers: location === null ? [] : [['LOCATION', location]],
    hops,
    secrets: [],
    parameter: null,
  })

describe('a redirect', () => {
  test.each([
    [301, 'GET', 'GET'],
    [301, 'POST', 'GET'],
    [301, 'PUT', 'PUT'],
    [302, 'POST', 'GET'],
    [302, 'DELETE', 'DELETE'],
    [303, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'DELETE', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [307, 'POST', 'POST'],
    [308, 'PATCH', 'PATCH'],
  ])('%i turns %s into %s', (status, method, expected) => {
    const planned = plan({ ...post, method }, status, '/next')
    if (!planned.follow) throw new Error('not followed')
    expect(planned.request.method).toBe(expected)
    const keepsBody = expected === method && method !== 'GET' && !(status === 303)
    if (keepsBody) expect(planned.request.body).toEqual(post.body)
    if (expected !== method) {
      expect(planned.request.body).toBeNull()
      expect(planned.request.headers).toEqual([['Host', 'api.test']])
    }
  })

  test.each([
    ['/next', 'http://api.test/next'],
    ['next?x', 'http://api.test/a/next?x'],
    ['?y', 'http://api.test/a/b?y'],
    ['HTTP://API.test/z#frag', 'http://api.test/z'],
    ['/caf\u00c3\u00a9', 'http://api.test/caf%C3%A9'],
  ])('to %j leads to %s', (location, url) => {
    const planned = plan(aRequest(), 302, location)
    expect(planned.follow ? urlOf(planned.request.target) : planned).toBe(url)
  })

  test.each([
    [200, '/x', 'no-redirect'],
    [300, '/x', 'no-redirect'],
    [304, '/x', 'no-redirect'],
    [302, null, 'no-location'],
    [302, ' ', 'no-location'],
    [302, 'http://', 'bad-location'],
    [302, 'data:text/html,x', 'bad-location'],
    [302, 'file:///etc/passwd', 'bad-location'],
    [302, 'ftp://api.test/', 'bad-location'],
    [302, 'javascript:1', 'bad-location'],
    [302, 'http://joe:p@api.test/', 'bad-location'],
  ])('%i to %j stops: %s', (status, location, because) => {
    expect(plan(aRequest(), status, location)).toEqual({ follow: false, because })
  })

  test('stops after twenty', () => {
    expect(plan(aRequest(), 302, '/x', 19)).toMatchObject({ follow: true })
    expect(plan(aRequest(), 302, '/x', 20)).toEqual({ follow: false, because: 'too-many' })
  })

  test('takes no body to another origin', () => {
    expect(plan(post, 307, 'http://other.test/')).toEqual({ follow: false, because: 'body-to-another-origin' })
    expect(plan({ ...post, method: 'PUT' }, 301, 'https://api.test/')).toEqual({
      follow: false,
      because: 'body-to-another-origin',
    })
  })

  test('gives the other origin its own Host line', () => {
    const planned = plan(aRequest({ headers: [['hOst', 'typed']] }), 302, 'http://other.test:81/')
    expect(planned).toMatchObject({ request: { headers: [['hOst', 'other.test:81']] } })
    expect(plan(aRequest({ headers: [['hOst', 'typed']] }), 302, '/x')).toMatchObject({
      request: { headers: [['hOst', 'typed']] },
    })
  })
})

describe('redirects on the wire', () => {
  test('are steps of one exchange, and the token stays within its origin', async () => {
    const server = await startHostileServer((socket, head) => {
      if (head.startsWith('GET /end')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nend')
      else socket.write('HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Length: 0\r\n\r\n')
    })
    onTestFinished(server.close)
    const { send, bodies } = await senderUnderTest()
    const exchange = await send({ url: `${server.origin}/start` })
    expect(exchange.steps.map(({ why, sent }) => [why, sent.url, sent.withheld])).toEqual([
      ['request', `${server.origin}/start`, []],
      ['redirect', `${server.origin}/end`, []],
    ])
    expect(server.heads[1]).toContain('Authorization: Bearer')
    expect(Buffer.from((await bodies.read(exchange.id, 0, 10)).bytes).toString()).toBe('end')
    const unfollowed = await send({
      url: `${server.origin}/start`,
      settings: { followRedirects: false, timeoutMs: 1000 },
    })
    expect(answerOf(unfollowed).status).toBe(302)
    expect(unfollowed.steps).toHaveLength(1)
  })

  test('that go round end after twenty, with the last 3xx as the answer', async () => {
    const server = await startHostileServer(
      (socket) => void socket.write('HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n'),
    )
    onTestFinished(server.close)
    const { send } = await senderUnderTest()
    const exchange = await send({ url: server.origin })
    expect(exchange.steps).toHaveLength(21)
    expect(answerOf(exchange).status).toBe(302)
  })
})
