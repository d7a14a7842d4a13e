import { describe, expect, test } from 'vitest'
import { leewayMs, planRefresh } from '../../../../electron/domain/tokens/plan-refresh.ts'
import { noon, secondsAfterNoon } from '../../../support/token-builder.ts'

const lasting = (seconds: number) => ({ obtainedAt: noon, expiresAt: secondsAfterNoon(seconds) })

describe('the leeway before expiry', () => {
  test.each([
    [10, 5],
    [60, 30],
    [300, 30],
    [3600, 360],
    [86_400, 8640],
  ])('of a token of %i s is %i s', (lifetimeSeconds, leewaySeconds) => {
    expect(leewayMs(lifetimeSeconds * 1000)).toBe(leewaySeconds * 1000)
  })
})

describe('a token of five minutes that can be refreshed', () => {
  test.each([
    [0, 'use-as-is'],
    [269, 'use-as-is'],
    [270, 'refresh-first'],
    [301, 'refresh-first'],
  ])('after %i s: %s', (seconds, plan) => {
    expect(planRefresh(lasting(300), { ageMs: seconds * 1000, refreshable: true })).toBe(plan)
  })

  test('is refreshed when our clock was set back, since its age is unknown then', () => {
    expect(planRefresh(lasting(300), { ageMs: -86_400_000, refreshable: true })).toBe('refresh-first')
  })

  test('bears the small steps that clocks are corrected by', () => {
    expect(planRefresh(lasting(300), { ageMs: -2000, refreshable: true })).toBe('use-as-is')
  })
})

describe('a token that cannot be refreshed', () => {
  test.each([
    [0, 'use-as-is'],
    [299, 'use-as-is'],
    [300, 'sign-in-again'],
  ])('after %i s: %s', (seconds, plan) => {
    expect(planRefresh(lasting(300), { ageMs: seconds * 1000, refreshable: false })).toBe(plan)
  })
})

test('a token of unknown life is used until the API refuses it', () => {
  const unknown = { obtainedAt: noon, expiresAt: null }
  expect(planRefresh(unknown, { ageMs: 1e12, refreshable: true })).toBe('use-as-is')
})
