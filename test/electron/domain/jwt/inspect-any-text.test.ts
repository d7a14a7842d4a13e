import { describe, expect, test } from 'vitest'
import { inspectedToken } from '../../../../electron/contract/jwt.ts'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import type { TokenToInspect } from '../../../../electron/domain/jwt/token-to-inspect.ts'
import { pick, seededRandom } from '../../../support/seeded-random.ts'
import { aJwt, aTokenToInspect, usualClaims, usualHeader } from '../../../support/token-to-inspect.ts'

const inspect = (token: string, more: Partial<TokenToInspect> = {}) => inspectToken(aTokenToInspect(token, more))

describe('any text at all', () => {
  test('is inspected without a throw and within the contract, 5,000 mutations', () => {
    const random = seededRandom(2026)
    const seeds = [
      aJwt(usualHeader, usualClaims),
      aJwt(
        { ...usualHeader, crit: ['b64'], b64: false, jwk: { kty: 'RSA' } },
        { ...usualClaims, aud: ['a', 1, null], cnf: {} },
      ),
      aJwt(
        '{"alg":"RS256","alg":null}',
        '{"exp":1e400,"iat":-0,"nbf":[],"scope":{},"aud":{"a":[[[]]]},"sub":"\\ud800"}',
      ),
      `${aJwt(usualHeader, '{"a":"\\"}{,:"}')}~a~b~`,
      `${Buffer.from('{"alg":"dir","enc":"A256GCM","zip":"DEF"}').toString('base64url')}....`,
    ]
    const scraps = [
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
    ]
    for (let round = 0; round < 5000; round += 1) {
      let token = pick(random, seeds)
      for (let changes = 0; changes <= round % 5; changes += 1) {
        const place = Math.floor(random() * (token.length + 1))
        token = token.slice(0, place) + pick(random, scraps) + token.slice(place + Math.floor(random() * 5))
      }
      const found = inspect(token, { which: round % 2 === 0 ? 'access' : 'id' })
      const checked = inspectedToken.safeParse(found)
      expect([JSON.stringify(token), checked.error]).toEqual([JSON.stringify(token), undefined])
    }
  }, 60_000)

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
      const found = inspect(aJwt(usualHeader, text)).claims
      expect(found.map(({ name, json }) => [name, json])).toEqual(
        members.map(([name, value]) => [name, JSON.stringify(value)]),
      )
    }
  })

  test('of a megabyte is inspected in less than a second', () => {
    const started = performance.now()
    for (const token of [
      '.'.repeat(1_000_000),
      '~'.repeat(1_000_000),
      'eyJ'.repeat(300_000),
      aJwt(usualHeader, `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`),
      aJwt(usualHeader, `{${Array.from({ length: 50_000 }, (_, index) => `"a${index}":1`).join(',')}}`),
    ]) {
      inspect(token)
    }
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
