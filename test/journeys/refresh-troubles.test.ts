import { cp } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { aDataFolder, answerOf, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { aJourneyClock } from '../support/journey-clock.ts'
import { aJourneySchedule } from '../support/journey-timers.ts'
import { aKeyring } from '../support/keyring-builder.ts'
import { addProfileAt, aRotatingIssuer, signInThere, type RotatingIssuer } from '../support/rotating-issuer.ts'

let issuer: RotatingIssuer
beforeEach(async () => {
  issuer = await aRotatingIssuer()
})
afterEach(async () => {
  await endJourneys()
  await issuer.close()
})

/** A machine on which carol is signed in; each `start` is one more run of the program there. */
async function carolsMachine({ keepFresh = false } = {}) {
  const [folder, keyring, clock] = [await aDataFolder(), aKeyring(), aJourneyClock()]
  const time = aJourneySchedule(clock)
  const start = () => composeForJourney({ folder, keyring: keyring.wrapper, clock, schedule: time.schedule })
  const claimcheck = await start()
  const { id: profileId } = await addProfileAt(claimcheck, issuer, { keepFresh })
  await signInThere(claimcheck, issuer)
  return { claimcheck, clock, time, start, profileId }
}

const statusOfSend = async (claimcheck: Journey) => answerOf(await claimcheck.send(issuer.orders, 'carol')).status
const failureOfSend = (claimcheck: Journey) => claimcheck.failureOfSend(issuer.orders, 'carol')
const unreachable = (profileId: string) => ({
  code: 'session.provider_unreachable',
  details: { profileId, host: issuer.host, retryAt: expect.any(String) },
})
const tooMany = {
  rotates: false,
  says: { status: 429, headers: { 'retry-after': '120' }, body: { error: 'slow_down' } },
}
const outOfOrder = { rotates: true, says: { status: 500, body: 'oops' } }
const cut = { rotates: true, says: 'reset' } as const

describe('a server that asks to wait', () => {
  test('is left alone for as long as it asked, also by who sends; nobody is signed out, and then it goes on', async () => {
    const { claimcheck, time, profileId } = await carolsMachine()
    issuer.next(tooMany)
    await time.passes(301)
    const failure = await failureOfSend(claimcheck)
    expect(failure).toMatchObject(unreachable(profileId))
    if (failure.code !== 'session.provider_unreachable') throw new Error('it is another failure')
    const waitMs = Date.parse(failure.details.retryAt ?? '') - claimcheck.clock.now().getTime()
    expect(waitMs).toBeGreaterThan(110_000)
    expect(waitMs).toBeLessThanOrEqual(120_000)
    expect(await claimcheck.session('carol')).toMatchObject({
      ...{ state: 'active', refreshable: true },
      trouble: { retryAt: failure.details.retryAt, message: expect.stringContaining('429') },
    })
    for (let send = 0; send < 5; send += 1) expect(await failureOfSend(claimcheck)).toEqual(failure)
    expect(issuer.refreshes()).toBe(1)
    await time.passes(121)
    expect(await statusOfSend(claimcheck)).toBe(200)
    expect(await claimcheck.session('carol')).toMatchObject({ state: 'active', trouble: null, refreshCount: 1 })
    expect(issuer.refreshes()).toBe(2)
  })

  test('keeps nobody from a token that is still good', async () => {
    const { claimcheck, time } = await carolsMachine()
    issuer.next(tooMany)
    await time.passes(280)
    expect(await statusOfSend(claimcheck)).toBe(200)
    expect(await statusOfSend(claimcheck)).toBe(200)
    expect(issuer.refreshes()).toBe(1)
  })

  test('is asked again in the background only when it said, and the profile is fresh without a send', async () => {
    const { claimcheck, time } = await carolsMachine({ keepFresh: true })
    issuer.next(tooMany)
    await time.passes(275)
    await vi.waitFor(async () =>
      expect(await claimcheck.session('carol')).toMatchObject({ trouble: expect.anything() }),
    )
    await time.passes(110)
    expect(issuer.refreshes()).toBe(1)
    await vi.waitFor(
      async () => {
        await time.passes(1)
        expect(await claimcheck.session('carol')).toMatchObject({ trouble: null, refreshCount: 1 })
      },
      { timeout: 10_000 },
    )
    expect(issuer.refreshes()).toBe(2)
  })
})

describe('an answer that is lost after the server rotated', () => {
  test.each([
    ['because it broke', outOfOrder, '500'],
    ['on its way', cut, 'closed the connection'],
  ])('%s: says so, signs nobody out, and the next try tells that the answer was lost', async (_why, turn, words) => {
    const { claimcheck, time, profileId } = await carolsMachine()
    issuer.next(turn)
    await time.passes(301)
    expect(await failureOfSend(claimcheck)).toMatchObject(unreachable(profileId))
    expect(await claimcheck.session('carol')).toMatchObject({
      ...{ state: 'active', trouble: { message: expect.stringContaining(words) } },
    })
    await time.passes(15)
    const ended = { state: 'sign-in-again', reason: 'answer-lost', description: expect.stringContaining('was lost') }
    expect(await failureOfSend(claimcheck)).toMatchObject({
      code: 'session.refresh_refused',
      details: { profileId, description: expect.stringContaining('was lost') },
    })
    expect(await claimcheck.session('carol')).toMatchObject(ended)
    const kinds = (await claimcheck.ask('tokens.timeline', { profileId })).map(({ what }) => what.kind)
    expect(kinds).toEqual(['answer-lost', 'refresh-failed', 'signed-in'])
    await signInThere(claimcheck, issuer)
    expect(await statusOfSend(claimcheck)).toBe(200)
    expect(issuer.refreshes()).toBe(2)
  })

  test('is tried once at the next start, which tells it before anybody sends', async () => {
    const { claimcheck, time, start } = await carolsMachine()
    issuer.next(cut)
    await time.passes(301)
    await failureOfSend(claimcheck)
    await claimcheck.end()
    const next = await start()
    await vi.waitFor(async () =>
      expect(await next.session('carol')).toMatchObject({ state: 'sign-in-again', reason: 'answer-lost' }),
    )
    expect(issuer.refreshes()).toBe(2)
    await next.end()
    const later = await start()
    expect(await later.session('carol')).toMatchObject({ state: 'sign-in-again', reason: 'answer-lost' })
    await time.passes(600)
    expect(issuer.refreshes()).toBe(2)
  })

  test('by a server that did not rotate costs nobody the sign-in: the next start settles it without a word', async () => {
    const { claimcheck, time, start, profileId } = await carolsMachine()
    issuer.next({ rotates: false, says: 'reset' })
    await time.passes(301)
    await failureOfSend(claimcheck)
    await claimcheck.end()
    const next = await start()
    await vi.waitFor(async () =>
      expect(await next.session('carol')).toMatchObject({ state: 'active', refreshCount: 1, trouble: null }),
    )
    expect(await statusOfSend(next)).toBe(200)
    expect(issuer.refreshes()).toBe(2)
    const [, latest] = await next.ask('tokens.timeline', { profileId })
    expect(latest?.what).toMatchObject({ kind: 'refreshed', cause: 'after-crash', rotated: true })
  })
})

describe('a program that is quit in the middle of a refresh', () => {
  test('waits a moment for the answer, so that the rotated token is not lost', async () => {
    const { claimcheck, time, start, profileId } = await carolsMachine()
    await time.passes(301)
    const letGo = issuer.hold()
    const sending = claimcheck.bridge.call('requests.send', await claimcheck.prepare(issuer.orders, 'carol'))
    await vi.waitFor(() => expect(issuer.refreshes()).toBe(1))
    let isOver = false
    const ending = claimcheck.end().then(() => void (isOver = true))
    await time.passes(1)
    expect(isOver).toBe(false)
    letGo()
    await Promise.all([ending, sending])

    const next = await start()
    expect(await next.session('carol')).toMatchObject({ state: 'active', refreshCount: 1 })
    expect(await statusOfSend(next)).toBe(200)
    expect(issuer.refreshes()).toBe(1)
    const timeline = await next.ask('tokens.timeline', { profileId })
    expect(timeline.map(({ what }) => what.kind)).toEqual(expect.arrayContaining(['refreshed', 'signed-in']))
  })

  test('does not wait for a server that says nothing', async () => {
    const { claimcheck, time } = await carolsMachine()
    await time.passes(301)
    issuer.next({ rotates: false, says: 'hang' })
    const sending = claimcheck.bridge.call('requests.send', await claimcheck.prepare(issuer.orders, 'carol'))
    await vi.waitFor(() => expect(issuer.refreshes()).toBe(1))
    let isOver = false
    const ending = claimcheck.end().then(() => void (isOver = true))
    await time.passes(2)
    expect(isOver).toBe(false)
    await vi.waitFor(async () => {
      await time.passes(1)
      expect(isOver).toBe(true)
    })
    await issuer.close()
    await Promise.all([ending, sending])
  })
})

describe('a program that is killed in the middle of a refresh', () => {
  /** The folder as it is at this moment, for a next start; whoever held a lock in it is no more. */
  async function asLeftBy({ folder }: Journey): Promise<string> {
    const left = await aDataFolder()
    await cp(folder, left, { recursive: true, filter: (file) => path.basename(file) !== 'locks' })
    return left
  }

  test.each([
    ['before the server did anything', false, { state: 'active', refreshCount: 1, trouble: null }, 'refreshed'],
    ['after the server rotated', true, { state: 'sign-in-again', reason: 'answer-lost' }, 'answer-lost'],
  ])('%s: the next start tries once, settles it and tells of it', async (_when, rotates, session, kind) => {
    const { claimcheck, clock, time, profileId } = await carolsMachine()
    issuer.next({ rotates, says: 'hang' })
    await time.passes(301)
    const sending = claimcheck.bridge.call('requests.send', await claimcheck.prepare(issuer.orders, 'carol'))
    await vi.waitFor(() => expect(issuer.refreshes()).toBe(1))
    const folder = await asLeftBy(claimcheck)

    const next = await composeForJourney({ folder, keyring: claimcheck.keyring, clock })
    await vi.waitFor(async () => expect(await next.session('carol')).toMatchObject(session))
    expect(issuer.refreshes()).toBe(2)
    await vi.waitFor(async () => {
      const [latest] = await next.ask('tokens.timeline', { profileId })
      expect(latest?.what).toMatchObject({ kind, ...(rotates ? {} : { cause: 'after-crash' }) })
    })
    if (rotates) await signInThere(next, issuer)
    expect(await statusOfSend(next)).toBe(200)
    expect(issuer.refreshes()).toBe(2)

    await issuer.close()
    expect(await sending).toMatchObject({ ok: false, failure: unreachable(profileId) })
  })
})
