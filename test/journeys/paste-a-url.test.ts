import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LoginFound } from '../../electron/contract/find-login.ts'
import { desktopClientId } from '../../electron/playground/demo-credentials.ts'
import { aBendableIssuer, type BendableIssuer, type Bent } from '../support/bendable-issuer.ts'
import { answerOf, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { finishInBrowser } from '../support/journey-browser.ts'
import { claimOf } from '../support/who-am-i.ts'

type Found = Extract<LoginFound['result'], { outcome: 'found' }>

/** The address that a person copies from the playground’s page. */
async function ordersUrl(claimcheck: Journey): Promise<string> {
  const { apiUrl } = await claimcheck.ask('playground.start', {})
  return `${apiUrl ?? ''}/orders`
}

async function find(claimcheck: Journey, url: string): Promise<Found> {
  const { result } = await claimcheck.ask('findLogin.start', { url })
  if (result.outcome !== 'found') throw new Error(`no login was found: ${JSON.stringify(result)}`)
  return result
}

/** What the window asks for when a person takes what it shows as it is. */
const wish = (url: string, { servers, suggestedName, scopes }: Found) => ({
  ...{ url, issuer: servers[0]?.issuer ?? '', name: suggestedName, scopes, clientId: null as string | null },
})

const names = async (claimcheck: Journey) => (await claimcheck.ask('profiles.list', {})).map(({ name }) => name)
const starters = ['alice', 'bob', 'admin', 'robot']

describe('the address of an API is pasted', () => {
  afterEach(endJourneys)

  test('and four questions of the window later its answer is 200', async () => {
    const claimcheck = await composeForJourney()
    const url = await ordersUrl(claimcheck)
    claimcheck.replies.length = 0
    const found = await find(claimcheck, url)
    const { profile, steps } = await claimcheck.ask('findLogin.adopt', wish(url, found))
    expect(steps.map(({ title, status }) => [title, status])).toContainEqual(['Register a client', 201])
    const signingIn = claimcheck.bridge.call('signIn.start', { profileId: profile.id, extraScopes: [] })
    await finishInBrowser(await claimcheck.browser.next(), { as: 'alice', consent: 'allow' })
    expect(await signingIn).toMatchObject({ ok: true, value: { state: 'active', refreshable: true } })
    const { draft, exchangeId } = await claimcheck.prepare({ url }, null)
    const exchange = await claimcheck.ask('requests.send', {
      exchangeId,
      draft,
      profileId: profile.id,
      looseToken: null,
      path: null,
    })
    expect(answerOf(exchange).status).toBe(200)
    // `prepare` asks nothing: what is counted is what a window has to ask, from the pasted address to the answer.
    expect(claimcheck.replies.map(({ channel }) => channel)).toEqual([
      'findLogin.start',
      'findLogin.adopt',
      'signIn.start',
      'requests.send',
    ])
    expect(claimcheck.browser.addresses).toHaveLength(1)
    expect(profile).toMatchObject({ name: found.suggestedName, way: { resources: [found.resource] }, keepFresh: true })
    expect(await claimOf(claimcheck, profile.name, 'sub')).toBe('alice')
  })

  test('and each step that led there is told: who was asked for what, and what it answered', async () => {
    const claimcheck = await composeForJourney()
    const url = await ordersUrl(claimcheck)
    const { issuer, apiUrl } = await claimcheck.ask('playground.status', {})
    const { steps, result } = await claimcheck.ask('findLogin.start', { url })
    expect(steps.map(({ method, url: at, status }) => [method, at, status])).toEqual([
      ['GET', url, 401],
      ['GET', expect.stringContaining(`${apiUrl}/.well-known/oauth-protected-resource`), 200],
      ['GET', expect.stringContaining(`${issuer}/.well-known/`), 200],
    ])
    expect(result).toMatchObject({ scopes: expect.arrayContaining(['openid', 'offline_access', 'orders:read']) })
  })

  test('with a variable in it, it starts the playground by itself', async () => {
    const claimcheck = await composeForJourney()
    const found = await find(claimcheck, '{{playgroundApi}}/orders')
    expect(found.servers).toMatchObject([{ registers: true }])
    expect(await claimcheck.ask('playground.status', {})).toMatchObject({ state: 'running' })
  })

  test('and a client id that the person has is taken in place of a registered one', async () => {
    const claimcheck = await composeForJourney()
    const url = await ordersUrl(claimcheck)
    const found = await find(claimcheck, url)
    const request = { ...wish(url, found), name: 'mine', clientId: desktopClientId }
    const { profile, steps } = await claimcheck.ask('findLogin.adopt', request)
    expect(steps).toEqual([])
    expect(profile.way).toMatchObject({ clientId: desktopClientId, clientAuthentication: 'none' })
    expect(await claimcheck.signIn('mine')).toMatchObject({ ok: true })
    expect(answerOf(await claimcheck.send({ url }, 'mine')).status).toBe(200)
  })

  test('twice under a name that is taken, and each profile has a name and a client of its own', async () => {
    const claimcheck = await composeForJourney()
    const url = await ordersUrl(claimcheck)
    const clients: unknown[] = []
    for (let times = 0; times < 2; times += 1) {
      const request = { ...wish(url, await find(claimcheck, url)), name: 'alice' }
      const { profile } = await claimcheck.ask('findLogin.adopt', request)
      if (profile.way.kind === 'oauth') clients.push(profile.way.clientId)
    }
    expect(await names(claimcheck)).toEqual([...starters, 'alice 2', 'alice 3'])
    expect(new Set(clients).size).toBe(2)
  })

  test('and what was found is forgotten with the program: nothing is registered from hearsay', async () => {
    const first = await composeForJourney()
    const url = await ordersUrl(first)
    const request = wish(url, await find(first, url))
    await first.end()
    const second = await composeForJourney({ folder: first.folder })
    await second.ask('playground.start', {})
    expect(await second.failureOf('findLogin.adopt', request)).toEqual({ code: 'find_login.forgotten', details: {} })
    expect(await second.failureOf('findLogin.adopt', { ...request, issuer: 'https://id.example.test' })).toMatchObject({
      code: 'find_login.forgotten',
    })
    expect(await names(second)).toEqual(starters)
  })
})

describe('an API that means no good', () => {
  let claimcheck: Journey
  let api: BendableIssuer
  let server: BendableIssuer
  const metadataAt = '/.well-known/oauth-protected-resource/orders'
  const openid = '/.well-known/openid-configuration'
  beforeAll(async () => {
    claimcheck = await composeForJourney()
    api = await aBendableIssuer()
    server = await aBendableIssuer()
  })
  afterAll(async () => {
    await endJourneys()
    await api.close()
    await server.close()
  })
  beforeEach(() => {
    for (const each of [api, server]) each.reset()
    server.answer(openid, { body: { ...server.metadata, registration_endpoint: `${server.issuer}/register` } })
    api.answer('/orders', pointing(`${api.issuer}${metadataAt}`))
    api.answer(metadataAt, document())
  })
  const pointing = (to: string): Bent => ({
    ...{ status: 401, body: '', headers: { 'www-authenticate': `Bearer resource_metadata="${to}"` } },
  })
  const document = (some: object = {}): Bent => ({
    body: { resource: `${api.issuer}/orders`, authorization_servers: [server.issuer], ...some },
  })
  const refused = { code: 'find_login.metadata_refused', details: { reason: expect.stringMatching(/\w/) } }

  const lies: readonly (readonly [string, () => void, object])[] = [
    ['metadata over plain http', () => api.answer('/orders', pointing('http://api.example.test/meta')), refused],
    ['metadata in a file', () => api.answer('/orders', pointing('file:///etc/passwd')), refused],
    ['a web page for metadata', () => api.answer(metadataAt, { body: '<html>Sign in</html>' }), refused],
    [
      'metadata elsewhere',
      () => api.answer(metadataAt, { status: 302, headers: { location: `${server.issuer}/meta` }, body: '' }),
      refused,
    ],
    [
      'the metadata of another API',
      () => api.answer(metadataAt, document({ resource: 'https://bank.example.test' })),
      refused,
    ],
    [
      'a server over plain http',
      () => api.answer(metadataAt, document({ authorization_servers: ['http://id.example.test'] })),
      refused,
    ],
    [
      'a server that says it is another',
      () => server.answer(openid, { body: { ...server.metadata, issuer: 'https://id.example.test' } }),
      { code: 'sign_in.issuer_mismatch' },
    ],
  ]
  test.each(lies)('%s: is told, and there is no profile of it', async (_what, bend, failure) => {
    bend()
    const url = `${api.issuer}/orders`
    expect(await claimcheck.failureOf('findLogin.start', { url })).toMatchObject(failure)
    const adopted = { url, issuer: server.issuer, name: 'evil', scopes: [], clientId: 'desktop' }
    expect(await claimcheck.failureOf('findLogin.adopt', adopted)).toMatchObject({ code: 'find_login.forgotten' })
    expect(await names(claimcheck)).toEqual(starters)
    expect(claimcheck.browser.addresses).toEqual([])
    expect(server.calls.filter(({ path }) => path === '/register')).toEqual([])
  })

  const clients: readonly (readonly [string, Bent, object])[] = [
    [
      'that is refused',
      { status: 400, body: { error: 'invalid_redirect_uri', error_description: 'No loopback here' } },
      { details: { error: 'invalid_redirect_uri', description: 'No loopback here' } },
    ],
    ['without a client id', { status: 201, body: { client_secret: 'x' } }, {}],
    [
      'with another redirect',
      { status: 201, body: { client_id: 'x', redirect_uris: ['https://evil.example.test/cb'] } },
      {},
    ],
  ]
  test.each(clients)('a registration %s leaves no profile', async (_what, answer, details) => {
    const url = `${api.issuer}/orders`
    server.answer('/register', answer)
    const found = await find(claimcheck, url)
    expect(await claimcheck.failureOf('findLogin.adopt', wish(url, found))).toMatchObject({
      code: 'find_login.registration_refused',
      ...details,
    })
    expect(await names(claimcheck)).toEqual(starters)
  })

  test('a server whose tokens anybody could read on the way is found with that note, and no browser is sent there', async () => {
    const url = `${api.issuer}/orders`
    server.answer(openid, { body: { ...server.metadata, token_endpoint: 'http://id.example.test/token' } })
    const found = await find(claimcheck, url)
    expect(found.servers[0]?.discovered.notes).toContainEqual(
      expect.stringContaining('token_endpoint is plain http and will not be used'),
    )
    await claimcheck.ask('findLogin.adopt', { ...wish(url, found), name: 'evil', clientId: 'desktop' })
    expect(await claimcheck.startSignIn('evil')).toMatchObject({
      ok: false,
      failure: { code: 'sign_in.issuer_insecure' },
    })
    expect(claimcheck.browser.addresses).toEqual([])
  })
})
