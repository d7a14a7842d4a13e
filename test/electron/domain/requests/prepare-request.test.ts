import { describe, expect, test } from 'vitest'
import { emptyDraft, type RequestDraft } from '../../../../electron/contract/requests.ts'
import type { Place } from '../../../../electron/domain/credentials/carry.ts'
import { parseTarget } from '../../../../electron/domain/requests/parse-target.ts'
import { prepareRequest } from '../../../../electron/domain/requests/prepare-request.ts'
import { revealed, urlOf } from '../../../../electron/domain/requests/wire-request.ts'
import type { Variables } from '../../../../electron/domain/requests/variables.ts'

const line = (name: string, value: string, enabled = true) => ({ name, value, enabled })
const aDraft = (some: Partial<RequestDraft> = {}): RequestDraft => ({
  ...emptyDraft,
  url: 'http://api.test/x',
  ...some,
})
const prepared = (
  some: Partial<RequestDraft> = {},
  { place = null, variables = new Map() }: { place?: Place | null; variables?: Variables } = {},
) => prepareRequest(aDraft(some), { variables, version: '1.2.3', place })
const lines = (request: ReturnType<typeof prepared>) =>
  request.headers.map(([name, value]) => `${name}: ${revealed(value)}`)

describe('an address', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['api.test/x', 'malformed'],
    ['/orders', 'malformed'],
    ['//api.test', 'malformed'],
    ['http://', 'malformed'],
    ['http:api.test', 'malformed'],
    ['http:/api.test', 'malformed'],
    ['http://a b/', 'malformed'],
    ['http://api.test:99999/', 'malformed'],
    ['http://api.test/a\nb', 'malformed'],
    ['http://api.test/\u0000', 'malformed'],
    ['ftp://api.test/', 'scheme'],
    ['data:text/plain,hi', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['localhost:3000/x', 'scheme'],
    ['http://joe:pass@api.test/', 'credentials'],
    ['http://joe@api.test/', 'credentials'],
  ])('%j is refused as %s', (url, reason) => {
    expect(() => prepared({ url })).toThrow(
      expect.objectContaining({ code: 'input.url_invalid', details: expect.objectContaining({ reason }) }),
    )
  })

  test('with a password in it is refused without the password in the failure', () => {
    try {
      prepared({ url: 'http://joe:canary@api.test/' })
    } catch (thrown) {
      expect(JSON.stringify(thrown)).not.toContain('canary')
      expect(thrown).toMatchObject({ details: { url: 'http://api.test' } })
    }
  })

  test.each([
    [' http://api.test ', 'http://api.test/', 'api.test', 80],
    ['HTTP://API.test:80/A', 'http://api.test/A', 'api.test', 80],
    ['https://api.test:8443/a?b#c', 'https://api.test:8443/a?b', 'api.test:8443', 8443],
    ['http://api.test?q', 'http://api.test/?q', 'api.test', 80],
    ['http://[::1]:9/x', 'http://[::1]:9/x', '[::1]:9', 9],
    ['http://0x7f.1/x', 'http://127.0.0.1/x', '127.0.0.1', 80],
    [
      'http://b\u00fccher.test/\u00fc?\u20ac=\u{1f600}',
      'http://xn--bcher-kva.test/%C3%BC?%E2%82%AC=%F0%9F%98%80',
      'xn--bcher-kva.test',
      80,
    ],
    ['http://api.test/a b/../c\\d', 'http://api.test/a%20b/../c\\d', 'api.test', 80],
  ])('%j goes to %s', (typed, url, host, port) => {
    const target = parseTarget(typed)
    expect([urlOf(target), target.host, target.port]).toEqual([url, host, port])
  })
})

describe('a header line', () => {
  test.each([
    ['X-A', 'a\r\nEvil: 1', 'line-break'],
    ['X-A', 'a\nb', 'line-break'],
    ['X-A', 'a\u0000', 'line-break'],
    ['X-A', '\u{1f600}', 'not-latin1'],
    ['X-A', '\u20ac', 'not-latin1'],
    ['X A', 'x', 'name'],
    ['X:A', 'x', 'name'],
    ['', 'x', 'name'],
    ['X-\u00e9', 'x', 'name'],
  ])('%j: %j is refused as %s, never repaired', (name, value, reason) => {
    expect(() => prepared({ headers: [line(name, value)] })).toThrow(
      expect.objectContaining({ code: 'input.header_invalid', details: { name, reason } }),
    )
  })

  test('that a variable breaks is refused as well', () => {
    const variables = new Map([['v', 'a\r\nb']])
    expect(() => prepared({ headers: [line('X', '{{v}}')] }, { variables })).toThrow(
      expect.objectContaining({ code: 'input.header_invalid' }),
    )
  })

  test('that is off or blank is not sent', () => {
    expect(lines(prepared({ headers: [line('X-Off', '1', false), line('', ''), line(' ', '')] }))).toEqual(
      lines(prepared()),
    )
  })
})

