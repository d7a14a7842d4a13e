import { describe, expect, test } from 'vitest'
import type { RefreshAnswer } from '../../../../electron/domain/tokens/refresh-answer.ts'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aClock, settled } from '../../../support/clock.ts'
import { aKeeper, refreshed, unreachable } from '../../../support/keeper-builder.ts'
import { aProfile, aTokenSet, noon, secondsAfterNoon } from '../../../support/token-builder.ts'

const secondMs = 1000
const fresh = aProfile({ keepFresh: true })

interface Lives {
  readonly seconds: number
  /** When the sign-in ends, in seconds after noon: no token outlives it. */
  readonly signInEnds?: number
}

/** Answers of a server whose tokens live so long, from when they are asked for. */
function answersOf(clock: ReturnType<typeof aClock>, { seconds, signInEnds }: Lives, many = 500): RefreshAnswer[] {
  const endMs = signInEnds === undefined ? Number.POSITIVE_INFINITY : secondsAfterNoon(signInEnds).getTime()
  return Array.from({ length: many }, (_, turn) => {
    const answer = refreshed(turn + 2)
    if (answer.kind !== 'refreshed') throw new Error('not the answer that was built')
    return {
      ...answer,
      answer: {
        ...answer.answer,
        get receivedAt() {
          return clock.now()
        },
        get expiresAt() {
          return new Date(Math.min(clock.now().getTime() + seconds * secondMs, endMs))
        },
        get refreshEnds() {
          return signInEnds === undefined
            ? null
            : { at: secondsAfterNoon(signInEnds), since: clock.now(), source: 'refresh_expires_in' as const }
        },
      },
    }
  })
}

const lasting = (seconds: number) => aTokenSet({ expiresAt: secondsAfterNoon(seconds) })

describe('a profile that is kept fresh', () => {
  test.each([6, 10, 20, 60, 300])('never has an expired token where tokens live %i s', async (seconds) => {
    const clock = aClock(noon)
    const lives = answersOf(clock, { seconds })
    const { keeper, id, asked } = aKeeper({ profile: fresh, clock, tokens: lasting(seconds), answers: lives })
    keeper.startBackground()
    for (let second = 0; second < 120; second += 1) {
      const session = await keeper.session(id)
      if (session.state !== 'active' || session.expiresAt === null) throw new Error('not signed in')
      expect(new Date(session.expiresAt).getTime(), `${second} s`).toBeGreaterThan(clock.now().getTime())
      await clock.advance(secondMs)
    }
    // Half of their life lies between two refreshes, and never less than 4 s.
    expect(asked.length).toBeLessThanOrEqual(Math.ceil(120 / Math.min(30, Math.max(4, seconds / 2))))
  })

  test.each([
    ['1 s', 1, 30],
    ['2 s', 2, 30],
    ['no time at all', 0, 4],
    ['less than no time', -5, 4],
  ])('is refreshed without a storm where tokens live %s', async (_life, seconds, most) => {
    const clock = aClock(noon)
    const lives = answersOf(clock, { seconds })
    const { keeper, asked } = aKeeper({ profile: fresh, clock, tokens: lasting(seconds), answers: lives })
    keeper.startBackground()
    await clock.advance(119 * secondMs)
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.length).toBeLessThanOrEqual(most)
  })

  test('is refreshed without a storm on a clock that jumps, though its tokens live 10 s', async () => {
    const clock = aClock(noon)
    const lives = answersOf(clock, { seconds: 10 })
    const { keeper, asked } = aKeeper({ profile: fresh, clock, tokens: lasting(10), answers: lives })
    keeper.startBackground()
    for (let second = 0; second < 120; second += 1) {
      clock.setWall(second % 2 === 0 ? 86_400_000 : -86_400_000)
      await clock.advance(secondMs)
    }
    expect(asked.length).toBeLessThanOrEqual(25)
  })

  test('waits as long as a failing server is left alone for, though its tokens live 10 s', async () => {
    const answers = Array.from({ length: 60 }, () => unreachable())
    const { keeper, clock, asked } = aKeeper({ profile: fresh, tokens: lasting(10), answers })
    keeper.startBackground()
    await clock.advance(3_600_000)
    expect(asked.length).toBeGreaterThan(5)
    expect(asked.length).toBeLessThan(20)
  })

  test('is tried once in 30 s where the profile is incomplete, though its tokens live 10 s', async () => {
    const incomplete = new ClaimcheckError('profile.incomplete', { profileId: fresh.id, field: 'clientSecret' })
    const answers = Array.from({ length: 60 }, () => incomplete)
    const { keeper, clock, asked, bugs } = aKeeper({ profile: fresh, tokens: lasting(10), answers })
    keeper.startBackground()
    await clock.advance(300_000)
    expect(asked.length).toBeGreaterThanOrEqual(9)
    expect(asked.length).toBeLessThanOrEqual(11)
    expect(bugs).toEqual([])
  })

  test('is left alone in the last seconds of its sign-in, when no refresh brings more time', async () => {
    const clock = aClock(noon)
    const lives = answersOf(clock, { seconds: 10, signInEnds: 27 })
    const { keeper, asked } = aKeeper({ profile: fresh, clock, tokens: lasting(10), answers: lives })
    keeper.startBackground()
    await clock.advance(22 * secondMs)
    const before = asked.length
    expect(before).toBeGreaterThanOrEqual(4)
    await clock.advance(300 * secondMs)
    expect(asked.length).toBeLessThanOrEqual(before + 1)
    expect(clock.pending()).toEqual([])
  })
})

describe('many profiles whose tokens ran out while the vault was locked', () => {
  test('come back a quarter of a second apart, however often everything is looked at anew', async () => {
    const clock = aClock(noon)
    const keeping = aKeeper({
      profile: fresh,
      clock,
      tokens: lasting(300),
      answers: answersOf(clock, { seconds: 300 }),
    })
    for (const other of Array.from({ length: 9 }, () => aProfile({ keepFresh: true }))) {
      await keeping.profiles.put(other)
      const accessToken = new SecretText(`first-of-${other.id}`)
      await keeping.keeper.accept(other.id, aTokenSet({ accessToken }), null)
    }
    keeping.vault.locked = true
    keeping.keeper.startBackground()
    await clock.advance(3_600_000)
    keeping.vault.locked = false
    // A vault that is saved, a playground that starts, a variable that is set: each looks at every profile.
    for (let look = 0; look < 30; look += 1) {
      keeping.keeper.reconsider()
      await settled()
      await clock.advance(100)
    }
    expect(keeping.asked).toHaveLength(10)
  })
})
