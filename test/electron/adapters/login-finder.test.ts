import { beforeEach, describe, expect, test } from 'vitest'
import {
  anApiAndItsServer,
  challenge,
  openid,
  pathsOf,
  places,
  pointing,
  rfc8414,
} from '../../support/api-and-its-server.ts'
import { failureOf } from '../../support/find-login-under-test.ts'

const { api, server, url, document, start } = await anApiAndItsServer()

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
