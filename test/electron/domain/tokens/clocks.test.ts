import { describe, expect, test } from 'vitest'
import type { RefreshAnswer } from '../../../../electron/domain/tokens/refresh-answer.ts'
import type { TokenSet } from '../../../../electron/domain/tokens/token-set.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aClock, settled } from '../../../support/clock.ts'
import { aKeeper, refreshed, unreachable } from '../../../support/keeper-builder.ts'
import { aProfile, aTokenSet, noon, secondsAfterNoon } from '../../../support/token-builder.ts'

const secondMs = 1000
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const fresh = aProfile({ keepFresh: true })

/** Answers as a server gives them: received at whatever our clock says then, good for so many seconds. */
function answersOf(clock: ReturnType<typeof aClock>, seconds: number, many = 400): RefreshAnswer[] {
  return Array.from({ length: many }, (_, turn) => {
    const answer = refreshed(turn + 2)
    if (answer.kind !== 'refreshed') throw new Error('not the answer that was built')
    const given = answer.answer
    return {
      ...answer,
      answer: {
        ...given,
        get receivedAt() {
          return clock.now()
        },
        get expiresAt() {
          return new Date(clock.now().getTime() + seconds * secondMs)
        },
      },
    }
  })
}

const steps: [string, number][] = [
  ['a day back', -dayMs],
  ['12 h back', -12 * hourMs],
  ['an hour back, as when summer time ends on a clock that keeps local time', -hourMs],
  ['10 min back', -600_000],
  ['61 s back', -61_000],
  ['a second back', -secondMs],
  ['a second ahead', secondMs],
  ['61 s ahead', 61_000],
  ['10 min ahead', 600_000],
  ['an hour ahead, as when summer time begins', hourMs],
  ['12 h ahead', 12 * hourMs],
  ['a day ahead', dayMs],
  ['to the second after 2038-01-19 03:14:07', new Date('2038-01-19T03:14:08Z').getTime() - noon.getTime()],
  ['to 1970', -noon.getTime()],
]

describe('a clock that is set', () => {
  test.each(steps)('%s costs at most one refresh before its time, and none is missed after', async (_step, byMs) => {
    const clock = aClock(noon)
    const { keeper, id, asked } = aKeeper({ clock, answers: answersOf(clock, 300) })
    await keeper.usableTokens(id)
    clock.setWall(byMs)
    for (let call = 0; call < 60; call += 1) {
      await keeper.usableTokens(id)
      await clock.advance(secondMs)
    }
    expect(asked.length).toBeLessThanOrEqual(1)
    // Ten minutes of a token of five: two, or three, and never a token that has run out by the clock that nobody sets.
    for (let call = 0; call < 600; call += 1) {
      await keeper.usableTokens(id)
      await clock.advance(secondMs)
    }
    expect(asked.length).toBeGreaterThanOrEqual(2)
    expect(asked.length).toBeLessThanOrEqual(4)
  })

  test.each(steps)('%s while a refresh is under way costs at most one more', async (_step, byMs) => {
    const clock = aClock(noon)
    const expired = aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })
    const { keeper, id, asked, hold } = aKeeper({ clock, tokens: expired, answers: answersOf(clock, 300) })
    const release = hold()
    const waiting = keeper.usableTokens(id)
    await settled()
    clock.setWall(byMs)
    release()
    await waiting
    for (let call = 0; call < 60; call += 1) {
      await keeper.usableTokens(id)
      await clock.advance(secondMs)
    }
    expect(asked.length).toBeLessThanOrEqual(2)
  })

  test('again and again makes no storm: at most one refresh in 30 s', async () => {
    const clock = aClock(noon)
    const { keeper, id, asked } = aKeeper({ profile: fresh, clock, answers: answersOf(clock, 300) })
    keeper.startBackground()
    const minutes = 10
    for (let call = 0; call < minutes * 60; call += 1) {
      clock.setWall(call % 2 === 0 ? dayMs : -dayMs)
      const { tokens } = await keeper.usableTokens(id)
      await keeper.tokensAfterRejection(id, tokens.accessToken)
      await clock.advance(secondMs)
    }
    expect(asked.length).toBeLessThanOrEqual(minutes * 2 + 1)
  })
})

