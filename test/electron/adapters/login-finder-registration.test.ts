import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aBendableIssuer, type BendableIssuer, type Bent } from '../../support/bendable-issuer.ts'
import { aFindLogin, failureOf } from '../../support/find-login-under-test.ts'
import { ClaimcheckError } from '../../../electron/domain/failures/claimcheck-error.ts'

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

const openid = '/.well-known/openid-configuration'
const place = '/.well-known/oauth-protected-resource'
const url = () => `${api.issuer}/orders`
const publish = (some: object = {}): void =>
  server.answer(openid, {
    body: {
      ...{
        ...server.metadata,
        registration_endpoint: `${server.issuer}/register`,
        scopes_supported: ['openid', 'orders'],
      },
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
      ...some,
    },
  })
const publishApi = (some: object = {}): void =>
  api.answer(place, { body: { resource: url(), authorization_servers: [server.issuer], ...some } })
beforeEach(() => {
  for (const each of [api, server]) each.reset()
  publish()
  api.answer('/orders', {
    status: 401,
    headers: { 'www-authenticate': `Bearer resource_metadata="${place}"` },
    body: '',
  })
  publishApi()
  server.answer('/register', { status: 201, body: { client_id: 'registered' } })
})

const request = (some: object = {}) => ({
  ...{ url: url(), issuer: server.issuer, name: 'Orders', scopes: ['openid', 'orders'], clientId: null },
  ...some,
})
async function found() {
  const parts = aFindLogin()
  await parts.findLogin.start(url())
  return parts
}
const adopted = async (some: object = {}) => {
  const parts = await found()
  return { ...parts, ...(await parts.findLogin.adopt(request(some))) }
}
/** What the server was asked to register. */
const sent = (): Record<string, unknown> => {
  const body =
    server.calls
      .find(({ path }) => path === '/register')
      ?.form.keys()
      .next().value ?? '{}'
  const json: unknown = JSON.parse(body)
  return typeof json === 'object' && json !== null ? { ...json } : {}
}
const redirectOf = ({ saved }: Pick<Awaited<ReturnType<typeof adopted>>, 'saved'>) => {
  const way = saved[0]?.way
  const grant = way?.kind === 'oauth' ? way.grant : null
  if (grant?.type !== 'authorization_code' || grant.redirect.by !== 'fixed')
    throw new Error('no fixed redirect was saved')
  return grant.redirect
}

describe('a login that is taken over', () => {
  test('is a client of its own, and a profile that can sign in', async () => {
    const { saved, profile, steps, ...rest } = await adopted()
    const { host, port, path } = redirectOf({ saved })
    expect(sent()).toEqual({
      ...{ client_name: 'Claimcheck', application_type: 'native', response_types: ['code'] },
      redirect_uris: [`http://${host}:${port}${path}`, `http://${host}${path}`],
      grant_types: ['authorization_code', 'refresh_token'],
      ...{ token_endpoint_auth_method: 'none', scope: 'openid orders' },
    })
    expect(saved).toMatchObject([
      {
        ...{ id: null, name: 'Orders', keepFresh: true, certificate: null, secrets: {} },
        way: {
          ...{ kind: 'oauth', issuer: server.issuer, endpoints: null, clientId: 'registered', dpop: false },
          ...{ clientAuthentication: 'none', scopes: ['openid', 'orders'], resources: [url()] },
          grant: { type: 'authorization_code', pushedRequest: 'when-offered' },
        },
      },
    ])
    expect(profile.name).toBe('Orders')
    expect(steps).toMatchObject([{ method: 'POST', title: 'Register a client', status: 201 }])
    expect(steps[0]?.requestFields).toContainEqual(['application_type', 'native'])
    expect(rest.asked.at(-1)).toBe(`POST ${server.issuer}/register`)
  })

  test('comes back on an address of this machine with a path that nobody can guess', async () => {
    const [one, two] = [redirectOf(await adopted()), redirectOf(await adopted())]
    expect(one).toMatchObject({ by: 'fixed', host: '127.0.0.1' })
    expect(one.path).toMatch(/^\/callback\/[\w-]{22}$/)
    expect(one.path).not.toBe(two.path)
  })

  test('is bound to a key where the API wants that', async () => {
    publishApi({ dpop_bound_access_tokens_required: true })
    const { saved } = await adopted()
    expect(sent()).toMatchObject({ dpop_bound_access_tokens: true })
    expect(saved).toMatchObject([{ way: { dpop: true } }])
  })

  test('asks for no refreshing and names no scope where the server does not list them', async () => {
    publish({ grant_types_supported: ['authorization_code'], scopes_supported: ['openid'] })
    await adopted()
    expect(sent()).toMatchObject({ grant_types: ['authorization_code'] })
    expect(sent()).not.toHaveProperty('scope')
  })

  test('keeps the secret that it was given, as a secret of the profile, and shows it nowhere', async () => {
    publish({ token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'] })
    server.answer('/register', {
      status: 201,
      body: {
        ...{ client_id: 'registered', client_secret: 'secret-canary', client_secret_expires_at: 0 },
        ...{ registration_access_token: 'management-canary', registration_client_uri: `${server.issuer}/register/1` },
      },
    })
    const { saved, steps, profile } = await adopted()
    expect(sent()).toMatchObject({ token_endpoint_auth_method: 'client_secret_basic' })
    expect(saved).toMatchObject([
      {
        way: { clientAuthentication: 'client_secret_basic' },
        secrets: { clientSecret: { change: 'replace', value: 'secret-canary' } },
      },
    ])
    expect(JSON.stringify([steps, profile])).not.toMatch(/secret-canary|management-canary/)
    expect(JSON.stringify(saved)).not.toContain('management-canary')
  })

  test('of a client that the person has is registered nowhere', async () => {
    const { saved, steps } = await adopted({ clientId: 'mine' })
    expect(saved).toMatchObject([{ way: { clientId: 'mine', grant: { redirect: { by: 'free-port' } } }, secrets: {} }])
    expect(steps).toEqual([])
    expect(server.calls.map(({ path }) => path)).toEqual([openid])
  })

  test('gets a name that no other profile has', async () => {
    const { findLogin, saved } = await found()
    for (let times = 0; times < 3; times += 1)
      await findLogin.adopt(request({ clientId: 'mine', name: 'x'.repeat(80) }))
    expect(saved.map(({ name }) => name)).toEqual(['x'.repeat(80), `${'x'.repeat(78)} 2`, `${'x'.repeat(78)} 3`])
  })

  test('is registered once, also where it could be saved only at the second try', async () => {
    const { findLogin, saved, situation } = await found()
    situation.failNextSave = new ClaimcheckError('vault.locked', {})
    expect(await failureOf(findLogin.adopt(request()))).toMatchObject({ code: 'vault.locked' })
    await findLogin.adopt(request())
    expect(saved).toHaveLength(1)
    expect(server.calls.filter(({ path }) => path === '/register')).toHaveLength(1)
    await findLogin.adopt(request())
    expect(server.calls.filter(({ path }) => path === '/register')).toHaveLength(2)
  })
})

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
    for (const each of others)
      api.answer(new URL(each).pathname + new URL(each).search, {
        status: 401,
        headers: { 'www-authenticate': `Bearer resource_metadata="${place}"` },
        body: '',
      })
    for (const each of others.slice(0, 19)) await findLogin.start(each)
    await findLogin.adopt(request({ clientId: 'mine' }))
    for (const each of others.slice(19)) await findLogin.start(each)
    expect(await failureOf(findLogin.adopt(request({ clientId: 'mine' })))).toMatchObject({
      code: 'find_login.forgotten',
    })
  })
})
