import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aBendableIssuer, type BendableIssuer } from '../support/bendable-issuer.ts'
import { aClock } from '../support/clock.ts'
import { composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { callbackFor } from '../support/journey-browser.ts'
import { signInOverHttp } from '../support/playground.ts'
import { expectNothingLost, isGone, signedInAsAlice } from '../support/sign-in-trouble.ts'

let server: BendableIssuer
beforeAll(async () => {
  server = await aBendableIssuer()
})
afterAll(() => server.close())
beforeEach(() => server.reset())
afterEach(endJourneys)

describe('while the browser is open', () => {
  test('the way back is GET on one path, once, state checked; anything else is turned away and does not end the wait', async () => {
    const claimcheck = await composeForJourney()
    const stale = claimcheck.startSignIn('alice')
    const staleAddress = await claimcheck.browser.next()
    const { id: profileId } = await claimcheck.profile('alice')
    await claimcheck.ask('signIn.cancel', { profileId })
    expect(await stale).toMatchObject({ ok: false, failure: { code: 'sign_in.cancelled' } })
    expect(await isGone(callbackFor(staleAddress, { code: 'late' }))).toBe(true)

    const ending = claimcheck.startSignIn('alice')
    const address = await claimcheck.browser.next()
    const staleState = new URL(staleAddress).searchParams.get('state') ?? ''
    const elsewhere = callbackFor(address, { code: 'forged' })
    elsewhere.pathname = '/callback/guessed'
    const forgeries: readonly (readonly [URL, RequestInit])[] = [
      [callbackFor(address, { code: 'forged', state: 'guessed' }), {}],
      [callbackFor(address, { code: 'forged', state: staleState }), {}],
      [callbackFor(address, { error: 'access_denied', state: '' }), {}],
      [callbackFor(address, { code: 'forged' }), { method: 'POST' }],
      [elsewhere, {}],
    ]
    for (const [url, init] of forgeries) expect((await fetch(url, init)).status).toBeGreaterThanOrEqual(400)
    expect(await claimcheck.session('alice')).toMatchObject({ state: 'signing-in' })

    const callback = await signInOverHttp(address, { as: 'alice', consent: 'allow' })
    expect((await fetch(callback)).status).toBe(200)
    expect(await ending).toMatchObject({ ok: true, value: { state: 'active' } })
    expect(await isGone(callback)).toBe(true)
  })

  test('a person who says no is taken at their word, and an earlier sign-in stays', async () => {
    const claimcheck = await signedInAsAlice(server.issuer)
    await expectNothingLost(claimcheck, async () => {
      expect(await claimcheck.signIn('alice', { consent: 'deny' })).toMatchObject({
        ok: false,
        failure: { code: 'sign_in.denied', details: { error: 'access_denied' } },
      })
    })
    expect(await claimcheck.session('alice')).toMatchObject({ state: 'active' })
  })

  test('cancel ends it at once, and the door to come back through is closed', async () => {
    const claimcheck = await signedInAsAlice(server.issuer)
    await expectNothingLost(claimcheck, async () => {
      const ending = claimcheck.startSignIn('carol')
      const address = await claimcheck.browser.next()
      const { id: profileId } = await claimcheck.profile('carol')
      await claimcheck.ask('signIn.cancel', { profileId })
      expect(await ending).toEqual({ ok: false, failure: { code: 'sign_in.cancelled', details: {} } })
      expect(await isGone(callbackFor(address, { code: 'late' }))).toBe(true)
      expect(await claimcheck.ask('signIn.trace', { profileId })).toMatchObject({ outcome: 'cancelled' })
    })
  })

  test('nobody who comes back within five minutes is told as that, and may try again', async () => {
    const clock = aClock(new Date())
    const claimcheck = await composeForJourney({ schedule: clock.schedule })
    await claimcheck.saveProfile({ name: 'carol', issuer: server.issuer })
    const ending = claimcheck.startSignIn('carol')
    const address = await claimcheck.browser.next()
    // The wait begins a moment after the browser was opened.
    await clock.advance(0)
    await clock.advance(300_000)
    expect(await ending).toEqual({ ok: false, failure: { code: 'sign_in.timed_out', details: { afterSeconds: 300 } } })
    expect(await isGone(callbackFor(address, { code: 'late' }))).toBe(true)
    expect(await claimcheck.session('carol')).toEqual({ state: 'signed-out' })
    void claimcheck.startSignIn('carol')
    expect(new URL(await claimcheck.browser.next()).origin).toBe(server.issuer)
    const { id: profileId } = await claimcheck.profile('carol')
    await claimcheck.ask('signIn.cancel', { profileId })
  })

  test('no browser at all is told, and the address is there to be copied while one waits', async () => {
    const claimcheck = await composeForJourney()
    claimcheck.browser.breakDown()
    await claimcheck.saveProfile({ name: 'carol', issuer: server.issuer })
    expect(await claimcheck.startSignIn('carol')).toEqual({
      ok: false,
      failure: { code: 'sign_in.browser_failed', details: {} },
    })
    claimcheck.browser.repair()
    const ending = claimcheck.startSignIn('carol')
    const { id: profileId } = await claimcheck.profile('carol')
    await new Promise<void>((resolve) => {
      claimcheck.bridge.on('signIn.progressed', ({ step }) => step === 'waiting-for-browser' && resolve())
    })
    await claimcheck.ask('signIn.copyAddress', { profileId })
    expect(claimcheck.copied[0]).toContain(`${server.issuer}/authorize?`)
    await claimcheck.ask('signIn.cancel', { profileId })
    expect(await ending).toMatchObject({ failure: { code: 'sign_in.cancelled' } })
  })
})
