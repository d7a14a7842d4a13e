import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loginFound } from '../../../electron/contract/find-login.ts'
import { aBendableIssuer, type BendableIssuer, type Bent } from '../../support/bendable-issuer.ts'
import { recordConnections } from '../../support/connection-recorder.ts'
import { aFindLogin, failureOf } from '../../support/find-login-under-test.ts'

let api: BendableIssuer
let server: BendableIssuer
beforeAll(async () => {
  api = await aBendableIssuer()
  server = await aBendableIssuer()
})
afterAll(async () => {
  await api.close()
  await server.close()
})

const places = { root: '/.well-known/oauth-protected-resource', orders: '/.well-known/oauth-protected-resource/orders' }
const openid = '/.well-known/openid-configuration'
const rfc8414 = '/.well-known/oauth-authorization-server'
const url = () => `${api.issuer}/orders`
const challenge = (text: string): Bent => ({ status: 401, headers: { 'www-authenticate': text }, body: '' })
const pointing = (to: string): Bent => challenge(`Bearer resource_metadata="${to}", scope="orders:read orders:write"`)
const document = (some: object = {}) => ({ body: { resource: url(), authorization_servers: [server.issuer], ...some } })

let connections: ReturnType<typeof recordConnections>
beforeEach(() => {
  for (const each of [api, server]) each.reset()
  for (const path of [openid, rfc8414, places.root, places.orders]) api.answer(path, { status: 404, body: '' })
  server.answer(openid, {
    body: {
      ...{ ...server.metadata, registration_endpoint: `${server.issuer}/register` },
      scopes_supported: ['openid', 'offline_access', 'profile'],
    },
  })
  connections = recordConnections()
})
afterEach(() => {
  connections.stop()
  // Nobody is asked but the two that are meant, and neither of them with anything that says who asks.
  const meant = [api, server].map(({ issuer }) => new URL(issuer).host)
  expect(connections.tried.size > 0).toBe(api.calls.length + server.calls.length > 0)
  expect([...connections.tried].filter((each) => !meant.includes(each))).toEqual([])
  for (const { headers } of [...api.calls, ...server.calls]) {
    expect(Object.keys(headers).filter((name) => /auth|cookie|token|key|origin|referer/i.test(name))).toEqual([])
  }
})

const start = async (address = url()) => loginFound.parse(await aFindLogin().findLogin.start(address))
const pathsOf = ({ calls }: BendableIssuer) => calls.map(({ path }) => path)

