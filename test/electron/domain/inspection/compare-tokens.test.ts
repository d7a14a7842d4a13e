import { describe, expect, test } from 'vitest'
import type { ComparedRow } from '../../../../electron/contract/inspection.ts'
import { compareTokens } from '../../../../electron/domain/inspection/compare-tokens.ts'
import type { FoundToken } from '../../../../electron/domain/inspection/found-token.ts'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import { noProfile } from '../../../../electron/domain/jwt/token-to-inspect.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { opaqueToken } from '../../../support/tokens-to-find.ts'

const now = new Date('2026-03-01T12:00:00Z')
const seconds = now.getTime() / 1000
const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

const inspected = (text: string) => {
  const found: FoundToken = {
    ...{ content: { is: 'held', token: new SecretText(text) }, which: 'unknown', tokens: null, issuedBy: null },
    ...{ profileId: null, sentTo: null, synthetic: false, seenAt: now },
  }
  return inspectToken({ found, profile: noProfile, now, jtiSeen: null })
}
const usual = { alg: 'RS256', typ: 'at+jwt', kid: 'k1' }
const claims = {
  ...{ iss: 'https://id.example.test', sub: 'alice', aud: ['orders'], scope: 'orders:read', jti: 'a' },
  ...{ iat: seconds, exp: seconds + 300 },
}
const aJwt = (some: object | string = {}, header: object = usual) =>
  inspected(`${part(header)}.${part(typeof some === 'string' ? some : { ...claims, ...some })}.c2lnbmF0dXJl`)

const compare = (left: ReturnType<typeof aJwt>, right: ReturnType<typeof aJwt>) =>
  compareTokens(left, right, { left: 'one', right: 'other' })
const rowOf = (rows: readonly ComparedRow[], name: string) => rows.find((row) => row.name === name)
const wordsOf = (some: object, name: string, header?: object) =>
  rowOf(compare(aJwt(), aJwt(some, header)).rows, name)?.words

