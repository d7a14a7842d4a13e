import { describe, expect, test } from 'vitest'
import { makePassphrase } from '../../../renderer/ui/make-passphrase.ts'
import { judgePassphrase } from '../../../renderer/ui/passphrase-strength.ts'

describe('a passphrase that is made up', () => {
  test('is five groups of two syllables, another one each time', () => {
    const made = Array.from({ length: 200 }, () => makePassphrase())
    for (const each of made)
      expect(each).toMatch(/^(?:[bdfghjklmnprstvz][aeiou]){2}(?:-(?:[bdfghjklmnprstvz][aeiou]){2}){4}$/)
    expect(new Set(made).size).toBe(200)
  })

  test('is good in the words of the meter', () => {
    for (let count = 0; count < 500; count += 1) expect(judgePassphrase(makePassphrase(), 12).words).toBe('Good')
  })

  test('takes every syllable from as many bytes as every other', () => {
    const counts = new Map<string, number>()
    for (let byte = 0; byte < 256; byte += 1) {
      const given = [byte, ...Array.from({ length: 9 }, () => 0)]
      let isFirst = true
      const made = makePassphrase((count) => {
        const bytes = isFirst ? given : Array.from({ length: count }, () => 0)
        isFirst = false
        return Uint8Array.from(bytes)
      })
      const first = byte >= 240 ? 'left out' : made.slice(0, 2)
      counts.set(first, (counts.get(first) ?? 0) + 1)
      if (byte >= 240) expect(made).toBe('baba-baba-baba-baba-baba')
    }
    counts.delete('left out')
    expect(new Set(counts.values())).toEqual(new Set([3]))
    expect(counts.size).toBe(80)
  })
})
