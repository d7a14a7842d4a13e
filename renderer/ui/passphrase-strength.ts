import type { Tone } from './tone.ts'

export interface PassphraseStrength {
  /** 0 to 1, for a bar. */
  readonly share: number
  readonly tone: Tone
  readonly words: string
}

// The commonest beginnings of passwords in every published list; a passphrase that is one of them twice is still one.
const common = [
  'password',
  'passphrase',
  'qwerty',
  '123456',
  'abcdef',
  'letmein',
  'iloveyou',
  'admin',
  'welcome',
  'claimcheck',
]

const alphabets: readonly (readonly [RegExp, number])[] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[ _-]/, 3],
  [/[^A-Za-z0-9 _-]/, 30],
]

const fewestCharacters = 5

/** One letter over and over, or two in turn: however long, it is among the first that are tried. */
export const hasTooFewCharacters = (text: string): boolean => new Set(text.normalize('NFKC')).size < fewestCharacters

export const tooFewCharacters = `Use at least ${fewestCharacters} different characters`

/** Letters that repeat, or go on as in an alphabet or on a keyboard row, add next to nothing. */
function countUsefulCharacters(text: string): number {
  let useful = 0
  for (let index = 0; index < text.length; index += 1) {
    const step = text.charCodeAt(index) - text.charCodeAt(index - 1)
    useful += index > 0 && (step === 0 || step === 1 || step === -1) ? 0.25 : 1
  }
  const distinct = new Set(text.toLowerCase()).size
  return Math.min(useful, distinct * 2)
}

/**
 * A hint while typing, from length, variety and the commonest words; no measure of what an attacker knows.
 * scrypt costs the attacker about a tenth of a second per guess, so 50 bits are out of reach of one machine.
 */
export function judgePassphrase(text: string, minimumLength: number): PassphraseStrength {
  if (text.length < minimumLength) {
    const missing = minimumLength - text.length
    const words =
      text === ''
        ? `At least ${minimumLength} characters`
        : `${missing} more ${missing === 1 ? 'character' : 'characters'}`
    return { share: (text.length / minimumLength) * 0.25, tone: 'bad', words }
  }
  if (hasTooFewCharacters(text)) return { share: 0.25, tone: 'bad', words: tooFewCharacters }
  const plain = common.reduce((rest, word) => rest.replaceAll(word, '*'), text.toLowerCase())
  const size = alphabets.reduce((sum, [pattern, letters]) => sum + (pattern.test(text) ? letters : 0), 0)
  const bits = Math.min(countUsefulCharacters(text), plain.length) * Math.log2(Math.max(2, size))
  // Language is predictable: about half of what random letters would give.
  const guessBits = bits * 0.6
  if (guessBits < 32) return { share: 0.35, tone: 'bad', words: 'Easy to guess: use words that do not belong together' }
  if (guessBits < 50) return { share: 0.65, tone: 'warn', words: 'Fair: one more word makes it good' }
  return { share: 1, tone: 'ok', words: 'Good' }
}
