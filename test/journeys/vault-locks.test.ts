import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import path from 'node:path'
import { aDataFolder, answerOf, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { callbackFor } from '../support/journey-browser.ts'
import { aJourneyClock } from '../support/journey-clock.ts'
import { aJourneySchedule } from '../support/journey-timers.ts'
import { addProfileAt, aRotatingIssuer, signInThere, type RotatingIssuer } from '../support/rotating-issuer.ts'
import { anOAuthWay } from '../support/token-builder.ts'
import { opening, underBoth } from '../support/vault-requests.ts'
import { ofProfile, verifiedOf } from '../support/subject-of.ts'

let issuer: RotatingIssuer
beforeEach(async () => {
  issuer = await aRotatingIssuer()
})
afterEach(async () => {
  await endJourneys()
  await issuer.close()
})

/** A machine with somebody at it, or nobody, and with a finger, or none. */
async function aMachine({ names = ['carol'], keepFresh = false }: { names?: string[]; keepFresh?: boolean } = {}) {
  const clock = aJourneyClock()
  const time = aJourneySchedule(clock)
  const state = { idleSeconds: 0, screenLocked: false, touchId: false, finger: false }
  const claimcheck = await composeForJourney({
    ...{ clock, schedule: time.schedule, savedFile: path.join(await aDataFolder(), 'export.json') },
    machine: { idleSeconds: () => state.idleSeconds, isScreenLocked: () => state.screenLocked },
    presence: { isOffered: () => state.touchId, ask: async () => state.finger },
  })
  for (const name of names) {
    await addProfileAt(claimcheck, issuer, { name, keepFresh })
    await signInThere(claimcheck, issuer, name)
  }
  const status = () => claimcheck.ask('vault.status', {})
  return { claimcheck, clock, time, state, status }
}

const waitingForVault = (profileId: string) => ({
  event: 'signIn.progressed',
  payload: { profileId, step: 'waiting-for-vault', secondsLeft: 600, device: null },
})
const locked = (cause: string) => ({ state: 'locked', cause })
const sendAsCarol = async (claimcheck: Journey) => answerOf(await claimcheck.send(issuer.orders, 'carol')).status

describe('a vault that is locked by hand', () => {
  test('gives nothing to anybody: whatever needs a secret says that it is locked, and reaches no server', async () => {
    const { claimcheck } = await aMachine()
    await claimcheck.ask('vault.lock', {})
    const robot = await claimcheck.profile('robot')
    const { id: profileId, ...carol } = await claimcheck.profile('carol')
    const { name, label, group, colour, keepFresh } = carol
    const draft = { id: profileId, name, label, group, colour, keepFresh, certificate: null }
    const before = issuer.refreshes()
    const secrets = { clientSecret: { change: 'replace', value: 'a new secret' } } as const
    const code = 'vault.locked'
    for (const failure of [
      await claimcheck.failureOfSend(issuer.orders, 'carol'),
      await claimcheck.failureOf('tokens.refresh', { profileId }),
      await claimcheck.failureOf('tokens.inspect', ofProfile(profileId)),
      await claimcheck.failureOf('tokens.verify', verifiedOf(profileId)),
      await claimcheck.failureOf('tokens.copy', ofProfile(profileId)),
      await claimcheck.failureOf('tokens.forget', { profileId }),
      await claimcheck.failureOf('signIn.start', { profileId, extraScopes: [] }),
      await claimcheck.failureOf('tokenService.userinfo', { profileId }),
      await claimcheck.failureOf('tokenService.revoke', { profileId }),
      await claimcheck.failureOf('profiles.remove', { profileId }),
      await claimcheck.failureOf('profiles.save', {
        ...draft,
        ...{ way: anOAuthWay({ issuer: issuer.issuer, clientAuthentication: 'client_secret_basic' }), secrets },
      }),
      await claimcheck.failureOf('profiles.export', { profileIds: [robot.id], passphrase: 'a passphrase of its own' }),
      await claimcheck.failureOf('vault.export', {
        ...{ current: null, passphrase: 'a passphrase of its own', withSignIns: true },
      }),
    ]) {
      expect(failure).toMatchObject({ code })
    }
    expect(claimcheck.copied).toEqual([])
    expect(claimcheck.browser.addresses).toHaveLength(1)
    expect(issuer.refreshes()).toBe(before)
    expect(await claimcheck.session('carol')).toEqual({ state: 'locked' })
    // What needs no secret goes on, and what happened is still told.
    expect(answerOf(await claimcheck.send(issuer.orders)).status).toBe(401)
    expect((await claimcheck.ask('tokens.timeline', { profileId })).map(({ what }) => what.kind)).toEqual(['signed-in'])
    expect(await claimcheck.ask('vault.unlock', { by: 'keyring' })).toMatchObject({ state: 'open' })
    expect(await sendAsCarol(claimcheck)).toBe(200)
  })

  test('in the middle of a refresh loses nothing: the new tokens are there once it is open', async () => {
    const { claimcheck, clock } = await aMachine()
    await claimcheck.ask('vault.protect', underBoth())
    clock.passes(301)
    const letGo = issuer.hold()
    const sending = claimcheck.bridge.call('requests.send', await claimcheck.prepare(issuer.orders, 'carol'))
    await vi.waitFor(() => expect(issuer.refreshes()).toBe(1))
    await claimcheck.ask('vault.lock', {})
    letGo()
    expect(await sending).toMatchObject({ ok: false, failure: { code: 'vault.locked' } })
    await claimcheck.ask('vault.unlock', opening())
    expect(await claimcheck.session('carol')).toMatchObject({ state: 'active', refreshCount: 1 })
    expect(await sendAsCarol(claimcheck)).toBe(200)
    expect(issuer.refreshes()).toBe(1)
  })

  test('in the middle of a sign-in loses nothing: what the browser brings meanwhile waits, and is exchanged once it is open', async () => {
    const { claimcheck } = await aMachine()
    await claimcheck.ask('vault.protect', underBoth())
    const dave = await addProfileAt(claimcheck, issuer, { name: 'dave' })
    const given = issuer.tokens.length
    const signingIn = claimcheck.startSignIn('dave')
    const address = await claimcheck.browser.next()
    await claimcheck.ask('vault.lock', {})
    await fetch(callbackFor(address, { code: 'a-code', iss: issuer.issuer }))
    await vi.waitFor(() => expect(claimcheck.events).toContainEqual(waitingForVault(dave.id)))
    expect(issuer.tokens).toHaveLength(given)
    await claimcheck.ask('vault.unlock', opening())
    expect(await signingIn).toMatchObject({ ok: true })
    expect(await claimcheck.session('dave')).toMatchObject({ state: 'active' })
    const told = await claimcheck.ask('tokens.timeline', { profileId: dave.id })
    expect(told.map(({ what }) => what.kind)).toEqual(['signed-in'])
  })

  test('while a code is exchanged says at its end that the sign-in was lost, keeps nothing of it, and lets another begin', async () => {
    const { claimcheck } = await aMachine()
    await claimcheck.ask('vault.protect', underBoth())
    await addProfileAt(claimcheck, issuer, { name: 'dave' })
    const given = issuer.tokens.length
    const letGo = issuer.hold()
    const signingIn = claimcheck.startSignIn('dave')
    await fetch(callbackFor(await claimcheck.browser.next(), { code: 'a-code', iss: issuer.issuer }))
    await vi.waitFor(() => expect(issuer.tokens.length).toBeGreaterThan(given))
    await claimcheck.ask('vault.lock', {})
    letGo()
    expect(await signingIn).toMatchObject({ ok: false, failure: { code: 'sign_in.vault_locked' } })
    await claimcheck.ask('vault.unlock', opening())
    expect(await claimcheck.session('dave')).toEqual({ state: 'signed-out' })
    await signInThere(claimcheck, issuer, 'dave')
    expect(await claimcheck.session('dave')).toMatchObject({ state: 'active' })
  })
})

describe('a vault that asks somebody', () => {
  test('locks when nobody has been there for the minutes that are set, and not a moment sooner', async () => {
    const { claimcheck, time, state, status } = await aMachine()
    await claimcheck.ask('settings.save', { vaultLock: { idleMinutes: 5, onScreenLock: true, onSuspend: true } })
    await claimcheck.ask('vault.protect', underBoth())
    state.idleSeconds = 280
    await time.passes(16)
    expect(await status()).toMatchObject({ state: 'open', lockAsks: true })
    state.idleSeconds = 300
    await time.passes(20)
    expect(await status()).toMatchObject({ ...locked('idle'), opensWith: ['passphrase'] })
    expect(await claimcheck.failureOfSend(issuer.orders, 'carol')).toMatchObject({ code: 'vault.locked' })
    state.idleSeconds = 0
    expect(await claimcheck.ask('vault.unlock', opening())).toMatchObject({ state: 'open' })
    expect(await sendAsCarol(claimcheck)).toBe(200)
  })

  test('locks with the screen and when the machine sleeps, unless the person set it otherwise', async () => {
    const { claimcheck, time, state, status } = await aMachine()
    await claimcheck.ask('vault.protect', underBoth())
    claimcheck.screenLocked()
    await vi.waitFor(async () => expect(await status()).toMatchObject(locked('screen-locked')))
    await claimcheck.ask('vault.unlock', opening())
    claimcheck.suspend()
    await vi.waitFor(async () => expect(await status()).toMatchObject(locked('suspended')))
    claimcheck.resume()
    await claimcheck.ask('vault.unlock', opening())
    // A system that tells of no locked screen is asked.
    state.screenLocked = true
    await time.passes(20)
    expect(await status()).toMatchObject(locked('screen-locked'))
    state.screenLocked = false
    await claimcheck.ask('vault.unlock', opening())

    await claimcheck.ask('settings.save', { vaultLock: { idleMinutes: 0, onScreenLock: false, onSuspend: false } })
    Object.assign(state, { screenLocked: true, idleSeconds: 100_000 })
    claimcheck.screenLocked()
    claimcheck.suspend()
    claimcheck.resume()
    await time.passes(60)
    expect(await status()).toMatchObject({ state: 'open' })
  })

  test('opens with a finger where one is taken, and stays locked where it is not', async () => {
    const { claimcheck, state } = await aMachine()
    await claimcheck.ask('vault.protect', underBoth())
    state.touchId = true
    expect(await claimcheck.ask('vault.lock', {})).toMatchObject({
      ...{ ...locked('by-hand'), opensWith: ['touch-id', 'passphrase'] },
    })
    expect(await claimcheck.failureOf('vault.unlock', { by: 'touch-id' })).toEqual({
      code: 'vault.touch_id_refused',
      details: {},
    })
    expect(await claimcheck.failureOf('vault.unlock', { by: 'keyring' })).toMatchObject({ code: 'vault.locked' })
    expect(await claimcheck.failureOfSend(issuer.orders, 'carol')).toMatchObject({ code: 'vault.locked' })
    state.finger = true
    expect(await claimcheck.ask('vault.unlock', { by: 'touch-id' })).toMatchObject({ state: 'open' })
    expect(await sendAsCarol(claimcheck)).toBe(200)
  })
})

test('a vault that opens by itself is locked by nothing but a person', async () => {
  const { claimcheck, time, state, status } = await aMachine()
  Object.assign(state, { idleSeconds: 100_000, screenLocked: true })
  claimcheck.screenLocked()
  claimcheck.suspend()
  claimcheck.resume()
  await time.passes(3600)
  expect(await status()).toMatchObject({ state: 'open', strength: 'keyring', lockAsks: false })
  expect(await sendAsCarol(claimcheck)).toBe(200)
})

test('tokens that are kept fresh rest while the vault is locked, and are each renewed once after it', async () => {
  const names = ['carol', 'dave', 'erin', 'frank', 'grace']
  const { claimcheck, time } = await aMachine({ names, keepFresh: true })
  const timePassesUntil = (refreshes: number) =>
    vi.waitFor(
      async () => {
        await time.passes(1)
        expect(issuer.refreshes()).toBe(refreshes)
      },
      { timeout: 20_000 },
    )
  await time.passes(280)
  await timePassesUntil(5)
  await claimcheck.ask('vault.protect', underBoth())
  await claimcheck.ask('vault.lock', {})
  await time.passes(3600)
  expect(issuer.refreshes()).toBe(5)

  await claimcheck.ask('vault.unlock', opening())
  await timePassesUntil(10)
  for (const name of names) {
    await vi.waitFor(async () => expect(await claimcheck.session(name)).toMatchObject({ refreshing: false }))
  }
  await time.passes(60)
  expect(issuer.refreshes()).toBe(10)
  for (const name of names) expect(await claimcheck.session(name)).toMatchObject({ state: 'active', refreshCount: 2 })
})
