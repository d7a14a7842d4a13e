import { createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  assertLongEnough,
  defaultScryptCost,
  passphraseWrap,
  unwrapWithPassphrase,
  wrapWithPassphrase,
} from '../../../../electron/domain/vault/passphrase-key.ts'
import { passphrase, secret } from '../../../support/vault-builder.ts'

const cheap = { n: 1024, r: 8, p: 1 }
const dataKey = randomBytes(32)
const wrapped = () => wrapWithPassphrase(dataKey, passphrase, 'vault-1', cheap, randomBytes)

describe('a data key under a passphrase', () => {
  test('can be had by anyone who has the passphrase and the documented format', async () => {
    const wrap = await wrapped()
    const key = scryptSync(passphrase.reveal(), Buffer.from(wrap.salt, 'base64'), 32, { N: 1024, r: 8, p: 1 })
    const sealed = Buffer.from(wrap.sealed, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(wrap.nonce, 'base64'))
    decipher.setAAD(Buffer.from(JSON.stringify(['claimcheck vault key', 'vault-1', 'scrypt', 1024, 8, 1, wrap.salt])))
    decipher.setAuthTag(sealed.subarray(-16))
    expect(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])).toEqual(dataKey)
  })

  test('opens with it, however the keyboard composed its accents', async () => {
    const composed = await wrapWithPassphrase(dataKey, secret('caf\u00e9 au lait!'), 'vault-1', cheap, randomBytes)
    expect(await unwrapWithPassphrase(composed, secret('cafe\u0301 au lait!'), 'vault-1')).toEqual(dataKey)
  })

  test('does not open with another passphrase, in another vault, or at another cost', async () => {
    const wrap = await wrapped()
    expect(await unwrapWithPassphrase(wrap, secret('correct horse batterz'), 'vault-1')).toBeNull()
    expect(await unwrapWithPassphrase(wrap, passphrase, 'vault-2')).toBeNull()
    expect(await unwrapWithPassphrase({ ...wrap, n: 2048 }, passphrase, 'vault-1')).toBeNull()
  })

  test('costs a guesser at least 100 ms and 128 MiB a try', async () => {
    const { n, r, p } = defaultScryptCost
    expect({ n, memoryBytes: 128 * n * r, p }).toEqual({ n: 2 ** 17, memoryBytes: 128 * 1024 * 1024, p: 1 })
    const startedAt = performance.now()
    const wrap = await wrapWithPassphrase(dataKey, passphrase, 'vault-1', defaultScryptCost, randomBytes)
    expect(performance.now() - startedAt).toBeGreaterThan(100)
    expect(wrap).toMatchObject({ kdf: 'scrypt', n: 131_072, r: 8, p: 1 })
  })
})

describe('the cost that a file asks for', () => {
  test.each([
    ['2^40 rounds', { n: 2 ** 40 }],
    ['more than 2^20 rounds', { n: 2 ** 21 }],
    ['rounds that are no power of two', { n: 1000 }],
    ['one round', { n: 1 }],
    ['blocks without bound', { r: 1_000_000 }],
    ['parallel runs without bound', { p: 1_000_000 }],
    ['a part of a round', { n: 1024.5 }],
  ])('is refused before any work: %s', async (_what, change) => {
    const wrap = await wrapped()
    const startedAt = performance.now()
    expect(passphraseWrap.safeParse({ ...wrap, ...change }).success).toBe(false)
    expect(performance.now() - startedAt).toBeLessThan(50)
  })

  test('may be what we ask for ourselves', async () => {
    expect(passphraseWrap.safeParse({ ...(await wrapped()), ...defaultScryptCost }).success).toBe(true)
  })
})

test('a passphrase is measured in code points, not in UTF-16 halves', () => {
  const five = '🔑🔒🗝️🚪'
  expect(() => assertLongEnough(secret(`${five}${five}🔑`))).toThrow('vault.weak_passphrase')
  expect(() => assertLongEnough(secret(`${five}${five}🔑🔒`))).not.toThrow()
})

test.each([
  ['twelve equal characters', 'a'.repeat(12)],
  ['spaces only', ' '.repeat(40)],
  ['four different characters', 'abcdabcdabcdabcd'],
  ['more only until it is normalised', 'aａbｂcｃdｄabcdabcd'],
])('a passphrase of %s is too easy to guess', (_words, text) => {
  expect(() => assertLongEnough(secret(text))).toThrow('vault.weak_passphrase')
})

test('a passphrase of five different characters is taken', () => {
  expect(() => assertLongEnough(secret('abcdeabcdeab'))).not.toThrow()
})
