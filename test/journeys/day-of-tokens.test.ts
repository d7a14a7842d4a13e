import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TokenEvent } from '../../electron/contract/tokens.ts'
import { aDataFolder, answerOf, composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { filesBelow } from '../support/folder-content.ts'
import { aJourneyClock } from '../support/journey-clock.ts'
import { aKeyring } from '../support/keyring-builder.ts'
import { addProfileAt, aRotatingIssuer, signInThere, type RotatingIssuer } from '../support/rotating-issuer.ts'
import { findSecrets } from '../support/secret-search.ts'
import { ofProfile } from '../support/subject-of.ts'

let issuer: RotatingIssuer
beforeEach(async () => {
  issuer = await aRotatingIssuer()
})
afterEach(async () => {
  vi.useRealTimers()
  await endJourneys()
  await issuer.close()
})

const inOrder = (events: readonly TokenEvent[]) => events.toReversed().map(({ what }) => what)

describe('the timeline of a whole day', () => {
  test('tells what happened, in order and with counts, also while locked and after a restart, and holds no token', async () => {
    const [folder, keyring, clock] = [await aDataFolder(), aKeyring(), aJourneyClock()]
    const claimcheck = await composeForJourney({ folder, keyring: keyring.wrapper, clock })
    const { id: profileId } = await addProfileAt(claimcheck, issuer)
    const timeline = () => claimcheck.ask('tokens.timeline', { profileId })
    const send = async (times = 1) => {
      for (let nth = 0; nth < times; nth += 1) await claimcheck.send(issuer.orders, 'carol')
    }
    expect(await timeline()).toEqual([])

    await signInThere(claimcheck, issuer)
    await send(3)
    clock.passes(301)
    await send(2)
    // An administrator drops her access token; the refresh token stays good.
    issuer.dropAccessTokens()
    await send(1)
    clock.passes(60)
    await claimcheck.ask('tokens.refresh', { profileId })
    await claimcheck.ask('tokens.copy', ofProfile(profileId))
    clock.passes(301)
    issuer.next({ rotates: false, says: { status: 503, body: 'down for a moment' } })
    await claimcheck.failureOfSend(issuer.orders, 'carol')
    clock.passes(10)
    await send(1)
    clock.passes(301)
    issuer.endAll()
    await claimcheck.failureOfSend(issuer.orders, 'carol')
    await signInThere(claimcheck, issuer)
    await send(1)
    await claimcheck.ask('tokens.forget', { profileId })

    const told = await timeline()
    expect(inOrder(told)).toMatchObject([
      { kind: 'signed-in', scopes: ['read'] },
      { kind: 'used', requests: 3, refused: 0 },
      { kind: 'refreshed', cause: 'expiring', rotated: true, scopesLost: [] },
      { kind: 'used', requests: 3, refused: 1 },
      { kind: 'refreshed', cause: 'after-401', rotated: true },
      { kind: 'used', requests: 1, refused: 0 },
      { kind: 'refreshed', cause: 'by-hand' },
      { kind: 'copied', which: 'access' },
      { kind: 'refresh-failed', message: expect.stringContaining('503'), retryAt: expect.any(String) },
      { kind: 'refreshed', cause: expect.stringMatching(/expiring/) },
      { kind: 'used', requests: 1, refused: 0 },
      { kind: 'refused', description: 'refresh token already used' },
      { kind: 'signed-in' },
      { kind: 'used', requests: 1, refused: 0 },
      { kind: 'forgotten' },
    ])
    const times = told.map(({ at }) => Date.parse(at))
    expect(times).toEqual(times.toSorted((one, other) => other - one))
    expect(new Set(told.map(({ authority }) => authority))).toEqual(new Set([issuer.host]))

    await claimcheck.ask('vault.lock', {})
    expect(await timeline()).toEqual(told)
    await claimcheck.end()
    keyring.goAway()
    const tomorrow = await composeForJourney({ folder, keyring: keyring.wrapper, clock })
    expect(await tomorrow.ask('vault.status', {})).toMatchObject({ state: 'locked' })
    expect(await tomorrow.ask('tokens.timeline', { profileId })).toEqual(told)

    const secrets = new Map(issuer.tokens.map((token) => [token, 'a token']))
    const places = [
      ['the timeline', JSON.stringify(told)] as const,
      ...[...filesBelow(folder)].filter(([name]) => name !== 'vault.json'),
      ...claimcheck.replies.map(({ channel, reply }) => [channel, JSON.stringify(reply)] as const),
    ]
    expect(places.map(([place]) => place)).toContain('token-events.json')
    expect(findSecrets(secrets, places)).toEqual([])
  })

  test('counts each request once, however many go out together, and stops with the profile', async () => {
    const claimcheck = await composeForJourney()
    const { id: profileId } = await addProfileAt(claimcheck, issuer)
    await signInThere(claimcheck, issuer)
    await Promise.all(Array.from({ length: 40 }, () => claimcheck.send(issuer.orders, 'carol')))
    await claimcheck.send(issuer.orders)
    const [latest] = await claimcheck.ask('tokens.timeline', { profileId })
    expect(latest?.what).toMatchObject({ kind: 'used', requests: 40, refused: 0 })
    await claimcheck.ask('profiles.remove', { profileId })
    expect(await claimcheck.ask('tokens.timeline', { profileId })).toEqual([])
    await claimcheck.end()
    expect(filesBelow(claimcheck.folder).get('token-events.json')?.toString('utf8') ?? '').not.toContain(profileId)
  })
})

describe('a sign-in that the server ends', () => {
  /** The clock of the servers and that of the app. */
  function aWorldClock() {
    const clock = aJourneyClock()
    return {
      clock,
      passes: (seconds: number) => {
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 })
        clock.passes(seconds)
      },
    }
  }

  test('says when, warns in time, is refused after it in words, and a new sign-in begins anew', async () => {
    const { clock, passes } = aWorldClock()
    const claimcheck = await composeForJourney({ clock })
    await claimcheck.ask('playground.configure', { signInSeconds: 3600, accessTokenSeconds: 300 })
    expect(await claimcheck.signIn('alice')).toMatchObject({ ok: true })
    const orders = { url: '{{baseUrl}}/orders' }
    const { id: profileId } = await claimcheck.profile('alice')
    const ends = async () => {
      const session = await claimcheck.session('alice')
      if (session.state !== 'active' || session.signInEnds === null) throw new Error(`alice is ${session.state}`)
      return session.signInEnds
    }
    const first = await ends()
    expect(first.source).toBe('refresh_expires_in')
    const leftSeconds = (Date.parse(first.at) - clock.now().getTime()) / 1000
    expect(leftSeconds).toBeGreaterThan(3580)
    expect(leftSeconds).toBeLessThanOrEqual(3600)
    expect(Date.parse(first.at) - Date.parse(first.warnFrom)).toBe(360_000)
    expect(clock.now().getTime()).toBeLessThan(Date.parse(first.warnFrom))

    // Refreshes go on meanwhile, and do not put the end off.
    passes(3300)
    expect(answerOf(await claimcheck.send(orders, 'alice')).status).toBe(200)
    const later = await ends()
    expect(Math.abs(Date.parse(later.at) - Date.parse(first.at))).toBeLessThan(5_000)
    expect(clock.now().getTime()).toBeGreaterThan(Date.parse(later.warnFrom))

    passes(310)
    const failure = await claimcheck.failureOfSend(orders, 'alice')
    expect(failure).toMatchObject({ code: 'session.refresh_refused', details: { profileId } })
    expect(await claimcheck.session('alice')).toMatchObject({
      ...{ state: 'sign-in-again', reason: 'sign-in-over', description: 'grant request is invalid' },
    })
    expect(inOrder(await claimcheck.ask('tokens.timeline', { profileId })).at(-1)).toMatchObject({
      ...{ kind: 'refused', over: true },
    })
    expect(await claimcheck.signIn('alice')).toMatchObject({ ok: true })
    expect(Date.parse((await ends()).at)).toBeGreaterThan(Date.parse(first.at))
    expect(answerOf(await claimcheck.send(orders, 'alice')).status).toBe(200)
  })

  test('is known after a restart, too; and no server that says nothing is given an end', async () => {
    const [folder, keyring] = [await aDataFolder(), aKeyring()]
    const ending = await aRotatingIssuer({ refreshSeconds: 1800 })
    const claimcheck = await composeForJourney({ folder, keyring: keyring.wrapper })
    await addProfileAt(claimcheck, ending)
    await signInThere(claimcheck, ending)
    await addProfileAt(claimcheck, issuer, { name: 'dave' })
    await signInThere(claimcheck, issuer, 'dave')
    const session = await claimcheck.session('carol')
    expect(session).toMatchObject({ state: 'active', signInEnds: { source: 'refresh_expires_in' } })
    await claimcheck.end()
    const next = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await next.session('carol')).toMatchObject({ signInEnds: 'signInEnds' in session && session.signInEnds })
    expect(await next.session('dave')).toMatchObject({ state: 'active', signInEnds: null })
    await ending.close()
  })
})