describe('an API that says where its metadata are', () => {
  beforeEach(() => {
    api.answer('/orders', pointing(`${api.issuer}${places.orders}`))
    api.answer(places.orders, document({ resource_name: 'Orders', scopes_supported: ['all'] }))
  })

  test('leads to its authorisation server, each request told', async () => {
    const { steps, result } = await start()
    expect(result).toMatchObject({
      ...{ outcome: 'found', resource: url(), suggestedName: 'Orders', notes: [] },
      scopes: ['openid', 'offline_access', 'orders:read', 'orders:write'],
      servers: [{ issuer: server.issuer, registers: true, discovered: { tokenEndpoint: `${server.issuer}/token` } }],
    })
    expect(steps.map(({ method, url: at, status, problem }) => [method, at, status, problem])).toEqual([
      ['GET', url(), 401, null],
      ['GET', `${api.issuer}${places.orders}`, 200, null],
      ['GET', `${server.issuer}${openid}`, 200, null],
    ])
    expect(steps[0]?.answerFields.map(([name]) => name)).toContain('www-authenticate')
    expect(steps[1]?.answerFields).toContainEqual(['authorization_servers', server.issuer])
  })

  test('is asked for all that it knows of where its challenge names no scope', async () => {
    api.answer('/orders', challenge(`Bearer resource_metadata="${api.issuer}${places.orders}"`))
    expect((await start()).result).toMatchObject({ scopes: ['openid', 'offline_access', 'all'] })
  })

  test('is asked for no scope that the server would have to know', async () => {
    server.answer(openid, { status: 404, body: '' })
    server.answer(rfc8414, { body: server.metadata })
    expect((await start()).result).toMatchObject({ scopes: ['orders:read', 'orders:write'] })
  })

  test.each([
    ['a relative address', places.orders],
    ['a fragment', `PLACE#x`],
  ])('may name them by %s', async (_what, named) => {
    api.answer('/orders', pointing(named.replace('PLACE', `${api.issuer}${places.orders}`)))
    expect((await start()).result).toMatchObject({ outcome: 'found' })
  })

  test('may have several challenges, in several fields', async () => {
    api.answer(
      '/orders',
      challenge(`Basic realm="x", DPoP algs="ES256", Bearer resource_metadata="${api.issuer}${places.orders}"`),
    )
    expect((await start()).result).toMatchObject({ outcome: 'found' })
  })

  test('may be pasted without its scheme', async () => {
    expect((await start(url().replace('http://', ''))).result).toMatchObject({ outcome: 'found', resource: url() })
  })

  test('may send on within its own origin, and is then the address that it sent on to', async () => {
    api.answer('/old', { status: 307, headers: { location: '/orders' }, body: '' })
    const { steps, result } = await start(`${api.issuer}/old`)
    expect(result).toMatchObject({ outcome: 'found', resource: url() })
    expect(steps.map(({ title }) => title)).toContain('Ask the API without a token, after a redirect')
  })

  test('leads to the servers that can be read, and says which can not', async () => {
    api.answer(places.orders, document({ authorization_servers: [`${server.issuer}/other`, server.issuer] }))
    server.answer('/other/.well-known/openid-configuration', { body: server.metadata })
    expect((await start()).result).toMatchObject({
      servers: [{ issuer: server.issuer }],
      notes: [expect.stringContaining(`${server.issuer}/other is left out`)],
    })
  })

  test('of a hundred servers has five read', async () => {
    const hundred = Array.from({ length: 100 }, (_each, at) => `${server.issuer}/t${at}`)
    for (const issuer of hundred) {
      server.answer(`${new URL(issuer).pathname}${openid}`, { body: { ...server.metadata, issuer } })
    }
    api.answer(places.orders, document({ authorization_servers: hundred }))
    const { result } = await start()
    expect(result).toMatchObject({ notes: [expect.stringContaining('100 servers')] })
    expect(server.calls).toHaveLength(5)
  })

  test('whose servers can all not be read fails as the first of them does', async () => {
    server.answer(openid, { body: { ...server.metadata, issuer: 'https://evil.example.test' } })
    expect(await failureOf(start())).toMatchObject({
      code: 'sign_in.issuer_mismatch',
      details: { expected: server.issuer, found: 'https://evil.example.test' },
    })
  })

  test('that names no server has no login to find', async () => {
    api.answer(places.orders, document({ authorization_servers: undefined }))
    expect((await start()).result).toMatchObject({ outcome: 'not-found', why: expect.stringContaining('names no') })
  })
})

describe('an API that says nothing of its metadata', () => {
  beforeEach(() => api.answer('/orders', challenge('Bearer')))

  test('has them looked for at its own well-known place', async () => {
    api.answer(places.orders, document())
    expect((await start()).result).toMatchObject({ outcome: 'found', resource: url() })
  })

  test('then at that of its origin', async () => {
    api.answer(places.root, document({ resource: api.issuer }))
    expect((await start()).result).toMatchObject({ outcome: 'found', resource: api.issuer })
    expect(pathsOf(api)).toEqual(['/orders', places.orders, places.root])
  })

  test('is taken at its origin where every place holds the document of the origin', async () => {
    for (const place of [places.orders, places.root]) api.answer(place, document({ resource: api.issuer }))
    expect((await start()).result).toMatchObject({ outcome: 'found', resource: api.issuer })
  })

  test('and answers every address with a page has none', async () => {
    for (const place of [places.orders, places.root, openid, rfc8414]) api.answer(place, { body: '<html/>' })
    expect((await start()).result).toMatchObject({ outcome: 'not-found' })
  })

  test('may be its own authorisation server, which is told as a guess', async () => {
    api.answer(rfc8414, { body: { ...api.metadata, scopes_supported: ['read'] } })
    expect((await start()).result).toMatchObject({
      ...{ outcome: 'found', resource: null, scopes: [], suggestedName: new URL(api.issuer).host },
      servers: [{ issuer: api.issuer, registers: false }],
      notes: [expect.stringContaining('a guess')],
    })
  })

  test('and is none, says where was looked', async () => {
    const { result, steps } = await start()
    expect(result).toMatchObject({
      outcome: 'not-found',
      why: expect.stringMatching(/401.*oauth-protected-resource\/orders.*§3\.1/s),
    })
    expect(steps.map(({ status }) => status)).toEqual([401, 404, 404, 404, 404])
    expect(steps.slice(1).every(({ problem }) => problem !== null)).toBe(true)
  })
})

