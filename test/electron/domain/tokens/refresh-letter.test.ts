import { describe, expect, test } from 'vitest'
import { newLetterBox, openLetter, sealLetter } from '../../../../electron/domain/tokens/refresh-letter.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'

const plain = new SecretText('access-token-canary, with an ü and a 😀')

describe('a letter', () => {
  test('is read by the holder of the key, and by nobody else: who sealed it can’t', () => {
    const [box, other] = [newLetterBox(), newLetterBox()]
    const letter = sealLetter(box.address, plain)
    expect(openLetter(box.key, letter)?.reveal()).toBe(plain.reveal())
    expect(openLetter(other.key, letter)).toBeNull()
    // All that its sender has is the address and the letter.
    expect(Buffer.concat([box.address, letter]).includes(Buffer.from('canary'))).toBe(false)
  })

  test('is another one each time', () => {
    const { address } = newLetterBox()
    expect(Buffer.from(sealLetter(address, plain)).equals(sealLetter(address, plain))).toBe(false)
  })

  test('that was changed in any byte, or cut anywhere, is none', () => {
    const { address, key } = newLetterBox()
    const letter = sealLetter(address, plain)
    for (let at = 0; at < letter.length; at += 1) {
      const flipped = Uint8Array.from(letter)
      flipped[at] = (flipped[at] ?? 0) ^ 1
      expect(openLetter(key, flipped), `byte ${at}`).toBeNull()
      expect(openLetter(key, letter.subarray(0, at)), `cut at ${at}`).toBeNull()
    }
  })

  test.each(['', 'no key', 'A'.repeat(200)])('is not opened with %j, and nothing is thrown', (text) => {
    expect(openLetter(new SecretText(text), sealLetter(newLetterBox().address, plain))).toBeNull()
  })
})
