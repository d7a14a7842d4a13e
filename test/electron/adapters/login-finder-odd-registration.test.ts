import { describe, expect, test } from 'vitest'
import type { Bent } from '../../support/bendable-issuer.ts'
import { failureOf } from '../../support/find-login-under-test.ts'
import { aServerThatRegisters } from '../../support/server-that-registers.ts'

const { api, server, url, publish, pointToMetadata, request, found, adopted, sent } = await aServerThatRegisters()

describe('a server that registers otherwise than it was asked', () => {
  test.each<[string, Bent, object]>([
    ['with status 200', { body: { client_id: 'registered' } }, { clientId: 'registered' }],
    [
      'with nulls',
      { status: 201, body: { client_id: 'registered', client_secret: null, scope: null } },
      { clientId: 'registered' },
    ],
    [
      'with a secret that was not asked for',
      { status: 201, body: { client_id: 'registered', client_secret: 'given' } },
      { clientAuthentication: 'client_secret_basic' },
    ],
    [
      'with another authentication, and its secret',
      {
        status: 201,
        body: { client_id: 'registered', client_secret: 'given', token_endpoint_auth_method: 'client_secret_post' },
      },
      { clientAuthentication: 'client_secret_post' },
    ],
    ['with fewer scopes', { status: 201, body: { client_id: 'registered', scope: 'openid' } }, { scopes: ['openid'] }],
  ])('is taken as it is: %s', async (_how, answer, way) => {
    server.answer('/register', answer)
    expect((await adopted()).saved).toMatchObject([{ way }])
  })

  test('may keep only the address without the port', async () => {
    server.answer('/register', () => {
      const uris = sent()['redirect_uris']
      return { status: 201, body: { client_id: 'registered', redirect_uris: Array.isArray(uris) ? uris.slice(1) : [] } }
    })
    expect((await adopted()).saved).toHaveLength(1)
  })

  const client = (some: object): Bent => ({ status: 201, body: { client_id: 'registered', ...some } })
  test.each<[string, Bent, object]>([
    [
      'other redirects',
      client({ redirect_uris: ['https://evil.example.test/'] }),
      { error: 'registered_otherwise', description: expect.stringContaining('redirect') },
    ],
    ['no redirect', client({ redirect_uris: [] }), { error: 'registered_otherwise' }],
    [
      'no authorisation code',
      client({ grant_types: ['client_credentials'] }),
      { description: expect.stringContaining('code') },
    ],
    [
      'a key of its own',
      client({ token_endpoint_auth_method: 'private_key_jwt' }),
      { description: expect.stringContaining('private_key_jwt') },
    ],
    [
      'a method that nobody knows',
      client({ token_endpoint_auth_method: 'magic' }),
      { description: expect.stringContaining('magic') },
    ],
    [
      'a secret that it keeps to itself',
      client({ token_endpoint_auth_method: 'client_secret_post' }),
      { description: expect.stringContaining('no client_secret') },
    ],
    [
      'no client id',
      { status: 201, body: { hello: 1 } },
      { error: 'HTTP 201', description: expect.stringContaining('client_id') },
    ],
    ['a client id that is no text', client({ client_id: 7 }), { error: 'HTTP 201' }],
    ['an empty client id', client({ client_id: ' ' }), { error: 'HTTP 201' }],
    ['a client id of a kilobyte', client({ client_id: 'x'.repeat(1000) }), { error: 'HTTP 201' }],
    ['a list', { status: 201, body: ['registered'] }, { error: 'HTTP 201' }],
    ['a page', { status: 200, body: '<html/>' }, { error: 'HTTP 200' }],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://evil.example.test/' }, body: '' },
      { error: 'HTTP 302' },
    ],
    [
      'its own reason',
      { status: 400, body: { error: 'invalid_redirect_uri', error_description: 'no loopback' } },
      { error: 'invalid_redirect_uri', description: 'no loopback' },
    ],
    [
      'the wish for a token',
      { status: 401, headers: { 'www-authenticate': 'Bearer' }, body: '' },
      { error: 'HTTP 401', description: expect.stringContaining('access token') },
    ],
    ['nothing', { status: 500, body: '' }, { error: 'HTTP 500', description: null }],
  ])('is told where it leaves us with %s', async (_what, answer, details) => {
    server.answer('/register', answer)
    const { findLogin, saved } = await found()
    expect(await failureOf(findLogin.adopt(request()))).toMatchObject({
      code: 'find_login.registration_refused',
      details,
    })
    expect(saved).toEqual([])
  })

  test('is told where it breaks off', async () => {
    server.answer('/register', () => 'reset')
    const { findLogin } = await found()
    expect(await failureOf(findLogin.adopt(request()))).toMatchObject({ code: 'sign_in.issuer_unreachable' })
  })

  test('is told where it registers nobody', async () => {
    publish({ registration_endpoint: undefined })
    const { findLogin } = await found()
    expect(await failureOf(findLogin.adopt(request()))).toMatchObject({
      code: 'sign_in.endpoint_missing',
      details: { endpoint: 'registration_endpoint' },
    })
  })
})

describe('what was not found in this run', () => {
  test.each([
    ['another address', () => ({ url: `${api.issuer}/customers` })],
    ['another issuer', () => ({ issuer: 'https://evil.example.test' })],
  ])('can not be taken over: %s', async (_what, some) => {
    const { findLogin } = await found()
    expect(await failureOf(findLogin.adopt(request(some())))).toMatchObject({ code: 'find_login.forgotten' })
  })

  test('nor what was found before it was looked for again in vain', async () => {
    const { findLogin } = await found()
    api.answer('/orders', { body: 'come in' })
    await findLogin.start(url())
    expect(await failureOf(findLogin.adopt(request()))).toMatchObject({ code: 'find_login.forgotten' })
  })

  test('nor what was found twenty searches ago', async () => {
    const { findLogin } = await found()
    const others = Array.from({ length: 20 }, (_each, at) => `${url()}?${at}`)
    for (const each of others) pointToMetadata(each.slice(api.issuer.length))
    for (const each of others.slice(0, 19)) await findLogin.start(each)
    await findLogin.adopt(request({ clientId: 'mine' }))
    for (const each of others.slice(19)) await findLogin.start(each)
    expect(await failureOf(findLogin.adopt(request({ clientId: 'mine' })))).toMatchObject({
      code: 'find_login.forgotten',
    })
  })
})
