import { expect } from 'vitest'
import { inspectedToken } from '../../electron/contract/jwt.ts'
import { innerToken } from '../../electron/domain/jwt/inner-token.ts'
import { inspectToken } from '../../electron/domain/jwt/inspect-token.ts'
import { titleOf } from '../../electron/domain/jwt/title-of.ts'
import { leastCpuMsOf } from './cpu-time.ts'
import { pick, seededRandom } from './seeded-random.ts'
import { aTokenToInspect } from './token-to-inspect.ts'
import { tokensOfAllKinds } from './tokens-of-all-kinds.ts'

const scraps = [
  ...[
    '.',
    '~',
    '=',
    '+',
    '/',
    'eyJ',
    '\n',
    ' ',
    '\0',
    '😀',
    'Bearer ',
    'e30',
    'W10',
    '"',
    '\ud800',
    '-',
    '_',
    '<',
    '&#0;',
  ],
  ...['{', '[', '}', '<!--', '%', 'AgE', 'MDAx', '\\u', '9'.repeat(40), 'null', '__proto__', '~~', '..', ':', ',', 'A'],
]
const kinds = ['access', 'id', 'refresh', 'unknown'] as const
const longestMs = 50

function changed(random: () => number, text: string): string {
  const place = Math.floor(random() * (text.length + 1))
  return text.slice(0, place) + pick(random, scraps) + text.slice(place + Math.floor(random() * 5))
}

/** A few pieces put in, left out or doubled; in every third also inside of the Base64 of one part. */
function mutated(random: () => number, round: number): string {
  let token = pick(random, tokensOfAllKinds)
  if (round % 3 === 0) {
    const parts = token.split('.')
    const which = Math.floor(random() * parts.length)
    const inside = Buffer.from(parts[which] ?? '', 'base64url').toString('latin1')
    parts[which] = Buffer.from(changed(random, inside), 'latin1').toString('base64url')
    token = parts.join('.')
  }
  for (let changes = 0; changes < round % 4; changes += 1) token = changed(random, token)
  return token
}

/** Inspects that many mutations of tokens of all kinds: no throw, none over 50 ms, each 16th held to the contract. */
export function inspectMutations(count: number, seed: number): void {
  const random = seededRandom(seed)
  for (let round = 0; round < count; round += 1) {
    const token = mutated(random, round)
    const subject = aTokenToInspect(token, { which: pick(random, kinds) })
    const tookMs = leastCpuMsOf(() => inspectToken(subject), longestMs)
    if (tookMs >= longestMs) expect([JSON.stringify(token), tookMs]).toEqual([JSON.stringify(token), 0])
    if (round % 16 === 0) {
      const found = inspectToken(subject)
      const { error } = inspectedToken.safeParse(found)
      expect([JSON.stringify(token), error]).toEqual([JSON.stringify(token), undefined])
      expect([JSON.stringify(token), innerToken(token) !== null]).toEqual([JSON.stringify(token), found.hasInner])
      expect(titleOf(token).length).toBeLessThan(200)
    }
  }
}
