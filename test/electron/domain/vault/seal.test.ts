import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { seal, unseal } from '../../../../electron/domain/vault/seal.ts'

const key = Buffer.alloc(32, 7)
const plain = Buffer.from('refresh-1')

describe('sealing', () => {
  test('is AES-256-GCM, as the test vector of its specification has it (case 14)', () => {
    const zeros = (count: number) => Buffer.alloc(count)
    const { nonce, sealed } = seal(zeros(32), zeros(16), '', zeros)
    expect(nonce).toBe(zeros(12).toString('base64'))
    expect(Buffer.from(sealed, 'base64').toString('hex')).toBe(
      'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
    )
  })

  test('gives other bytes each time for the same plaintext', () => {
    const seen = new Set(Array.from({ length: 500 }, () => seal(key, plain, 'a', randomBytes).sealed))
    expect(seen.size).toBe(500)
  })

  test('opens with the same key at the same place', () => {
    expect(unseal(key, seal(key, plain, 'a', randomBytes), 'a')?.toString()).toBe('refresh-1')
  })
})

describe('what was sealed', () => {
  const sealed = seal(key, plain, 'tokens of alice', randomBytes)

  test.each([
    ['with another key', Buffer.alloc(32, 8), sealed, 'tokens of alice'],
    ['at another place', key, sealed, 'tokens of bob'],
    ['without a nonce', key, { ...sealed, nonce: '' }, 'tokens of alice'],
    ['cut shorter than a tag', key, { ...sealed, sealed: 'AAAA' }, 'tokens of alice'],
  ])('does not open %s', (_how, otherKey, value, boundTo) => {
    expect(unseal(otherKey, value, boundTo)).toBeNull()
  })

  test('does not open with any one bit changed', () => {
    const bytes = Buffer.from(sealed.sealed, 'base64')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(unseal(key, { ...sealed, sealed: changed.toString('base64') }, 'tokens of alice')).toBeNull()
    }
  })
})