describe('two tokens side by side', () => {
  test('are told in a sentence: the person, the rights, the life', () => {
    const more = aJwt({ scope: 'orders:read orders:write orders:delete', jti: 'b', exp: seconds + 600 })
    expect(compare(aJwt(), more).sentence).toBe(
      'Same person, two scopes more (orders:write and orders:delete), lives 5 minutes longer; three differences in all.',
    )
    expect(compare(aJwt(), aJwt({ sub: 'bob', roles: ['admin'] })).sentence).toMatch(
      /^Another person: alice and bob, one role more \(admin\); /,
    )
    expect(compare(aJwt(), aJwt({ iss: 'https://staging.example.test' })).sentence).toMatch(
      /^Same subject of another issuer, same rights/,
    )
    expect(compare(aJwt(), aJwt()).sentence).toBe('Both say the same.')
  })

  test('show what differs first, and of that what the token may do before whom it is for, and its times before its ids', () => {
    const other = aJwt(
      { jti: 'b', exp: seconds + 900, scope: 'orders:write', sub: 'bob', aud: 'stock', tenant: 7 },
      { ...usual, kid: 'k2' },
    )
    const { rows } = compare(aJwt(), other)
    expect(rows.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'scope changed',
      'sub changed',
      'kid changed',
      'aud changed',
      'tenant only-right',
      'exp changed',
      'jti changed',
      'alg same',
      'typ same',
      'iss same',
      'iat same',
    ])
  })

  test('show a list by its parts, each with the side that has it', () => {
    const { rows } = compare(aJwt({ scope: 'a b' }), aJwt({ scope: 'b c d' }))
    expect(rowOf(rows, 'scope')).toMatchObject({
      chips: [
        { text: 'a', in: 'left' },
        { text: 'b', in: 'both' },
        { text: 'c', in: 'right' },
        { text: 'd', in: 'right' },
      ],
      words: 'c and d were added; a was taken away',
    })
  })

  test('show times by their difference, in words', () => {
    expect(wordsOf({ exp: seconds + 300 + 3300 }, 'exp')).toBe('The right one expires 55 minutes later')
    expect(wordsOf({ iat: seconds - 7200 }, 'iat')).toBe('The right one was issued 2 hours earlier')
    const signedIn = (at: number) => aJwt({ auth_time: at })
    expect(rowOf(compare(signedIn(seconds), signedIn(seconds + 2)).rows, 'auth_time')?.words).toBe(
      'The person of the right one signed in 2 seconds later',
    )
  })

  test('say what another key and another algorithm mean', () => {
    expect(wordsOf({}, 'kid', { ...usual, kid: 'k2' })).toBe('Signed with another key of the issuer')
    expect(wordsOf({}, 'alg', { ...usual, alg: 'none' })).toBe('Signed in another way')
  })

  test('add no words to what is plain from the two values', () => {
    expect(wordsOf({ email: 'a@example.test' }, 'email')).toBe('')
    expect(wordsOf({ sub: 'bob' }, 'sub')).toBe('')
    expect(wordsOf({}, 'typ', { ...usual, typ: 'JWT' })).toBe('')
  })

  test('are compared by what they say and not by how it is written', () => {
    const left = aJwt('{"a":{"x":1,"y":[1,{"p":1,"q":2}]},"aud":"orders","s":"\\u0061","n":1.0}')
    const right = aJwt('{"n":1,"s":"a","aud":["orders"],"a":{"y":[1,{"q":2,"p":1}],"x":1}}')
    const { rows, sentence } = compare(left, right)
    expect(rows.filter(({ state }) => state !== 'same')).toEqual([])
    expect(rowOf(rows, 'aud')?.words).toBe('The same parts, written in another way')
    expect(sentence).toBe('Both say the same.')
  })

  test('tell two numbers apart that a double can’t', () => {
    const { rows } = compare(aJwt('{"id":12345678901234567890}'), aJwt('{"id":12345678901234567891}'))
    expect(rowOf(rows, 'id')?.state).toBe('changed')
  })

  test('are compared however deep they nest', () => {
    const nested = (inside: string) => `{"a":${'['.repeat(40_000)}${inside}${']'.repeat(40_000)}}`
    const { rows } = compare(aJwt(nested('1')), aJwt(nested('2')))
    expect(rowOf(rows, 'a')?.state).toBe('changed')
    expect(rowOf(compare(aJwt(nested('1')), aJwt(nested('1'))).rows, 'a')?.state).toBe('same')
  })

  test('of different kinds are said to be so', () => {
    expect(compare(aJwt(), inspected(opaqueToken)).sentence).toBe(
      'The left one is a JWT, the right one an opaque token: only what the left one says is known.',
    )
    const two = compare(inspected(opaqueToken), inspected(`${opaqueToken.slice(0, -3)}xyz`))
    expect(two.sentence).toMatch(/^Both are opaque tokens, which say nothing that could be compared/)
    expect(two.rows).toEqual([])
  })

  test('miss nothing where the claims of one are unknown: an encrypted one, an opaque one', () => {
    const sealed = inspected(`${part({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'k1' })}.a2V5.aXY.c2VhbGVk.dGFn`)
    const { sentence, rows } = compare(aJwt(), sealed)
    expect(sentence).toBe(
      'The left one is a JWT, the right one an encrypted JWT: only what the left one says is known.',
    )
    expect(rows.every((row) => row.part === 'header')).toBe(true)
    expect(rowOf(rows, 'alg')?.words).toBe('One is signed, the other encrypted')
    expect(compare(sealed, aJwt()).sentence).toMatch(/only what the right one says is known\.$/)
    expect(compare(aJwt(), inspected(opaqueToken)).rows).toEqual([])
    expect(compare(sealed, inspected(opaqueToken)).sentence).toMatch(/what they say is not known/)
  })

  test('are not called the same where neither says who issued it or what it may do', () => {
    const sayOf = (one: object, other: object) =>
      compare(aJwt(JSON.stringify(one)), aJwt(JSON.stringify(other))).sentence
    expect(sayOf({ a: 1 }, { a: 2 })).toBe('One difference in all.')
    expect(sayOf({ sub: 'x', a: 1 }, { sub: 'x', a: 2 })).toBe('Same subject; one difference in all.')
    expect(sayOf({ iss: 'https://a.test', a: 1 }, { a: 1 })).toBe('One difference in all.')
  })
})
