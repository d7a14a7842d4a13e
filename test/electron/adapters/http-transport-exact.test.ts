import { describe, expect, onTestFinished, test } from 'vitest'
import type { RequestDraft } from '../../../electron/contract/requests.ts'
import { emptyDraft } from '../../../electron/contract/requests.ts'
import { prepareRequest } from '../../../electron/domain/requests/prepare-request.ts'
import { revealed } from '../../../electron/domain/requests/wire-request.ts'
import { startEchoServer } from '../../support/echo-server.ts'
import { transportUnderTest } from './transport-under-test.ts'

const paths = [
  '/',
  '',
  '?q=1',
  '/a',
  '/a/',
  '//a',
  '/a//b',
  '/a/../b',
  '/./a',
  '/a/%2e%2e/b',
  '/a;b=c',
  '/a?b=c&b=d',
  '/a?b',
  '/a?',
  '/a?b=%20+',
  '/%zz',
  '/a?x={y}',
  '/a?x=[1]',
  '/a?x="y"',
  '/a|b',
  '/a\\b',
  '/a^b`c',
  '/a?redirect=http://x/y',
  '/a?a=1#frag',
  '/~user',
  '/a:b@c',
  '/a?x=%C3%A9',
  "/a'b",
  '/*',
  '/a%00b',
  '/A%2fb',
  '/.well-known/x',
  '/a?&&',
  '/a?=',
  '/a?x=<y>',
  '/$%24',
  '/a,b',
  '/a(b)c!',
  '/a?x=1?y=2',
  '/a%',
] as const
const headerTables: readonly (readonly (readonly [string, string])[])[] = [
  [],
  [['X-One', '1']],
  [
    ['x-one', '1'],
    ['X-ONE', '2'],
    ['X-One', '3'],
  ],
  [
    ['X-A', '1'],
    ['X-B', '2'],
    ['X-A', '3'],
  ],
  [['X-Empty', '']],
  [['X-Spaces', ' a  b ']],
  [['X-Tab', 'a\tb']],
  [['X-Latin', 'caf\u00e9']],
  [['user-agent', 'mine']],
  [
    ['ACCEPT', 'text/html'],
    ['accept', 'a/b'],
  ],
  [['Accept-Encoding', 'identity']],
  [['X-Quote', '"a, b", c']],
  [
    ['Cookie', 'a=1; b=2'],
    ['Cookie', 'c=3'],
  ],
  [
    ['Authorization', 'Bearer abc'],
    ['Authorization', 'Basic def'],
  ],
  [['host', 'other.example']],
  [['Connection', 'close']],
  [
    ['Referer', 'http://x/'],
    ['Origin', 'null'],
  ],
  [["!#$%&'*+-.^_`|~09aZ", 'odd name']],
]
const bodies: readonly RequestDraft['body'][] = [
  { kind: 'none' },
  { kind: 'json', text: '{ "b" : 1,\n"a":12345678901234567890, "a": 2 }' },
  { kind: 'text', text: 'h\u00e9llo \u{1f600}\r\n' },
  { kind: 'json', text: '' },
  {
    kind: 'form',
    fields: [
      { name: 'a b', value: '1&2', enabled: true },
      { name: 'a b', value: '', enabled: true },
      { name: 'off', value: 'x', enabled: false },
    ],
  },
]

