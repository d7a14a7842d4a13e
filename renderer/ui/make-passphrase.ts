const consonants = 'bdfghjklmnprstvz'.split('')
const vowels = 'aeiou'.split('')
const syllables = consonants.flatMap((consonant) => vowels.map((vowel) => consonant + vowel))
const syllableCount = 10
/** Bytes from here on would make the first syllables likelier than the others. */
const fairBelow = 256 - (256 % syllables.length)

const fromTheSystem = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count))

/**
 * A passphrase that can be read out and typed: ten syllables of 80, so 63 bits; `bavo-tiku-repa-…`. `randomBytes` gives as
 * many as it is asked for.
 */
export function makePassphrase(randomBytes: (count: number) => Uint8Array = fromTheSystem): string {
  const chosen: string[] = []
  while (chosen.length < syllableCount) {
    for (const byte of randomBytes(syllableCount)) {
      const syllable = syllables[byte % syllables.length]
      if (byte < fairBelow && syllable !== undefined && chosen.length < syllableCount) chosen.push(syllable)
    }
  }
  return Array.from({ length: syllableCount / 2 }, (_, at) => chosen.slice(at * 2, at * 2 + 2).join('')).join('-')
}