describe('a server whose clock is wrong', () => {
  test.each([-dayMs, -hourMs, 0, hourMs])('by %i ms gives tokens that make no storm', async (byMs) => {
    const clock = aClock(noon)
    const answers = Array.from({ length: 50 }, (_, turn): RefreshAnswer => {
      const answer = refreshed(turn + 2)
      if (answer.kind !== 'refreshed') throw new Error('not the answer that was built')
      // By `exp`, without a Date header that would tell the difference.
      const expiresAt = new Date(noon.getTime() + byMs)
      return { ...answer, answer: { ...answer.answer, receivedAt: noon, expiresAt, expirySource: 'exp' } }
    })
    const { keeper, id, asked } = aKeeper({ profile: fresh, clock, answers })
    await keeper.refreshNow(id)
    for (let call = 0; call < 300; call += 1) {
      const { tokens } = await keeper.usableTokens(id)
      await keeper.tokensAfterRejection(id, tokens.accessToken)
      await clock.advance(100)
    }
    // By hand once; then one for 30 s of requests that the API all refuses.
    expect(asked.length).toBeLessThanOrEqual(2)
  })
})

describe('tokens that live for seconds', () => {
  test('are renewed when their own life is over, and not before', async () => {
    const clock = aClock(noon)
    const { keeper, id, asked } = aKeeper({
      clock,
      tokens: aTokenSet({ expiresAt: secondsAfterNoon(10) }),
      answers: answersOf(clock, 10),
    })
    const given: TokenSet[] = []
    for (let call = 0; call < 100; call += 1) {
      given.push((await keeper.usableTokens(id)).tokens)
      await clock.advance(secondMs)
    }
    expect(asked.length).toBeGreaterThanOrEqual(15)
    expect(asked.length).toBeLessThanOrEqual(20)
  })
})

describe('a machine that slept for 8 h', () => {
  test('refreshes once when it wakes, for a request and in the background alike', async () => {
    const clock = aClock(noon)
    const { keeper, id, asked } = aKeeper({ profile: fresh, clock, answers: answersOf(clock, 300) })
    keeper.startBackground()
    await settled()
    keeper.suspend()
    clock.sleep(8 * hourMs)
    keeper.resume()
    await Promise.all([keeper.usableTokens(id), clock.advance(secondMs)])
    expect(asked).toHaveLength(1)
    await clock.advance(20_000)
    expect(asked).toHaveLength(1)
  })

  test('that was never told of it sends no token that ran out meanwhile', async () => {
    const clock = aClock(noon)
    const { keeper, id } = aKeeper({ clock, answers: answersOf(clock, 300) })
    await keeper.usableTokens(id)
    clock.sleep(8 * hourMs)
    expect((await keeper.usableTokens(id)).tokens.accessToken.reveal()).toBe('access-2')
  })

  test('tries at once what waited for a server, since the network is another', async () => {
    const clock = aClock(noon)
    const expired = aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })
    const busy = { ...unreachable(true), retryAfterSeconds: 3600 }
    const { keeper, id, asked } = aKeeper({
      profile: fresh,
      clock,
      tokens: expired,
      answers: [busy, ...answersOf(clock, 300)],
    })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.provider_unreachable' })
    await expect(keeper.usableTokens(id)).rejects.toThrow()
    expect(asked).toHaveLength(1)
    keeper.suspend()
    clock.sleep(8 * hourMs)
    keeper.resume()
    await clock.advance(secondMs)
    expect(asked).toHaveLength(2)
  })
})

describe('many profiles that are due at once', () => {
  test('after an unlock are refreshed one after the other', async () => {
    const clock = aClock(noon)
    const keeping = aKeeper({ profile: fresh, clock, answers: answersOf(clock, 300) })
    const others = Array.from({ length: 20 }, () => aProfile({ keepFresh: true }))
    for (const other of others) {
      await keeping.profiles.put(other)
      const tokens = aTokenSet({ accessToken: new SecretText(`first-of-${other.id}`) })
      await keeping.keeper.accept(other.id, tokens, null)
    }
    keeping.vault.locked = true
    keeping.keeper.startBackground()
    await clock.advance(hourMs)
    expect(keeping.asked).toEqual([])
    keeping.vault.locked = false
    keeping.keeper.reconsider()
    await clock.advance(secondMs)
    expect(keeping.asked.length).toBeLessThanOrEqual(5)
    await clock.advance(10 * secondMs)
    expect(keeping.asked).toHaveLength(21)
  })
})