describe('what stands on the socket', () => {
  test('is what was typed, for a table of 300 and more requests', async () => {
    const server = await startEchoServer()
    onTestFinished(server.close)
    const { send } = await transportUnderTest()
    const drafts: RequestDraft[] = []
    for (const path of paths) {
      for (const headers of headerTables.slice(0, 4)) {
        drafts.push(draftOf('GET', path, headers, { kind: 'none' }))
      }
    }
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      for (const headers of headerTables) drafts.push(draftOf(method, '/h', headers, { kind: 'none' }))
      for (const body of bodies) drafts.push(draftOf(method, '/b', [['X-A', '1']], body))
    }

    function draftOf(
      method: string,
      path: string,
      headers: readonly (readonly [string, string])[],
      body: RequestDraft['body'],
    ): RequestDraft {
      const lines = headers.map(([name, value]) => ({ name, value, enabled: true }))
      return { ...emptyDraft, method, url: `${server.origin}${path}`, headers: lines, body }
    }

    for (const [at, draft] of drafts.entries()) {
      const request = prepareRequest(draft, { variables: new Map(), version: '1.2.3', place: null })
      const { result } = await send(request)
      expect(result).toMatchObject({ outcome: 'answered', status: 200 })
      const typedPath = draft.url.slice(server.origin.length).replace(/#.*$/, '')
      const expectedPath = typedPath.startsWith('/') ? typedPath : `/${typedPath}`
      const lines = request.headers.map(([name, value]) => `${name}: ${revealed(value)}\r\n`).join('')
      const body = request.body === null ? '' : Buffer.from(request.body).toString('latin1')
      expect(server.requests[at]).toBe(`${draft.method} ${expectedPath} HTTP/1.1\r\n${lines}\r\n${body}`)
      // Each typed line is there, once per time it was typed, in its order and case.
      const typed = draft.headers.map(({ name, value }) => `${name}: ${value}`)
      const names = new Set(draft.headers.map(({ name }) => name))
      const onWire = (server.requests[at] ?? '')
        .split('\r\n')
        .filter((line) => names.has(line.slice(0, line.indexOf(':'))))
      expect(onWire).toEqual(typed)
    }
    expect(drafts.length).toBeGreaterThanOrEqual(300)
    expect(server.requests).toHaveLength(drafts.length)
  }, 30_000)

  test('keeps the order, case and repetitions of what the server answers', async () => {
    const server = await startEchoServer(
      'Set-Cookie: a=1\r\nX-b: 2\r\nset-cookie: c=3\r\nX-Empty: \r\nRetry-After: 1\r\nRetry-After: 2\r\n',
    )
    onTestFinished(server.close)
    const { send } = await transportUnderTest()
    const { result } = await send(
      prepareRequest({ ...emptyDraft, url: server.origin }, { variables: new Map(), version: '1', place: null }),
    )
    expect(result).toMatchObject({
      headers: [
        ['Content-Type', 'text/plain'],
        ['Set-Cookie', 'a=1'],
        ['X-b', '2'],
        ['set-cookie', 'c=3'],
        ['X-Empty', ''],
        ['Retry-After', '1'],
        ['Retry-After', '2'],
        ['Content-Length', expect.any(String)],
      ],
    })
  })

  test('uses a kept connection again, and then has no phases of connecting', async () => {
    const server = await startEchoServer()
    onTestFinished(server.close)
    const { send } = await transportUnderTest()
    const request = prepareRequest(
      { ...emptyDraft, url: server.origin },
      { variables: new Map(), version: '1', place: null },
    )
    const first = await send(request)
    const second = await send(request)
    expect(first.timing).toMatchObject({
      dnsMs: null,
      connectMs: expect.any(Number),
      tlsMs: null,
      waitMs: expect.any(Number),
    })
    expect(second.timing).toMatchObject({
      dnsMs: null,
      connectMs: null,
      tlsMs: null,
      waitMs: expect.any(Number),
      downloadMs: expect.any(Number),
    })
    expect(server.connections()).toBe(1)
  })

  test('times the lookup of a name', async () => {
    const server = await startEchoServer()
    onTestFinished(server.close)
    const { send } = await transportUnderTest()
    const url = `http://localhost:${server.port}/`
    const { timing, result } = await send(
      prepareRequest({ ...emptyDraft, url }, { variables: new Map(), version: '1', place: null }),
    )
    expect(result).toMatchObject({ status: 200 })
    expect(timing.dnsMs).toEqual(expect.any(Number))
  })
})
