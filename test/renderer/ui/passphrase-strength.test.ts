import { describe, expect, test } from 'vitest'
import { hasTooFewCharacters, judgePassphrase } from '../../../renderer/ui/passphrase-strength.ts'

const judge = (text: string) => judgePassphrase(text, 12)

describe('the hint for a passphrase', () => {
  test('counts what is missing', () => {
    expect(judge('').words).toBe('At least 12 characters')
    expect(judge('elevenchars').words).toBe('1 more character')
    expect(judge('abc').tone).toBe('bad')
  })
  test.each(['aaaaaaaaaaaaaaaa', 'abcdefghijklmnop', '123456123456', 'passwordpassword', 'qwertyqwerty12'])(
    'does not take %s for good',
    (weak) => {
      expect(judge(weak).tone).toBe('bad')
    },
  )
  test.each(['abcdabcdabcdabcd', 'zqxjzqxjzqxjzqxj'])('refuses %s: it has fewer than 5 different characters', (few) => {
    expect(hasTooFewCharacters(few)).toBe(true)
    expect(judge(few).words).toBe('Use at least 5 different characters')
    expect(hasTooFewCharacters(`${few}!`)).toBe(false)
  })
  test.each(['tulip harbour seventeen gravel', 'K7#vQ2!mZ9@xL4$w'])('calls %s good', (strong) => {
    expect(judge(strong)).toMatchObject({ tone: 'ok', share: 1 })
  })
  test('never falls when a word is added', () => {
    const words = ['tulip', 'harbour', 'seventeen', 'gravel']
    const shares = words.map((_, index) => judge(words.slice(0, index + 1).join(' ')).share)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  })
})
