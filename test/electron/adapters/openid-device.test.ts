import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import type { EngineFetch } from '../../../electron/adapters/engine-fetch.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import type { DeviceAuthorization } from '../../../electron/domain/sign-in/provider.ts'
import type { Bent } from '../../support/bendable-issuer.ts'
import {
  aClient,
  anIssuerUnderTest,
  aProvider,
  asked,
  aWatchedCall,
  engineFetch,
  tokens,
} from '../../support/provider-under-test.ts'
import { aStrictIssuer } from '../../support/strict-issuer.ts'

describe('a real server', async () => {
  const server = await aStrictIssuer({ clients: [{ client_id: 'tv', token_endpoint_auth_method: 'none' }] })
  afterAll(() => server.close())
  const client = aClient(server.issuer, { clientId: 'tv' })
  const request = { scopes: ['openid'], resources: [] }
  /** Asked fast: the server does not say how often, and a test does not wait five seconds. */
  const soon = (device: DeviceAuthorization) => ({ ...request, device: { ...device, intervalSeconds: 0.02 } })

  test('gives a code for another device, and tokens once the person has said yes', async () => {
    const { call, entries } = aWatchedCall()
    const device = await aProvider().startDevice(client, request, call)
    expect(device).toMatchObject({ verificationUri: `${server.issuer}/device`, intervalSeconds: 5 })
    const waiting = aProvider().awaitDevice(client, soon(device), call)
    await expect.poll(() => JSON.stringify(entries)).toContain('authorization_pending')
    await server.decide(device.userCode, 'allow')
    const { answer } = await waiting
    expect(answer.idToken).not.toBeNull()
    expect(JSON.stringify(entries)).not.toContain(device.deviceCode.reveal())
    expect(JSON.stringify(entries)).toContain(device.userCode)
  })

  test('says no when the person did', async () => {
    const { call, entries } = aWatchedCall()
    const device = await aProvider().startDevice(client, request, call)
    await server.decide(device.userCode, 'deny')
    const denied = { code: 'sign_in.denied', details: { error: 'access_denied' } }
    await expect(aProvider().awaitDevice(client, soon(device), call)).rejects.toMatchObject(denied)
    expect(entries.at(-1)?.problem).toMatch(/\w/)
  })
})

const immediately = () => new Promise((resolve) => setImmediate(resolve))

