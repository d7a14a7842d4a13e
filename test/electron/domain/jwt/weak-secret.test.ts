import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { guessableSecrets } from '../../../../electron/domain/jwt/guessable-secrets.ts'
import { weakSecretOf } from '../../../../electron/domain/jwt/weak-secret.ts'
import { leastCpuMsOf } from '../../../support/cpu-time.ts'

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function signed(alg: string, hash: string, secret: string, claims: unknown = { sub: 'alice' }): string {
  const input = `${encode({ alg })}.${encode(claims)}`
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`
}

describe('a token that is signed with a shared secret', () => {
  test.each([
    ['HS256', 'sha256', 'secret'],
    ['HS256', 'sha256', 'your-256-bit-secret'],
    ['HS384', 'sha384', 'changeme'],
    ['HS512', 'sha512', 'admin123'],
    ['HS256', 'sha256', 'keyboard cat'],
    ['HS256', 'sha256', ''],
  ])('%s: its secret is found where guessers look (%s, %j)', (alg, hash, secret) => {
    expect(weakSecretOf(signed(alg, hash, secret))).toBe(secret)
    expect(weakSecretOf(`Bearer ${signed(alg, hash, secret)}`)).toBe(secret)
  })

  test('keeps a secret that nobody would guess', () => {
    expect(weakSecretOf(signed('HS256', 'sha256', 'lF2tq0m1vXbqk3c9TQ7eP4'))).toBeNull()
  })

  test('is found guessable in its own algorithm only', () => {
    expect(weakSecretOf(signed('HS256', 'sha512', 'secret'))).toBeNull()
    expect(weakSecretOf(signed('RS256', 'sha256', 'secret'))).toBeNull()
  })

  test('is tried with no more work than fits, however large it is', () => {
    const huge = signed('HS256', 'sha256', 'lF2tq0m1vXbqk3c9TQ7eP4', { x: 'y'.repeat(140_000) })
    expect(weakSecretOf(huge)).toBeNull()
    expect(leastCpuMsOf(() => weakSecretOf(huge), 2000)).toBeLessThan(2000)
  })

  test.each(['', 'a.b.c', 'v4.local.AAAA', 'eyJhbGciOiJIUzI1NiJ9.e30.', '\ud800'])('%j is no such token', (text) => {
    expect(weakSecretOf(text)).toBeNull()
  })
})

describe('the list of guessable secrets', () => {
  test('has a thousand and more, each once', () => {
    const secrets = guessableSecrets()
    expect(secrets.length).toBeGreaterThanOrEqual(1000)
    expect(new Set(secrets).size).toBe(secrets.length)
  })
})
