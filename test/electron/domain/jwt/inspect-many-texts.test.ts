import { describe, expect, test } from 'vitest'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import { inspectMutations } from '../../../support/mutated-tokens.ts'
import { pick, seededRandom } from '../../../support/seeded-random.ts'
import { aJwt, aTokenToInspect, usualHeader } from '../../../support/token-to-inspect.ts'

describe('any text at all', () => {
  test('is inspected without a throw, in under 50 ms, and within the contract: 100,000 mutations of all kinds', () => {
    inspectMutations(100_000, 5)
  }, 240_000)

  test('of mutated claims keeps each JSON text whole, 2,000 times', () => {
    const random = seededRandom(5)
    const names = ['exp', 'iat', 'aud', 'iss', 'scope', 'a b', '"', '\\', '', '__proto__']
    const values = [1, -1, 1e21, 0.1, null, true, '', 'x', '{"a":1}', '],"', [], {}, [[{ a: '}' }]], { b: ['{', '"'] }]
    for (let round = 0; round < 2000; round += 1) {
      const members = Array.from(
        { length: Math.floor(random() * 5) },
        () => [pick(random, names), pick(random, values)] as const,
      )
      const space = pick(random, ['', ' ', '\n\t', '  \r\n'])
      const text = `${space}{${space}${members.map(([name, value]) => `${JSON.stringify(name)}${space}:${space}${JSON.stringify(value)}${space}`).join(`,${space}`)}}${space}`
      const found = inspectToken(aTokenToInspect(aJwt(usualHeader, text))).claims
      expect(found.map(({ name, json }) => [name, json])).toEqual(
        members.map(([name, value]) => [name, JSON.stringify(value)]),
      )
    }
  })
})
