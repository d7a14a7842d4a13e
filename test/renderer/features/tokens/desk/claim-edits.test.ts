import { describe, expect, test } from 'vitest'
import { withExpiry, withRole, withScope } from '../../../../../renderer/features/tokens/desk/claim-edits.ts'

const now = new Date('2026-11-22T12:00:00.900Z')
const nowSeconds = Date.parse('2026-11-22T12:00:00Z') / 1000

describe('an expiry', () => {
  test('is written in whole seconds (RFC 7519 §2)', () => {
    expect(withExpiry('{"exp":5}', -3600, now)).toBe(`{"exp":${nowSeconds - 3600}}`)
    expect(withExpiry('{"exp":5}', 3600, now)).toBe(`{"exp":${nowSeconds + 3600}}`)
  })
  test('is not written into what is no JSON object', () => expect(withExpiry('[]', 1, now)).toBeNull())
})

describe('a scope that is added', () => {
  test.each([
    ['{"scope":"orders:read openid"}', '{"scope":"orders:read openid orders:write"}'],
    ['{"scope":""}', '{"scope":"orders:write"}'],
    ['{"scope":["orders:read"]}', '{"scope":["orders:read", "orders:write"]}'],
    ['{"scp":["a"]}', '{"scp":["a", "orders:write"]}'],
    ['{"scp":"a"}', '{"scp":"a orders:write"}'],
    ['{"scope":"orders:write"}', '{"scope":"orders:write"}'],
    ['{"scp":[ ]}', '{"scp":["orders:write"]}'],
    ['{}', '{\n  "scope": "orders:write"\n}'],
  ])('to %s gives %s', (before, after) => expect(withScope(before, 'orders:write')).toBe(after))
})

describe('a role that is added', () => {
  test.each([
    ['{"roles":["customer"]}', '{"roles":["customer", "admin"]}'],
    ['{"role":"customer"}', '{"role":["customer","admin"]}'],
    ['{"groups":["a"]}', '{"groups":["a", "admin"]}'],
    [
      '{"realm_access":{"roles":["user"],"n":12345678901234567890}}',
      '{"realm_access":{"roles":["user", "admin"],"n":12345678901234567890}}',
    ],
    ['{"roles":["a"],"realm_access":{"roles":[]}}', '{"roles":["a", "admin"],"realm_access":{"roles":[]}}'],
    ['{"sub":"a"}', '{"sub":"a",\n  "roles": ["admin"]}'],
  ])('to %s gives %s', (before, after) => expect(withRole(before, 'admin')).toBe(after))
})
