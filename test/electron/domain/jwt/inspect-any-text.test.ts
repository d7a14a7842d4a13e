import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { inspectedToken } from '../../../../electron/contract/jwt.ts'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import { leastCpuMsOf } from '../../../support/cpu-time.ts'
import { aJwt, aTokenToInspect, usualClaims, usualHeader, type MoreOfToken } from '../../../support/token-to-inspect.ts'
import { inspectMutations } from '../../../support/mutated-tokens.ts'
import { tokensOfAllKinds } from '../../../support/tokens-of-all-kinds.ts'

const inspect = (token: string, more: MoreOfToken = {}) => inspectToken(aTokenToInspect(token, more))
const fitsContract = (token: string, more: MoreOfToken = {}): void => {
  const { error } = inspectedToken.safeParse(inspect(token, more))
  expect([JSON.stringify(token), error]).toEqual([JSON.stringify(token), undefined])
}
const kinds = ['access', 'id', 'refresh', 'unknown'] as const

describe('any text at all', () => {
  test('is inspected without a throw, in under 50 ms, and within the contract: 1,000 mutations of all kinds', () => {
    inspectMutations(1000, 2026)
  })

  test.each(tokensOfAllKinds.map((token, index) => [index, token] as const))(
    'token %i fits the contract',
    (_index, token) => {
      for (const which of kinds) fitsContract(token, { which })
      fitsContract(token, { which: 'unknown', sentTo: 'https://api.test/x', tokens: null, issuedBy: null })
    },
  )

  test('that is no JSON object has no claims', () => {
    for (const payload of ['[1]', '"x"', 'null', '7', 'plain', '{"a":', '\ud800', '{}x', '﻿[]']) {
      const found = inspect(aJwt(usualHeader, payload))
      expect(found).toMatchObject({ format: 'jwt', claims: [], hasInner: false })
      expect(found.warnings.some(({ reference }) => reference === 'RFC 7519 §7.2')).toBe(true)
    }
  })
})

const manyMembers = (count: number, value = '1') =>
  `{${Array.from({ length: count }, (_, index) => `"a${index}":${value}`).join(',')}}`
const selective = (count: number) => aJwt({ alg: 'ES256' }, { _sd: ['x'] }) + '~WyJzIiwiYSIsMV0'.repeat(count) + '~'

/** Texts of up to 200 kB that a careless reader would take seconds for. */
const hostile: readonly (readonly [string, string])[] = [
  ['dots', '.'.repeat(200_000)],
  ['tildes', '~'.repeat(200_000)],
  ['equals signs', `${'='.repeat(199_000)}x`],
  ['equals signs in a part', `eyJhbGciOiJub25lIn0.${'='.repeat(150_000)}x.`],
  ['spaces', ' '.repeat(200_000)],
  ['spaces between', `a${' '.repeat(190_000)}b`],
  ['quotes', '"'.repeat(199_999)],
  ['schemes', 'Bearer '.repeat(28_000)],
  ['letters', 'a'.repeat(200_000)],
  ['headers', 'eyJ'.repeat(66_000)],
  ['deep lists', aJwt(usualHeader, `{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}`)],
  ['deep objects', aJwt(usualHeader, `${'{"a":'.repeat(16_000)}1${'}'.repeat(16_000)}`)],
  ['members', aJwt(usualHeader, manyMembers(5000))],
  ['members of a header', aJwt(manyMembers(5000), usualClaims)],
  ['the same member', aJwt(usualHeader, `{${'"exp":1,'.repeat(6000)}"exp":2}`)],
  ['a long number', aJwt(usualHeader, `{"exp":${'9'.repeat(60_000)}}`)],
  ['a long text', aJwt(usualHeader, { sub: 'x'.repeat(60_000), iss: 'h'.repeat(60_000) })],
  ['spaces for an algorithm', aJwt({ alg: ' '.repeat(60_000) }, {})],
  ['spaces for a key id', aJwt({ alg: 'ES256', kid: '-'.repeat(60_000) }, {})],
  [
    'scopes',
    aJwt(usualHeader, { scope: 'a '.repeat(30_000), roles: Array.from({ length: 9000 }, (_, index) => `r${index}`) }),
  ],
  ['audiences', aJwt(usualHeader, { aud: Array.from({ length: 5000 }, (_, index) => `https://a${index}.test/`) })],
  ['an issuer with query marks', aJwt(usualHeader, { iss: `https://${'/'.repeat(60_000)}` })],
  ['roles by address', aJwt(usualHeader, { [`https://${'a/'.repeat(30_000)}`]: 'x' })],
  ['disclosures', selective(9000)],
  ['XML', `<Assertion ${'a="" '.repeat(30_000)}>`],
  ['XML tags', `<Assertion>${'<b>'.repeat(50_000)}`],
  ['XML names', `<Assertion ${'a'.repeat(190_000)}>`],
  ['XML entities', `<Assertion><NameID>${'&amp;'.repeat(30_000)}</NameID>`],
  ['XML comments', `<Assertion>${'<!--'.repeat(40_000)}`],
  ['a deflated bomb', deflateRawSync(Buffer.alloc(100_000_000, 0x3c)).toString('base64').slice(0, 200_000)],
  ['macaroon spaces', Buffer.from(`00ffidentifier ${' '.repeat(100_000)}`).toString('base64url')],
  ['a megabyte', 'eyJ.'.repeat(250_000)],
]

describe('a text that is made to keep a reader busy', () => {
  test.each(hostile)('%s: takes no more than 50 ms', (_what, token) => {
    expect(leastCpuMsOf(() => inspect(token, { sentTo: 'https://api.test/' }), 50)).toBeLessThan(50)
    fitsContract(token)
  })
})

test('a token of 4 kB is inspected in 2 ms', () => {
  const token = aJwt(usualHeader, {
    ...usualClaims,
    groups: Array.from({ length: 200 }, (_, index) => `group-${index}-abc`),
  })
  expect(token.length).toBeGreaterThan(4000)
  expect(leastCpuMsOf(() => inspect(token), 2, 50)).toBeLessThan(2)
})
