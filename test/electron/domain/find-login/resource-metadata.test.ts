import { describe, expect, test } from 'vitest'
import { readResourceMetadata, type DocumentFacts } from '../../../../electron/domain/find-login/resource-metadata.ts'
import { metadataPlaces } from '../../../../electron/domain/find-login/well-known.ts'

const asked = new URL('https://api.example.test/v1/orders?page=2')
const root = 'https://api.example.test/.well-known/oauth-protected-resource'
/** A document that a challenge named. */
const named = (at = `${root}/v1/orders`): DocumentFacts => ({ at: new URL(at), asked, builtFrom: null })
const built = (resource: string): DocumentFacts => ({ at: new URL(root), asked, builtFrom: new URL(resource) })

const servers = ['https://id.example.test']
const good = { resource: 'https://api.example.test/v1/orders', authorization_servers: servers }
const read = (document: unknown, facts = named()) =>
  readResourceMetadata(typeof document === 'string' ? document : JSON.stringify(document), facts)

describe('metadata of a protected resource', () => {
  test('tells its resource, name, servers, scopes and whether tokens are bound', () => {
    const more = { resource_name: 'Orders', scopes_supported: ['a', 'b', 'a'], dpop_bound_access_tokens_required: true }
    expect(read({ ...good, ...more })).toEqual({
      kind: 'metadata',
      metadata: {
        ...{ resource: good.resource, name: 'Orders', servers, scopes: ['a', 'b'], dpopRequired: true },
        notes: ['Its tokens must be bound to a key (DPoP, RFC 9449)'],
      },
    })
  })

  test('may say nothing but its resource', () => {
    expect(read({ resource: good.resource })).toMatchObject({ kind: 'metadata', metadata: { servers: [], scopes: [] } })
  })

  test.each([
    ['a token in a header is not taken', { bearer_methods_supported: ['query'] }, 'in a header'],
    ['a client certificate is needed', { tls_client_certificate_bound_access_tokens: true }, 'RFC 8705'],
    ['it is signed, which is not checked', { signed_metadata: 'eyJ' }, 'signed metadata'],
  ])('is worth a note where %s', (_what, more, note) => {
    expect(read({ ...good, ...more })).toMatchObject({ metadata: { notes: [expect.stringContaining(note)] } })
  })

  test('has a name without characters that hide or turn around what stands beside them', () => {
    expect(read({ ...good, resource_name: '\u202eadmin\u0007\u200b' })).toMatchObject({ metadata: { name: 'admin' } })
    expect(read({ ...good, resource_name: '\u202e' })).toMatchObject({ metadata: { name: null } })
  })

  test('keeps of its lists what they should hold, and does not fall over the rest', () => {
    const odd = {
      ...good,
      scopes_supported: ['fine', 'not "fine"', 'not fine'],
      resource_name: 7,
      bearer_methods_supported: 'header',
    }
    expect(read(odd)).toMatchObject({ kind: 'metadata', metadata: { scopes: ['fine'], name: null } })
    expect(read({ ...good, scopes_supported: 'a b' })).toMatchObject({ kind: 'metadata', metadata: { scopes: [] } })
  })

  test('leaves out servers that can not be asked, and says which', () => {
    const some = [
      'https://id.example.test',
      'http://id.example.test',
      'https://id.example.test?tenant=1',
      'https://id.example.test',
    ]
    expect(read({ ...good, authorization_servers: some })).toMatchObject({
      metadata: { servers, notes: [expect.stringContaining('not https'), expect.stringContaining('has a query')] },
    })
  })
})

