import { describe, expect, test } from 'vitest'
import { measureClockSkew } from '../../../../electron/domain/requests/clock-skew.ts'

const noonMs = Date.parse('2026-03-01T12:00:00.000Z')
const dateOf = (ms: number) => new Date(Math.floor(ms / 1000) * 1000).toUTCString()

describe('the difference of clocks', () => {
  test.each([
    [0, 0, 0],
    [0.4, 50, 0],
    [-0.9, 200, 0],
    [90, 30, 90],
    [-3600, 30, -3600],
    [3, 10, 3],
    [2, 5000, 0],
  ])('of %d s, seen over %d ms, is told as %d s', (skewSeconds, tookMs, told) => {
    for (const fractionMs of [0, 250, 499, 750, 999]) {
      const sentAtMs = noonMs + fractionMs
      const serverMs = sentAtMs + tookMs / 2 + skewSeconds * 1000
      const reading = { dateHeader: dateOf(serverMs), ageHeader: null, sentAtMs, answeredAtMs: sentAtMs + tookMs }
      expect(Math.abs((measureClockSkew(reading) ?? Number.NaN) - told)).toBeLessThanOrEqual(1)
    }
  })

  test('is nothing within the second that a Date can tell', () => {
    const reading = { dateHeader: dateOf(noonMs), ageHeader: null, sentAtMs: noonMs + 100, answeredAtMs: noonMs + 120 }
    expect(measureClockSkew(reading)).toBe(0)
  })

  test.each([
    [null, null],
    ['yesterday', null],
    [dateOf(noonMs), '5'],
  ])('is unknown with Date %s and Age %s', (dateHeader, ageHeader) => {
    expect(measureClockSkew({ dateHeader, ageHeader, sentAtMs: noonMs, answeredAtMs: noonMs })).toBeNull()
  })
})
