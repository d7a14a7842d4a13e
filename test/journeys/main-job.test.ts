import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { itemPath } from '../../electron/contract/ids.ts'
import { answerOf, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { createCookieJar } from '../support/cookie-jar.ts'
import { signInOverHttp } from '../support/playground.ts'
import { ofProfile, verifiedOf } from '../support/subject-of.ts'

const listOrders = { url: '{{baseUrl}}/orders' }
const createOrder = {
  url: '{{baseUrl}}/orders',
  method: 'POST',
  body: { kind: 'json', text: '{"sku":"TICKET-7","quantity":2}' },
} as const

/** The clock of the servers; what passes for the app too is told to its own clock. */
const serversPass = (seconds: number): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 })
}

describe('the main job, from an empty start', () => {
  let claimcheck: Journey
  const cookies = createCookieJar()
  beforeAll(async () => {
    claimcheck = await composeForJourney()
    // What refreshes here is a Send; the background has its own journey.
    await claimcheck.ask('settings.save', { refreshInBackground: false })
    await claimcheck.ask('playground.configure', { accessTokenSeconds: 10 })
  })
  afterAll(async () => {
    vi.useRealTimers()
    await endJourneys()
  })

  test('a first start shows the playground’s profiles and requests, and nobody is signed in', async () => {
    const profiles = await claimcheck.ask('profiles.list', {})
    expect(profiles.map(({ name, session }) => [name, session.state])).toEqual([
      ['alice', 'signed-out'],
      ['bob', 'signed-out'],
      ['admin', 'signed-out'],
      ['robot', 'signed-out'],
    ])
    expect(await claimcheck.ask('collections.tree', {})).toMatchObject({ name: 'Orders API', isPlayground: true })
    expect(await claimcheck.ask('playground.status', {})).toMatchObject({ state: 'stopped' })
  })

  test('alice signs in through the browser, which starts the playground', async () => {
    expect(await claimcheck.signIn('alice', { cookies })).toMatchObject({
      ok: true,
      value: { state: 'active', refreshable: true, kept: 'on-disk', refreshCount: 0 },
    })
    expect(claimcheck.browser.addresses).toHaveLength(1)
    expect(claimcheck.events.map(({ event, payload }) => (event === 'signIn.progressed' ? payload : null))).toEqual(
      expect.arrayContaining([expect.objectContaining({ step: 'waiting-for-browser', secondsLeft: 300 })]),
    )
  })

  test('the stored request shows alice her orders', async () => {
    const stored = await claimcheck.ask('collections.readRequest', { path: itemPath.parse('Orders/List orders.yml') })
    expect(stored.inherited).toEqual({ as: 'profile', name: 'alice' })
    const exchange = await claimcheck.send(stored.draft, 'alice')
    expect(answerOf(exchange)).toMatchObject({ status: 200, completeness: 'whole' })
    expect(exchange).toMatchObject({ refreshed: 'no', why: null, sentAs: { name: 'alice' } })
    const { bytes } = await claimcheck.ask('exchanges.readBody', { exchangeId: exchange.id, offset: 0, length: 9999 })
    expect(JSON.parse(Buffer.from(bytes).toString('utf8'))).toMatchObject({ count: 4 })
  })

  test('a new order is refused, and she is told that a scope is missing and how to get it', async () => {
    const exchange = await claimcheck.send(createOrder, 'alice')
    const { id } = await claimcheck.profile('alice')
    expect(answerOf(exchange).status).toBe(403)
    expect(exchange.why).toMatchObject({
      cause: 'missing-scope',
      confidence: 'certain',
      headline: 'The token is valid, but it lacks the scope orders:write.',
    })
    expect(exchange.why?.remedies[0]).toEqual({ do: 'ask-for-scopes', profileId: id, scopes: ['orders:write'] })
  })

  test('asked for the scope, she makes the order', async () => {
    expect(await claimcheck.signIn('alice', { cookies, extraScopes: ['orders:write'] })).toMatchObject({ ok: true })
    expect(answerOf(await claimcheck.send(createOrder, 'alice')).status).toBe(201)
  })

  test('the inspector shows what the token says, and that its signature is valid', async () => {
    const { id: profileId } = await claimcheck.profile('alice')
    const token = await claimcheck.ask('tokens.inspect', ofProfile(profileId))
    const claims = Object.fromEntries((token?.claims ?? []).map(({ name, json }) => [name, JSON.parse(json)]))
    expect(token).toMatchObject({ format: 'jwt', scopes: expect.arrayContaining(['orders:write']) })
    expect(claims).toMatchObject({ sub: 'alice', aud: 'urn:claimcheck:orders', roles: ['customer'] })
    expect(claims['exp'] - claims['iat']).toBe(10)
    expect(await claimcheck.ask('tokens.verify', verifiedOf(profileId))).toMatchObject({
      signature: { verdict: 'valid' },
    })
    expect(await claimcheck.ask('tokens.verify', verifiedOf(profileId, 'id'))).toMatchObject({
      signature: { verdict: 'valid' },
    })
  })

  test('the token expires, and the next Send refreshes it by itself', async () => {
    serversPass(11)
    claimcheck.clock.passes(11)
    const exchange = await claimcheck.send(listOrders, 'alice')
    expect(exchange).toMatchObject({ refreshed: 'before', why: null })
    expect(exchange.steps.map(({ why }) => why)).toEqual(['request'])
    expect(answerOf(exchange).status).toBe(200)
    expect(await claimcheck.session('alice')).toMatchObject({ state: 'active', refreshCount: 1 })
    expect(claimcheck.playground.counts()).toMatchObject({ refreshes: 1, refusedRefreshes: 0 })
  })

  test('twenty Sends at the next expiry cost one refresh, and all of them are answered', async () => {
    const before = claimcheck.playground.counts()
    serversPass(11)
    claimcheck.clock.passes(11)
    const exchanges = await Promise.all(Array.from({ length: 20 }, () => claimcheck.send(listOrders, 'alice')))
    expect(new Set(exchanges.map((exchange) => answerOf(exchange).status))).toEqual(new Set([200]))
    const after = claimcheck.playground.counts()
    expect(after.refreshes - before.refreshes).toBe(1)
    expect(after.tokenRequests - before.tokenRequests).toBe(1)
    expect(after.refusedRefreshes).toBe(0)
    expect(await claimcheck.session('alice')).toMatchObject({ state: 'active', refreshCount: 2 })
  })

  test('a token that only the server takes for expired is refreshed after the 401, once, and both steps are shown', async () => {
    const before = claimcheck.playground.counts()
    serversPass(11)
    const exchanges = await Promise.all(Array.from({ length: 5 }, () => claimcheck.send(listOrders, 'alice')))
    for (const exchange of exchanges) {
      expect(exchange.refreshed).toBe('after-401')
      expect(exchange.steps.map(({ why, result }) => [why, 'status' in result && result.status])).toEqual([
        ['request', 401],
        ['retry-after-refresh', 200],
      ])
    }
    expect(claimcheck.playground.counts().refreshes - before.refreshes).toBe(1)
    expect(claimcheck.playground.counts().refusedRefreshes).toBe(0)
  })

  test('signed out, her next Send says so before anything is sent', async () => {
    const { id: profileId } = await claimcheck.profile('alice')
    const { apiRequests } = claimcheck.playground.counts()
    expect(await claimcheck.ask('tokens.forget', { profileId })).toEqual({ state: 'signed-out' })
    expect(await claimcheck.failureOfSend(listOrders, 'alice')).toEqual({
      code: 'session.signed_out',
      details: { profileId },
    })
    expect(claimcheck.playground.counts().apiRequests).toBe(apiRequests)
  })
})

