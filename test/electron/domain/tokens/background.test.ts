import { describe, expect, test } from 'vitest'
import { aClock, settled } from '../../../support/clock.ts'
import { aKeeper, refreshed, unreachable } from '../../../support/keeper-builder.ts'
import { aProfile, aTokenSet, noon, secondsAfterNoon } from '../../../support/token-builder.ts'

const fresh = aProfile({ keepFresh: true })

describe('a profile that is kept fresh', () => {
  test('is refreshed before it expires, a little early, without a request', async () => {
    const { keeper, clock, asked } = aKeeper({ profile: fresh, answers: [refreshed(2, secondsAfterNoon(257))] })
    keeper.startBackground()
    await settled()
    // 270 s until the leeway, less half of the jitter of 27 s.
    expect(clock.pending()).toEqual([256_500])
    await clock.advance(256_400)
    expect(asked).toEqual([])
    await clock.advance(100)
    expect(asked).toEqual(['refresh-1'])
    expect(clock.pending()).toHaveLength(1)
  })

  test('is tried again, with growing waits, while the provider is down, and never given up', async () => {
    const { keeper, clock, asked, bugs } = aKeeper({
      profile: fresh,
      answers: Array.from({ length: 40 }, () => unreachable()),
    })
    keeper.startBackground()
    await settled()
    await clock.advance(3_600_000)
    expect(asked.length).toBeGreaterThan(5)
    expect(asked.length).toBeLessThan(20)
    expect(bugs).toEqual([])
    expect(clock.pending()).toHaveLength(1)
  })

  test('sleeps with the machine and catches up when it wakes', async () => {
    const { keeper, clock, asked } = aKeeper({ profile: fresh, answers: [refreshed(2, secondsAfterNoon(7200))] })
    keeper.startBackground()
    await settled()
    keeper.suspend()
    expect(clock.pending()).toEqual([])
    clock.sleep(7_200_000)
    await clock.advance(1000)
    expect(asked).toEqual([])
    keeper.resume()
    await clock.advance(0)
    expect(asked).toEqual(['refresh-1'])
  })

  test('is left alone once the background is stopped', async () => {
    const { keeper, clock, asked } = aKeeper({ profile: fresh })
    keeper.startBackground()
    await keeper.stop()
    await clock.advance(86_400_000)
    expect(asked).toEqual([])
    expect(clock.pending()).toEqual([])
  })

  test('whose vault is locked waits until it is opened', async () => {
    const { keeper, clock, asked, vault, bugs } = aKeeper({
      profile: fresh,
      answers: [refreshed(2, secondsAfterNoon(300))],
    })
    vault.locked = true
    keeper.startBackground()
    await clock.advance(300_000)
    expect(asked).toEqual([])
    vault.locked = false
    keeper.reconsider()
    await settled()
    await clock.advance(30_000)
    expect(asked).toEqual(['refresh-1'])
    expect(bugs).toEqual([])
  })
})

test.each([
  ['is not kept fresh', { profile: aProfile() }],
  ['has no refresh token', { profile: fresh, tokens: aTokenSet({ refreshToken: null }) }],
  [
    'does not say how long its token lives',
    { profile: fresh, tokens: aTokenSet({ expiresAt: null, expirySource: 'unknown' as const }) },
  ],
  ['is from another issuer', { profile: fresh, tokens: aTokenSet({ issuer: 'https://other.example.test' }) }],
  ['is signed out', { profile: fresh, tokens: null }],
])('a profile that %s is not refreshed without a request', async (_case, situation) => {
  const { keeper, clock, asked } = aKeeper(situation)
  keeper.startBackground()
  await settled()
  await clock.advance(600_000)
  expect(asked).toEqual([])
  expect(clock.pending()).toEqual([])
})

describe('clocks that are set', () => {
  const day = 86_400_000
  test.each([
    ['a day ahead', day],
    ['a day back', -day],
    ['an hour ahead, as for summer time', 3_600_000],
    ['an hour back', -3_600_000],
    ['to 2038', new Date('2038-01-19T03:14:08Z').getTime() - noon.getTime()],
  ])('%s make no storm: at most one refresh, and the new token is good again', async (_case, byMs) => {
    const clock = aClock(noon)
    const answers = Array.from({ length: 5 }, (_, turn) => refreshed(turn + 2, new Date(noon.getTime() + byMs)))
    const { keeper, id, asked } = aKeeper({ profile: fresh, clock, answers })
    await keeper.usableTokens(id)
    clock.setWall(byMs)
    for (let call = 0; call < 100; call += 1) await keeper.usableTokens(id)
    expect(asked.length).toBeLessThanOrEqual(1)
  })

  test('back do not make a token live longer', async () => {
    const clock = aClock(noon)
    const { keeper, id, asked } = aKeeper({ clock, answers: [refreshed()] })
    await keeper.usableTokens(id)
    clock.setWall(-3_600_000)
    await clock.advance(271_000)
    await keeper.usableTokens(id)
    expect(asked).toEqual(['refresh-1'])
  })

  test('back before the start make stored tokens due, since their age is not known', async () => {
    const clock = aClock(secondsAfterNoon(-86_400))
    const { keeper, id, asked } = aKeeper({ clock, answers: [refreshed(2, secondsAfterNoon(-86_400))] })
    await keeper.usableTokens(id)
    await keeper.usableTokens(id)
    expect(asked).toEqual(['refresh-1'])
  })
})
