import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Redirect } from '../../electron/contract/oauth.ts'
import { aBendableIssuer, type BendableIssuer } from '../support/bendable-issuer.ts'
import { answerOf, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { startEchoServer, type EchoServer } from '../support/echo-server.ts'
import { aFreePort } from '../support/free-port.ts'
import { callbackFor } from '../support/journey-browser.ts'
import { isGone } from '../support/sign-in-trouble.ts'
import { inBrowser } from '../support/token-builder.ts'

let servers: { readonly carol: BendableIssuer; readonly dave: BendableIssuer }
let api: EchoServer
beforeAll(async () => {
  servers = { carol: await aBendableIssuer(), dave: await aBendableIssuer() }
  api = await startEchoServer()
})
afterAll(() => Promise.all([servers.carol.close(), servers.dave.close(), api.close()]))
beforeEach(() => {
  for (const name of ['carol', 'dave'] as const) {
    servers[name].reset()
    // Takes only the code that it gave itself.
    servers[name].answer('/token', ({ form }) =>
      form.get('code') === `code-of-${name}`
        ? { body: { access_token: `token-of-${name}`, token_type: 'Bearer', expires_in: 300 } }
        : { status: 400, body: { error: 'invalid_grant' } },
    )
  }
})
afterEach(endJourneys)

type Name = 'carol' | 'dave'
const redirects: readonly (readonly [string, () => Promise<Redirect>])[] = [
  ['free ports', async () => ({ by: 'free-port' })],
  ['one fixed port', async () => ({ by: 'fixed', host: '127.0.0.1', port: await aFreePort(), path: '/signed-in' })],
]

/** Both have pressed "Sign in", and their browsers are at two servers. */
async function bothInTheBrowser(redirect: Redirect) {
  const claimcheck = await composeForJourney()
  for (const name of ['carol', 'dave'] as const) {
    await claimcheck.saveProfile({
      ...{ name, issuer: servers[name].issuer, scopes: ['read'] },
      grant: { type: 'authorization_code', ...inBrowser, redirect },
    })
  }
  const endings = { carol: claimcheck.startSignIn('carol'), dave: claimcheck.startSignIn('dave') }
  const addresses = [await claimcheck.browser.next(), await claimcheck.browser.next()]
  const addressOf = (name: Name) => addresses.find((each) => each.startsWith(servers[name].issuer)) ?? ''
  /** How a server sends a browser back that came with this address. */
  const answer = (name: Name, to: Name = name) =>
    callbackFor(addressOf(to), { code: `code-of-${name}`, iss: servers[name].issuer })
  return { claimcheck, endings, answer, sentTo: (name: Name) => codesAt(servers[name]) }
}
const codesAt = ({ calls }: BendableIssuer) =>
  calls.filter(({ path }) => path === '/token').map(({ form }) => form.get('code'))

async function expectOwnTokens(claimcheck: Journey): Promise<void> {
  for (const name of ['carol', 'dave'] as const) {
    expect(answerOf(await claimcheck.send({ url: api.origin }, name)).status).toBe(200)
    expect(api.requests.at(-1)).toContain(`Authorization: Bearer token-of-${name}\r\n`)
  }
}

describe.each(redirects)('two people sign in at once at two servers, with %s,', (_what, choose) => {
  test('and come back in the other order: each has the token of their own server', async () => {
    const { claimcheck, endings, answer, sentTo } = await bothInTheBrowser(await choose())
    expect((await fetch(answer('dave'))).status).toBe(200)
    expect((await fetch(answer('carol'))).status).toBe(200)
    expect(await Promise.all([endings.carol, endings.dave])).toMatchObject([{ ok: true }, { ok: true }])
    expect([sentTo('carol'), sentTo('dave')]).toEqual([['code-of-carol'], ['code-of-dave']])
    await expectOwnTokens(claimcheck)
    expect(await isGone(answer('carol'))).toBe(true)
  })

  test('and an answer at the wrong door, without a state, or with one that is guessed, ends nobody’s sign-in', async () => {
    const { claimcheck, endings, answer, sentTo } = await bothInTheBrowser(await choose())
    const [forCarol, forDave] = [answer('carol'), answer('dave')]
    const stateless = new URL(forCarol)
    stateless.searchParams.delete('state')
    const guessed = new URL(forDave)
    guessed.searchParams.set('state', `${guessed.searchParams.get('state') ?? ''}x`)
    const twoStates = new URL(`${forCarol.href}&state=${forDave.searchParams.get('state') ?? ''}`)
    const elsewhere = new URL(`${forDave.origin}/elsewhere${forCarol.search}`)
    for (const wrong of [stateless, guessed, twoStates, elsewhere]) {
      expect((await fetch(wrong)).status).toBeGreaterThanOrEqual(400)
    }
    if (forCarol.port !== forDave.port) {
      const crossed = new URL(`${forDave.origin}${forDave.pathname}${forCarol.search}`)
      expect((await fetch(crossed)).status).toBe(400)
    }
    for (const name of ['carol', 'dave']) expect(await claimcheck.session(name)).toMatchObject({ state: 'signing-in' })
    expect([sentTo('carol'), sentTo('dave')]).toEqual([[], []])

    for (const right of [forDave, forCarol]) expect((await fetch(right)).status).toBe(200)
    expect(await Promise.all([endings.carol, endings.dave])).toMatchObject([{ ok: true }, { ok: true }])
    await expectOwnTokens(claimcheck)
  })

  test('and a server that answers under the other’s state gets no code, and gives no token (mix-up, RFC 9700 §4.4)', async () => {
    const { claimcheck, endings, answer, sentTo } = await bothInTheBrowser(await choose())
    await fetch(answer('carol', 'dave'))
    expect(await endings.dave).toEqual({
      ok: false,
      failure: { code: 'sign_in.callback_rejected', details: { reason: 'issuer_mismatch' } },
    })
    expect(await claimcheck.session('dave')).toEqual({ state: 'signed-out' })
    expect([sentTo('carol'), sentTo('dave')]).toEqual([[], []])

    // The other one’s sign-in went on, and its door is still open.
    expect((await fetch(answer('carol'))).status).toBe(200)
    expect(await endings.carol).toMatchObject({ ok: true })
    expect(answerOf(await claimcheck.send({ url: api.origin }, 'carol')).status).toBe(200)
    expect(api.requests.at(-1)).toContain('Bearer token-of-carol')
  })

  test('and one of them thinks better of it: the other’s door stays open', async () => {
    const { claimcheck, endings, answer } = await bothInTheBrowser(await choose())
    const { id: profileId } = await claimcheck.profile('carol')
    await claimcheck.ask('signIn.cancel', { profileId })
    expect(await endings.carol).toMatchObject({ failure: { code: 'sign_in.cancelled' } })
    const late = await fetch(answer('carol')).then(
      ({ status }) => status,
      () => 'gone',
    )
    expect(late === 'gone' || Number(late) >= 400).toBe(true)
    expect((await fetch(answer('dave'))).status).toBe(200)
    expect(await endings.dave).toMatchObject({ ok: true })
    expect(await claimcheck.session('carol')).toEqual({ state: 'signed-out' })
  })
})

test('a fixed port that somebody else listens on is named, and no browser is opened', async () => {
  const claimcheck = await composeForJourney()
  const redirect = { by: 'fixed', host: '127.0.0.1', port: api.port, path: '/signed-in' } as const
  await claimcheck.saveProfile({
    ...{ name: 'carol', issuer: servers.carol.issuer, scopes: ['read'] },
    grant: { type: 'authorization_code', ...inBrowser, redirect },
  })
  expect(await claimcheck.startSignIn('carol')).toEqual({
    ok: false,
    failure: { code: 'sign_in.port_unavailable', details: { port: api.port } },
  })
  expect(claimcheck.browser.addresses).toEqual([])
})
