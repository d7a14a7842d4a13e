import { expect, test } from 'vitest'
import { nextTryDelayMs } from '../../../../electron/domain/tokens/next-try.ts'

const delay = (attempt: number, retryAfterSeconds: number | null = null, random = 0.5) =>
  nextTryDelayMs({ attempt, retryAfterSeconds, random })

test('the waits double from 5 s and end at 10 min', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 2000].map((attempt) => delay(attempt) / 1000)).toEqual([
    5, 10, 20, 40, 80, 160, 320, 600, 600, 600,
  ])
})

test('each wait is up to a fifth shorter or longer, so that many do not come back together', () => {
  expect(delay(1, null, 0)).toBe(4000)
  expect(delay(1, null, 0.999)).toBe(5998)
})

test('Retry-After makes a wait longer, never shorter, and is believed up to an hour', () => {
  expect(delay(1, 30)).toBe(30_000)
  expect(delay(8, 1)).toBe(600_000)
  expect(delay(1, 1_000_000)).toBe(3_600_000)
})
