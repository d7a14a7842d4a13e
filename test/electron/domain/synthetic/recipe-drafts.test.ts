import { describe, expect, test } from 'vitest'
import { hostileRecipes, recipeBase } from '../../../../electron/domain/synthetic/recipes/hostile-recipes.ts'
import { readBase } from '../../../../electron/domain/synthetic/token-base.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aJwt, noon } from '../../../support/token-to-inspect.ts'

describe('what a recipe needs', () => {
  const rs256 = aJwt({ alg: 'RS256' }, { sub: 'alice' })
  const reasons = (token: string) => {
    const read = readBase(new SecretText(token))
    if ('whyNot' in read) return read.whyNot
    const base = recipeBase(read.base, null, noon)
    return Object.fromEntries(
      hostileRecipes.flatMap(({ id, make }) => {
        const result = make(base)
        return 'whyNot' in result ? [[id, result.whyNot]] : []
      }),
    )
  }

  test('are the issuer’s public keys, for confusion of keys', () => {
    expect(reasons(rs256)).toMatchObject({
      'key-confusion': expect.stringContaining('public keys of the token’s issuer'),
    })
  })

  test('are the claims that it leaves out', () => {
    expect(reasons(rs256)).toMatchObject({
      'no-expiry': 'It has no exp to leave out',
      'no-audience': 'It has no aud to leave out',
    })
  })

  test('is a signature to keep, where nothing else signs', () => {
    const unsigned = rs256.slice(0, rs256.lastIndexOf('.') + 1)
    expect(reasons(unsigned)).toMatchObject({
      expired: expect.stringContaining('signature'),
      'signature-flipped': expect.any(String),
    })
    expect(reasons(unsigned)).not.toHaveProperty('foreign-key')
    expect(reasons(unsigned)).not.toHaveProperty('alg-none')
  })

  test('are claims at all', () => {
    expect(reasons(aJwt({ alg: 'RS256' }, 'plain text'))).toMatchObject({
      expired: expect.stringContaining('no set of claims'),
    })
  })

  test('is no token inside the token: a draft would tell it to the window', () => {
    for (const inner of [rs256, ` ${rs256} `, `${rs256}~WyJzMSIsImVtYWlsIl0~`]) {
      expect(reasons(aJwt({ alg: 'RS256', cty: 'JWT' }, inner))).toMatch(/another token.*look inside/)
    }
  })

  test('is a token that can be read', () => {
    expect(reasons('ghp_0123456789')).toContain('opaque')
    expect(reasons(`${aJwt({ alg: 'dir', enc: 'A128GCM' }, 'x')}.c2k.dGFn`)).toContain('encrypted')
    expect(reasons('..')).toContain('opaque')
    expect(reasons('')).toContain('opaque')
  })
})

describe('a claim that is widened', () => {
  const claimsAfter = (id: string, claims: object): unknown => {
    const read = readBase(new SecretText(aJwt({ alg: 'RS256' }, claims)))
    const result =
      'base' in read
        ? hostileRecipes.find((each) => each.id === id)?.make(recipeBase(read.base, null, noon))
        : undefined
    return result !== undefined && 'draft' in result ? JSON.parse(result.draft.claims) : result
  }

  test.each([
    [{ scope: 'openid orders:read' }, { scope: 'openid orders:read orders:write admin' }],
    [{ scp: ['orders.read'] }, { scp: ['orders.read', 'orders.write', 'admin'] }],
    [{ sub: 'x' }, { sub: 'x', scope: 'admin' }],
  ])('scope: %j', (before, after) => {
    expect(claimsAfter('scope-widened', before)).toEqual(after)
  })

  test.each([
    [{ roles: ['customer'] }, { roles: ['customer', 'admin'] }],
    [{ role: 'customer' }, { role: 'admin' }],
    [{ groups: 'a b' }, { groups: 'a b admin' }],
    [{ realm_access: { roles: ['user'], x: 1 } }, { realm_access: { roles: ['user', 'admin'], x: 1 } }],
    [{ sub: 'x' }, { sub: 'x', roles: ['admin'] }],
  ])('role: %j', (before, after) => {
    expect(claimsAfter('role-raised', before)).toEqual(after)
  })
})
