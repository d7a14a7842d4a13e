import { describe, expect, test } from 'vitest'
import { longTextNestsDeeperThan, nestsDeeperThan } from '../../../../electron/domain/json/untrusted-text.ts'

const nested = (depth: number, inside = '') => `${'['.repeat(depth)}${inside}${']'.repeat(depth)}`
/** Longer than what is looked through at once. */
const longText = JSON.stringify('a "quoted" [text] \\'.repeat(40_000))

describe('how deep JSON nests', () => {
  test.each([
    ['as deep as it may', nested(10), false],
    ['one deeper', nested(11), true],
    ['objects and lists alike', '{"a":'.repeat(11), true],
    ['brackets within a text, with quotes that are escaped', JSON.stringify(`"${nested(50)}\\`), false],
    ['side by side', `[${'[],'.repeat(500)}[]]`, false],
    ['not before a long text', `[${longText},${nested(9)}]`, false],
    ['behind a long text', `[${longText},${nested(10)}]`, true],
  ])('is found without parsing it, at once and in slices: %s', async (_what, text, isDeeper) => {
    expect(nestsDeeperThan(10, text)).toBe(isDeeper)
    expect(await longTextNestsDeeperThan(10, text)).toBe(isDeeper)
  })

  test('is the same wherever the slices of a long text are cut', async () => {
    for (let shift = 0; shift < 6; shift += 1) {
      const text = `[${' '.repeat(shift)}${JSON.stringify('\\"]['.repeat(200_000))},${nested(9)}]`
      expect(await longTextNestsDeeperThan(10, text)).toBe(false)
      expect(await longTextNestsDeeperThan(9, text)).toBe(true)
    }
  })
})