describe('on their way', () => {
  afterEach(endJourneys)

  test('the first Send of all may be one as nobody, and starts the playground by itself', async () => {
    const claimcheck = await composeForJourney()
    const stored = await claimcheck.ask('collections.readRequest', { path: itemPath.parse('Health.yml') })
    expect(answerOf(await claimcheck.send(stored.draft)).status).toBe(200)
    expect(await claimcheck.ask('playground.status', {})).toMatchObject({ state: 'running' })
  })

  test('a robot signs in by itself, without a browser, and reads every order', async () => {
    const claimcheck = await composeForJourney()
    expect(await claimcheck.startSignIn('robot')).toMatchObject({ ok: true, value: { state: 'active' } })
    expect(claimcheck.browser.addresses).toEqual([])
    const exchange = await claimcheck.send(listOrders, 'robot')
    expect(answerOf(exchange).status).toBe(200)
    const { bytes } = await claimcheck.ask('exchanges.readBody', { exchangeId: exchange.id, offset: 0, length: 9999 })
    expect(JSON.parse(Buffer.from(bytes).toString('utf8')).count).toBeGreaterThan(4)
    const { id: profileId } = await claimcheck.profile('robot')
    expect(await claimcheck.ask('tokens.refresh', { profileId })).toMatchObject({ state: 'active', refreshCount: 1 })
  })

  test('pending sign-ins are keyed by state: alice and bob sign in at once, come back in the other order, and each gets their own token', async () => {
    const claimcheck = await composeForJourney()
    const endings = [claimcheck.startSignIn('alice'), claimcheck.startSignIn('bob')]
    const addresses = [await claimcheck.browser.next(), await claimcheck.browser.next()]
    const byHint = (name: string) => addresses.find((each) => new URL(each).searchParams.get('login_hint') === name)
    const callbackOf = (as: 'alice' | 'bob') => signInOverHttp(byHint(as) ?? '', { as, consent: 'allow' })
    const [forAlice, forBob] = [await callbackOf('alice'), await callbackOf('bob')]
    expect((await fetch(`${forBob.origin}${forBob.pathname}${forAlice.search}`)).status).toBe(400)
    expect((await fetch(forBob)).status).toBe(200)
    expect((await fetch(forAlice)).status).toBe(200)
    expect(await Promise.all(endings)).toMatchObject([{ ok: true }, { ok: true }])
    for (const name of ['alice', 'bob']) {
      const { id: profileId } = await claimcheck.profile(name)
      const token = await claimcheck.ask('tokens.inspect', ofProfile(profileId))
      expect(token?.claims.find((claim) => claim.name === 'sub')?.json).toBe(JSON.stringify(name))
    }
  })
})