describe('an API that is no case for OAuth', () => {
  test.each<[string, Bent, object]>([
    ['lets anybody in', { status: 204, body: '' }, { outcome: 'open', status: 204 }],
    ['wants Basic', challenge('Basic realm="x"'), { outcome: 'other-scheme', schemes: ['Basic'] }],
    [
      'wants Digest or a key',
      challenge('Digest nonce="1", ApiKey'),
      { outcome: 'other-scheme', schemes: ['Digest', 'ApiKey'] },
    ],
    [
      'wants Basic or a token that nobody gives',
      challenge('Basic realm="x", Bearer'),
      { outcome: 'other-scheme', schemes: ['Basic'] },
    ],
    [
      'sends people to a page to sign in',
      { status: 302, headers: { location: 'https://login.example.test/?next=x' }, body: '' },
      { outcome: 'not-found', why: expect.stringContaining('https://login.example.test') },
    ],
    ['sends on without end', { status: 302, headers: { location: '/orders' }, body: '' }, { outcome: 'not-found' }],
    [
      'sends on to nowhere',
      { status: 302, headers: { location: 'javascript:alert(1)' }, body: '' },
      { outcome: 'not-found' },
    ],
    ['is out of order', { status: 500, body: 'oops' }, { outcome: 'not-found', why: expect.stringContaining('500') }],
  ])('%s', async (_what, answer, expected) => {
    api.answer('/orders', answer)
    expect((await start()).result).toMatchObject(expected)
  })

  test('breaks off', async () => {
    api.answer('/orders', () => 'reset')
    expect((await start()).result).toMatchObject({ outcome: 'not-found', why: expect.stringMatching(/\w/) })
  })

  test('is not asked at all over plain http', async () => {
    expect(await start('http://api.example.test/orders')).toMatchObject({
      steps: [],
      result: { outcome: 'not-found', why: expect.stringContaining('plain http') },
    })
  })

  test.each(['', 'ftp://api.example.test', 'https://', 'https://a:b@api.example.test'])(
    'has no address: %s',
    async (address) => {
      expect(await failureOf(start(address))).toMatchObject({ code: 'input.url_invalid' })
    },
  )
})

describe('a hostile answer', () => {
  const hostile = (name: string, at: () => string, answer?: () => Bent) => [name, at, answer] as const
  const here = () => `${api.issuer}${places.orders}`
  test.each([
    hostile('metadata over plain http', () => 'http://api.example.test/meta'),
    hostile('metadata in a file', () => 'file:///etc/passwd'),
    hostile('metadata in the challenge itself', () => 'data:application/json,{}'),
    hostile('a password in the address of the metadata', () => here().replace('//', '//a:b@')),
    hostile('metadata that are not there', here, () => ({ status: 404, body: '' })),
    hostile('a redirect to another origin', here, () => ({
      status: 302,
      headers: { location: `${server.issuer}/meta` },
      body: '',
    })),
    hostile('a redirect to a name that it makes us look up', here, () => ({
      status: 307,
      headers: { location: 'https://secrets.evil.example.test/' },
      body: '',
    })),
    hostile('a redirect without end', here, () => ({ status: 302, headers: { location: places.orders }, body: '' })),
    hostile('three hundred kilobytes', here, () => document({ padding: 'x'.repeat(300_000) })),
    hostile('a page', here, () => ({ body: '<html>Sign in</html>' })),
    hostile('the metadata of another API', here, () => document({ resource: 'https://bank.example.test' })),
    hostile('the metadata of another path', here, () => document({ resource: `${api.issuer}/customers` })),
    hostile('only servers over plain http', here, () =>
      document({ authorization_servers: ['http://id.example.test'] }),
    ),
    hostile('only servers with a password', here, () =>
      document({ authorization_servers: ['https://a:b@id.example.test'] }),
    ),
  ])('is told and not used: %s', async (_what, at, answer) => {
    api.answer('/orders', pointing(at()))
    if (answer !== undefined) api.answer(places.orders, answer())
    const failure = await failureOf(start())
    expect(failure).toMatchObject({
      code: 'find_login.metadata_refused',
      details: { reason: expect.stringMatching(/\w/) },
    })
    expect(JSON.stringify(failure)).not.toContain('a:b')
    expect(server.calls).toEqual([])
  })

  test('that nests without end is read as far as it matters', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const text = `{"x":${deep},"resource":"${url()}","authorization_servers":["${server.issuer}"]}`
    api.answer('/orders', pointing(here()))
    api.answer(places.orders, { headers: { 'content-type': 'application/json' }, body: text })
    expect((await start()).result).toMatchObject({ outcome: 'found' })
  })

  test('at a guessed place is told as well', async () => {
    api.answer('/orders', challenge('Bearer'))
    api.answer(places.orders, document({ resource: 'https://bank.example.test' }))
    expect(await failureOf(start())).toMatchObject({
      code: 'find_login.metadata_refused',
      details: { url: here(), reason: expect.stringContaining('§3.3') },
    })
  })
})