describe('the lines that Claimcheck adds', () => {
  test('are all in sight, and in a fixed order', () => {
    expect(
      lines(prepared({ method: 'POST', body: { kind: 'json', text: '{}' }, headers: [line('X-One', '1')] })),
    ).toEqual([
      ...['Host: api.test', 'User-Agent: Claimcheck/1.2.3', 'Accept: */*', 'Accept-Encoding: gzip, deflate, br'],
      ...['Connection: keep-alive', 'X-One: 1', 'Content-Type: application/json', 'Content-Length: 2'],
    ])
  })

  test('make way for a typed line of that name, in any case', () => {
    const typed = [
      'hOst',
      'user-agent',
      'ACCEPT',
      'accept-encoding',
      'connection',
      'content-type',
      'content-length',
    ].map((name) => line(name, 'x'))
    expect(lines(prepared({ method: 'POST', body: { kind: 'text', text: 'hi' }, headers: typed }))).toEqual(
      typed.map(({ name }) => `${name}: x`),
    )
  })

  test.each([
    ['GET', undefined],
    ['HEAD', undefined],
    ['DELETE', undefined],
    ['POST', '0'],
    ['PUT', '0'],
    ['PATCH', '0'],
    ['PROPFIND', '0'],
  ])('tell the length of no body to %s as %s', (method, length) => {
    expect(prepared({ method }).headers.find(([name]) => name === 'Content-Length')?.[1]).toBe(length)
  })

  test('name no length beside a typed Transfer-Encoding', () => {
    const request = prepared({
      method: 'POST',
      body: { kind: 'text', text: 'x' },
      headers: [line('transfer-encoding', 'chunked')],
    })
    expect(lines(request).join()).not.toContain('Content-Length')
  })
})

describe('a body', () => {
  test.each([
    [{ kind: 'json', text: '{"a" : 1}' }, '{"a" : 1}', 'application/json'],
    [{ kind: 'text', text: 'h\u00e9' }, 'h\u00e9', 'text/plain; charset=utf-8'],
    [
      { kind: 'form', fields: [line('a b', '\u00e9&='), line('a b', ''), line('x', 'y', false)] },
      'a+b=%C3%A9%26%3D&a+b=',
      'application/x-www-form-urlencoded',
    ],
  ] as const)('%j is sent as %s', (body, text, contentType) => {
    const request = prepared({
      method: 'POST',
      body: body.kind === 'form' ? { kind: 'form', fields: [...body.fields] } : body,
    })
    expect(Buffer.from(request.body ?? []).toString()).toBe(text)
    expect(lines(request)).toContain(`Content-Type: ${contentType}`)
  })

  test('over 50 MB is refused before it is sent', () => {
    const text = 'x'.repeat(50_000_001)
    expect(() => prepared({ body: { kind: 'text', text } })).toThrow(
      expect.objectContaining({ code: 'input.body_too_large' }),
    )
  })
})

describe('variables', () => {
  test('are filled in everywhere', () => {
    const variables = new Map([['v', 'w']])
    const body = { kind: 'form' as const, fields: [line('{{v}}', '{{ v }}')] }
    const request = prepared(
      { method: 'POST', url: 'http://{{v}}.test/{{v}}', headers: [line('X-{{v}}', '{{v}}')], body },
      { variables },
    )
    expect(urlOf(request.target)).toBe('http://w.test/w')
    expect(lines(request)).toContain('X-w: w')
    expect(Buffer.from(request.body ?? []).toString()).toBe('w=w')
  })

  test('that are unknown are told all at once, before anything else', () => {
    const draft = { url: '{{a}}', headers: [line('X', '{{b}}')], body: { kind: 'json' as const, text: '{{c}}{{a}}' } }
    expect(() => prepared(draft)).toThrow(
      expect.objectContaining({ code: 'input.variable_unknown', details: { names: ['a', 'b', 'c'] } }),
    )
  })
})

describe('a request sent as a profile', () => {
  test.each([
    [{ in: 'header', name: 'Authorization' }, { headers: [line('authorization', 'Basic x')] }, 'authorization'],
    [{ in: 'header', name: 'X-API-Key' }, { headers: [line('x-api-key', 'x')] }, 'x-api-key'],
  ] as const)('refuses a typed credential in the header of the profile’s: %j', (place, { headers }, name) => {
    expect(() => prepared({ headers: [...headers] }, { place })).toThrow(
      expect.objectContaining({
        code: 'input.header_invalid',
        details: { name, reason: 'repeated-authorization' },
      }),
    )
    expect(lines(prepared({ headers: [...headers] }))).toContain(`${name}: ${headers[0].value}`)
  })

  test.each([
    ['a parameter', { in: 'query', name: 'api key' }, { url: 'http://api.test/x?a=1&api%20key=typed' }, 'url'],
    ['a parameter with a plus', { in: 'query', name: 'api key' }, { url: 'http://api.test/x?api+key' }, 'url'],
    ['a cookie', { in: 'cookie', name: 'sid' }, { headers: [line('cookie', 'a=b; sid=typed')] }, 'headers'],
  ] as const)('refuses a typed credential in the same place, %s', (_what, place, draft, path) => {
    const some = 'url' in draft ? draft : { headers: [...draft.headers] }
    expect(() => prepared(some, { place })).toThrow(
      expect.objectContaining({
        code: 'input.invalid',
        details: { problems: [expect.objectContaining({ path })] },
      }),
    )
  })

  test.each([
    ['query', 'api_key'],
    ['cookie', 'sid'],
    ['header', 'X-API-Key'],
  ] as const)('takes a typed Authorization while the profile’s credential stands elsewhere: %s', (where, name) => {
    const headers = [line('Authorization', 'Bearer typed'), line('Cookie', 'other=1')]
    expect(lines(prepared({ headers }, { place: { in: where, name } }))).toContain('Authorization: Bearer typed')
  })
})
