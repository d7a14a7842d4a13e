import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { answerOf, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { aJourneyClock } from '../support/journey-clock.ts'
import { aJourneySchedule } from '../support/journey-timers.ts'
import { addProfileAt, aRotatingIssuer, signInThere, type RotatingIssuer } from '../support/rotating-issuer.ts'

let issuer: RotatingIssuer
beforeEach(async () => {
  issuer = await aRotatingIssuer()
})
afterEach(async () => {
  await endJourneys()
  await issuer.close()
})

const aDay = 86_400

async function carolsMachine({ names = ['carol'], keepFresh = false } = {}) {
  const clock = aJourneyClock()
  const time = aJourneySchedule(clock)
  const claimcheck = await composeForJourney({ clock, schedule: time.schedule })
  for (const name of names) {
    await addProfileAt(claimcheck, issuer, { name, keepFresh })
    await signInThere(claimcheck, issuer, name)
  }
  /** Second by second, since what is planned is planned between them. */
  const passesUntil = (refreshes: number) =>
    vi.waitFor(
      async () => {
        await time.passes(1)
        expect(issuer.refreshes()).toBe(refreshes)
      },
      { timeout: 20_000 },
    )
  return { claimcheck, clock, time, passesUntil }
}
const statusOfSend = async (claimcheck: Journey) => answerOf(await claimcheck.send(issuer.orders, 'carol')).status

describe('a wall clock that somebody sets', () => {
  test.each([
    ['a day ahead', aDay],
    ['a day back', -aDay],
  ])('%s, and right again, costs at most a refresh each way, and nobody the sign-in', async (_how, seconds) => {
    const { claimcheck, clock } = await carolsMachine()
    expect(await statusOfSend(claimcheck)).toBe(200)
    for (const by of [seconds, -seconds]) {
      const before = issuer.refreshes()
      clock.setWall(by)
      for (let sends = 0; sends < 10; sends += 1) expect(await statusOfSend(claimcheck)).toBe(200)
      expect(issuer.refreshes() - before).toBeLessThanOrEqual(1)
      expect(await claimcheck.session('carol')).toMatchObject({ state: 'active', refreshable: true, trouble: null })
    }
    // And the life of a token goes on by the clock that nobody sets.
    const before = issuer.refreshes()
    clock.passes(301)
    expect(await statusOfSend(claimcheck)).toBe(200)
    expect(issuer.refreshes()).toBe(before + 1)
  })

  test('makes no storm of what is kept fresh in the background', async () => {
    const { claimcheck, clock, time } = await carolsMachine({ keepFresh: true })
    for (const by of [aDay, -aDay, -aDay, aDay]) {
      clock.setWall(by)
      await claimcheck.session('carol')
      await time.passes(40)
    }
    expect(issuer.refreshes()).toBeLessThanOrEqual(4)
    expect(await claimcheck.session('carol')).toMatchObject({ state: 'active' })
  })
})

describe('a machine that sleeps', () => {
  const names = ['carol', 'dave', 'erin', 'frank', 'grace']

  test('asks no server meanwhile, and after it renews what is kept fresh, each once', async () => {
    const { claimcheck, clock, time, passesUntil } = await carolsMachine({ names, keepFresh: true })
    claimcheck.suspend()
    await time.passes(900)
    expect(issuer.refreshes()).toBe(0)
    // The other clock stands still meanwhile.
    clock.setWall(8 * 3600)
    claimcheck.resume()
    await passesUntil(5)
    for (const name of names) {
      await vi.waitFor(async () => expect(await claimcheck.session(name)).toMatchObject({ refreshing: false }))
    }
    await time.passes(60)
    expect(issuer.refreshes()).toBe(5)
    expect(await statusOfSend(claimcheck)).toBe(200)
  })

  test('tries at once again what it had to wait for before', async () => {
    const { claimcheck, clock, time } = await carolsMachine()
    const says = { status: 429, headers: { 'retry-after': '3600' }, body: { error: 'slow_down' } }
    issuer.next({ rotates: false, says })
    await time.passes(301)
    await claimcheck.failureOfSend(issuer.orders, 'carol')
    await claimcheck.failureOfSend(issuer.orders, 'carol')
    expect(issuer.refreshes()).toBe(1)
    claimcheck.suspend()
    clock.setWall(1800)
    claimcheck.resume()
    expect(await statusOfSend(claimcheck)).toBe(200)
    expect(issuer.refreshes()).toBe(2)
  })

  test('is asleep also for who set that nothing is renewed in the background', async () => {
    const { claimcheck, time } = await carolsMachine({ names, keepFresh: true })
    await claimcheck.ask('settings.save', { refreshInBackground: false })
    claimcheck.suspend()
    claimcheck.resume()
    await time.passes(900)
    expect(issuer.refreshes()).toBe(0)
    expect(await statusOfSend(claimcheck)).toBe(200)
    expect(issuer.refreshes()).toBe(1)
  })
})