describe('waiting for the person', async () => {
  const { server, client, call, entries, tokenCalls, cancel } = await anIssuerUnderTest()
  afterEach(() => void vi.useRealTimers())
  const device: DeviceAuthorization = {
    ...{
      deviceCode: new SecretText('device-canary'),
      userCode: 'ABCD-EFGH',
      verificationUri: 'https://id.example.test/go',
    },
    ...{ completeUri: null, expiresInSeconds: 600, intervalSeconds: 5 },
  }
  const pending: Bent = { status: 400, body: { error: 'authorization_pending' } }
  const slower: Bent = { status: 400, body: { error: 'slow_down' } }
  const done: Bent = { body: tokens }

  /** Answers in this order, each told with the second in which it was asked for; time is in the test's hand. */
  async function story(...answers: (Bent | 'reset')[]) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const startedMs = Date.now()
    const askedAt: number[] = []
    server.answer('/token', () => {
      askedAt.push(Math.round((Date.now() - startedMs) / 1000))
      return answers.shift() ?? { status: 599, body: 'asked too often' }
    })
    const now = { underWay: 0, isOver: false }
    const fetch: EngineFetch = async (...request) => {
      now.underWay += 1
      return engineFetch()(...request).finally(() => (now.underWay -= 1))
    }
    const waiting = aProvider({ fetch }).awaitDevice(client, { ...asked, device }, call())
    const outcome = waiting.then(
      (granted): unknown => granted,
      (thrown: unknown) => thrown,
    )
    void outcome.then(() => (now.isOver = true))
    for (let turn = 0; turn < 3000 && !now.isOver; turn += 1) {
      await vi.advanceTimersByTimeAsync(500)
      // Sockets are no timers: while something is under way on one, time stands still.
      for (let wait = 0; wait < 5 || (now.underWay > 0 && wait < 1_000_000); wait += 1) await immediately()
    }
    return { outcome: await outcome, askedAt }
  }

  test('asks at the interval that the server gave, and tells “not yet” once', async () => {
    const { outcome, askedAt } = await story(pending, pending, pending, done)
    expect(outcome).toMatchObject({ answer: { tokenType: 'Bearer' } })
    expect(askedAt.length).toBe(4)
    for (const [at, seconds] of askedAt.entries()) expect(seconds).toBeGreaterThanOrEqual((at + 1) * 5)
    expect(entries().filter(({ title }) => title === 'Ask for tokens')).toHaveLength(2)
    expect(JSON.stringify(entries())).not.toContain('canary')
  })

  test('asks five seconds later, for good, when the server wants it slower', async () => {
    const { outcome, askedAt } = await story(slower, pending, done)
    expect(outcome).toMatchObject({ answer: { tokenType: 'Bearer' } })
    const gaps = askedAt.slice(1).map((seconds, at) => seconds - (askedAt[at] ?? 0))
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(10)
  })

  test('goes on after a broken connection, a busy server and a server in trouble, each time after a longer pause', async () => {
    const { outcome, askedAt } = await story('reset', { status: 503, body: '' }, { status: 429, body: '' }, done)
    expect(outcome).toMatchObject({ answer: { tokenType: 'Bearer' } })
    const gaps = askedAt.slice(1).map((seconds, at) => seconds - (askedAt[at] ?? 0))
    expect(gaps[0]).toBeGreaterThanOrEqual(10)
    expect(gaps[1]).toBeGreaterThanOrEqual(20)
    expect(gaps[2]).toBeGreaterThanOrEqual(40)
  })

  test('keeps to a slower interval also after a broken connection', async () => {
    const { outcome, askedAt } = await story(slower, 'reset', done)
    expect(outcome).toMatchObject({ answer: { tokenType: 'Bearer' } })
    expect((askedAt[2] ?? 0) - (askedAt[1] ?? 0)).toBeGreaterThanOrEqual(20)
  })

  test('reads the answers of a server that says “not yet” with 200, or in a form', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const notYet: Bent = { headers: form, body: 'error=authorization_pending&interval=5' }
    const { outcome } = await story({ ...pending, status: 200 }, notYet, {
      headers: form,
      body: 'access_token=access-canary&token_type=bearer',
    })
    expect(outcome).toMatchObject({ answer: { tokenType: 'bearer' } })
  })

  test.each<readonly [string, Bent, object]>([
    [
      'expired_token',
      { status: 400, body: { error: 'expired_token' } },
      { code: 'sign_in.timed_out', details: { afterSeconds: 600 } },
    ],
    [
      'access_denied',
      { status: 403, body: { error: 'access_denied', error_description: 'no' } },
      { code: 'sign_in.denied', details: { description: 'no' } },
    ],
    ['invalid_client', { status: 401, body: { error: 'invalid_client' } }, { code: 'sign_in.client_refused' }],
    [
      'unsupported_grant_type',
      { status: 400, body: { error: 'unsupported_grant_type' } },
      { code: 'sign_in.grant_refused', details: { cause: 'grant-not-allowed' } },
    ],
    ['a page', { body: '<html>' }, { code: 'sign_in.answer_unreadable' }],
    ['a token that needs a proof', { body: { ...tokens, token_type: 'DPoP' } }, { code: 'sign_in.answer_unreadable' }],
  ])('ends with %s, in its own words', async (_what, answer, failure) => {
    const { outcome } = await story(pending, answer)
    expect(outcome).toMatchObject(failure)
    expect(entries().at(-1)?.problem).toMatch(/\w/)
  })

  test('ends when the code has run out, also where the server never says so', async () => {
    const { outcome, askedAt } = await story(...Array.from({ length: 30 }, (): Bent => ({ status: 503, body: '' })))
    expect(outcome).toMatchObject({ code: 'sign_in.timed_out', details: { afterSeconds: 600 } })
    expect(askedAt.length).toBeLessThan(15)
  })

  test('ends at once when a person cancels, in the middle of a pause', async () => {
    server.answer('/token', pending)
    const waiting = aProvider().awaitDevice(client, { ...asked, device }, call())
    const failed = expect(waiting).rejects.toThrow('cancelled by a person')
    await expect.poll(() => entries().length).toBe(1)
    const startedMs = performance.now()
    cancel()
    await failed
    expect(performance.now() - startedMs).toBeLessThan(200)
    expect(tokenCalls()).toEqual([])
  })
})