describe('whom a document may speak for (RFC 9728 §3.3)', () => {
  const yes: [string, string, DocumentFacts][] = [
    ['the address asked', 'https://api.example.test/v1/orders', named()],
    [
      'the address asked, wherever the document is',
      'https://api.example.test/v1/orders',
      named('https://docs.example.test/orders.json'),
    ],
    ['the address asked with its query', asked.href, named('https://docs.example.test/orders.json')],
    ['the same host in other letters', 'https://API.example.test:443/v1/orders', named()],
    ['the whole origin, from its own place', 'https://api.example.test', named(root)],
    ['the tree above, from its own place', 'https://api.example.test/v1', named(`${root}/v1`)],
    ['the origin that its place was built from', 'https://api.example.test', built('https://api.example.test')],
    ['the origin with a slash', 'https://api.example.test/', built('https://api.example.test')],
  ]
  test.each(yes)('%s', (_what, resource, facts) => {
    expect(read({ ...good, resource }, facts)).toMatchObject({ kind: 'metadata', metadata: { resource } })
  })

  const no: [string, string, DocumentFacts][] = [
    ['another host', 'https://other.example.test/v1/orders', named()],
    ['a host that begins the same', 'https://api.example.test.evil.test/v1/orders', named()],
    ['another port', 'https://api.example.test:8443/v1/orders', named()],
    ['another path', 'https://api.example.test/v1/customers', named()],
    ['a path that begins the same', 'https://api.example.test/v1/ord', named(`${root}/v1/ord`)],
    ['something below', 'https://api.example.test/v1/orders/7', named()],
    ['a path in other letters', 'https://api.example.test/V1/orders', named()],
    ['another query', 'https://api.example.test/v1/orders?page=3', named()],
    ['the tree above with a query', 'https://api.example.test/v1?x=1', named(`${root}/v1?x=1`)],
    [
      'the whole host, from a corner of it',
      'https://api.example.test',
      named('https://api.example.test/v1/orders/meta.json'),
    ],
    [
      'the whole host, from another host',
      'https://api.example.test',
      named('https://evil.test/.well-known/oauth-protected-resource'),
    ],
    [
      'the tree above, from a place that was built for another',
      'https://api.example.test/v1',
      built('https://api.example.test'),
    ],
    [
      'the address asked, from the place of the origin',
      'https://api.example.test/v1/orders',
      built('https://api.example.test'),
    ],
  ]
  test.each(no)('not %s', (_what, resource, facts) => {
    expect(read({ ...good, resource }, facts)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('§3.3'),
    })
  })

  test('is told where it is more than the address asked', () => {
    expect(read({ ...good, resource: 'https://api.example.test/v1' }, named(`${root}/v1`))).toMatchObject({
      metadata: { notes: [expect.stringContaining('speaks for all of https://api.example.test/v1')] },
    })
  })
})

describe('a hostile document', () => {
  test.each<[string, unknown]>([
    ['nothing', ''],
    ['a page', '<!doctype html><title>Sign in</title>'],
    ['half a document', '{"resource":"https://api.example.test/v1/orders"'],
    ['a list', [good]],
    ['a text', '"https://api.example.test/v1/orders"'],
    ['null', 'null'],
  ])('is no metadata where it is %s', (_what, document) => {
    expect(read(document)).toMatchObject({ kind: 'not-metadata' })
  })

  test.each<[string, object]>([
    ['no resource', { authorization_servers: servers }],
    ['a resource that is no text', { ...good, resource: { href: good.resource } }],
    ['an empty resource', { ...good, resource: '' }],
    ['a resource that is no address', { ...good, resource: 'orders' }],
    ['a resource over plain http', { ...good, resource: 'http://api.example.test/v1/orders' }],
    ['a resource with a password', { ...good, resource: 'https://a:b@api.example.test/v1/orders' }],
    ['a resource with a fragment', { ...good, resource: 'https://api.example.test/v1/orders#x' }],
    ['a resource with an empty fragment', { ...good, resource: 'https://api.example.test/v1/orders#' }],
    ['a resource with a line break in it', { ...good, resource: 'https://api.example.test/v1/\norders' }],
    ['a resource with a blank before it', { ...good, resource: ' https://api.example.test/v1/orders' }],
    ['a resource of 3 kB', { ...good, resource: `https://api.example.test/${'x'.repeat(3000)}` }],
    ['a resource that is a script', { ...good, resource: 'javascript:alert(1)' }],
    ['servers that are one text', { ...good, authorization_servers: 'https://id.example.test' }],
    ['servers that are no texts', { ...good, authorization_servers: [{ issuer: 'https://id.example.test' }] }],
    ['only servers over plain http', { ...good, authorization_servers: ['http://id.example.test'] }],
    ['only servers with passwords', { ...good, authorization_servers: ['https://a:b@id.example.test'] }],
    ['only servers with fragments', { ...good, authorization_servers: ['https://id.example.test#x'] }],
    [
      'only servers that are files',
      { ...good, authorization_servers: ['file:///etc/passwd', '//id.example.test', ''] },
    ],
  ])('is refused where it has %s', (_what, document) => {
    expect(read(document)).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/\w/) })
  })

  test('may be a hundred thousand levels deep', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(read(`{"x":${deep},"resource":"${good.resource}"}`)).toMatchObject({ kind: 'metadata' })
  })

  test('changes nothing but itself', () => {
    const document = `{"__proto__":{"resource":"https://evil.test"},"constructor":1,"resource":"${good.resource}"}`
    expect(read(document)).toMatchObject({ kind: 'metadata', metadata: { resource: good.resource } })
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('the well-known places of an address (RFC 9728 §3.1)', () => {
  test.each([
    ['https://api.example.test', [root]],
    ['https://api.example.test/', [root]],
    ['https://api.example.test/v1/orders?page=2', [`${root}/v1/orders`, root]],
    ['https://api.example.test/v1/', [`${root}/v1/`, root]],
    [
      'http://127.0.0.1:8080/a',
      [
        'http://127.0.0.1:8080/.well-known/oauth-protected-resource/a',
        'http://127.0.0.1:8080/.well-known/oauth-protected-resource',
      ],
    ],
  ])('of %s', (address, places) => expect(metadataPlaces(new URL(address)).map(({ at }) => at.href)).toEqual(places))
})
