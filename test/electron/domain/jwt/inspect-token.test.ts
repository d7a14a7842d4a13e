import { describe, expect, test } from 'vitest'
import { inspectedToken } from '../../../../electron/contract/jwt.ts'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import type { TokenToInspect } from '../../../../electron/domain/jwt/token-to-inspect.ts'
import { aJwt, aTokenToInspect, noonSeconds, usualClaims, usualHeader } from '../../../support/token-to-inspect.ts'

const inspect = (token: string, more: Partial<TokenToInspect> = {}) => inspectToken(aTokenToInspect(token, more))
const claimsOf = (claims: unknown, more: Partial<TokenToInspect> = {}) => {
  const { claims: found } = inspect(aJwt(usualHeader, claims), more)
  return new Map(found.map((claim) => [claim.name, claim]))
}
const warningsOf = (header: unknown, claims: unknown, more: Partial<TokenToInspect> = {}) =>
  inspect(aJwt(header, claims), more)
    .warnings.map(({ text, reference }) => `${text} [${reference}]`)
    .join('\n')

describe('a sound access token', () => {
  test('has nothing to warn of, and every claim in words', () => {
    const token = inspect(aJwt(usualHeader, usualClaims))
    expect(inspectedToken.parse(token)).toEqual(token)
    expect(token.warnings).toEqual([])
    expect(token.claims.filter(({ attention }) => attention)).toEqual([])
    expect(Object.fromEntries(token.claims.map(({ name, meaning }) => [name, meaning]))).toEqual({
      iss: 'Issued by https://id.example.test (matches this profile)',
      sub: 'The user that the token speaks for',
      aud: 'Meant for this API only',
      client_id: 'The application that asked for it (this profile’s)',
      scope: 'What it may be used for',
      jti: 'The name of this very token; no other has it',
      iat: 'When it was issued; lives 5 min in all',
      exp: 'From this moment on it is no longer accepted',
    })
    expect(token).toMatchObject({
      format: 'jwt',
      issuedAt: '2026-01-01T11:59:00.000Z',
      expiresAt: '2026-01-01T12:04:00.000Z',
      expirySource: 'expires_in',
      scopes: ['orders:read', 'openid'],
      header: [
        { name: 'alg', json: '"RS256"' },
        { name: 'typ', json: '"at+jwt"' },
        { name: 'kid', json: '"k1"' },
      ],
    })
  })

  test('shows lists as chips and times as instants', () => {
    const claims = claimsOf({
      ...usualClaims,
      roles: ['customer', 'vip'],
      nested: { a: [1] },
      n: 1.5,
      nbf: noonSeconds - 60.5,
    })
    expect(claims.get('scope')).toMatchObject({ kind: 'list', chips: ['orders:read', 'openid'] })
    expect(claims.get('roles')).toMatchObject({ kind: 'list', chips: ['customer', 'vip'] })
    expect(claims.get('nested')).toMatchObject({ kind: 'other', json: '{"a":[1]}', meaning: 'Private claim' })
    expect(claims.get('n')).toMatchObject({ kind: 'number' })
    expect(claims.get('nbf')).toMatchObject({ kind: 'time', instant: '2026-01-01T11:58:59.500Z' })
  })

  test('keeps every digit of a big integer, and the words of a claim that is called like a method', () => {
    const claims = claimsOf(
      '{"id":12345678901234567890,"price":1.10,"constructor":"x","__proto__":{"a":1},"toString":1}',
    )
    expect(claims.get('id')?.json).toBe('12345678901234567890')
    expect(claims.get('price')?.json).toBe('1.10')
    expect(claims.get('constructor')).toMatchObject({ json: '"x"', meaning: 'Private claim' })
    expect(claims.get('__proto__')).toMatchObject({ json: '{"a":1}' })
  })

  test('is read as base64url and UTF-8', () => {
    const claims = claimsOf({ ...usualClaims, sub: 'Åsa Grönlund ✓ 日本 ÿþ>?' })
    expect(claims.get('sub')?.json).toBe('"Åsa Grönlund ✓ 日本 ÿþ>?"')
  })

  test('speaks for no person when its subject is the application', () => {
    expect(claimsOf({ ...usualClaims, sub: 'desktop' }).get('sub')?.meaning).toContain('no person')
  })
})

describe('a token that deserves a look', () => {
  const idToken = { ...usualClaims, aud: 'desktop', nonce: 'n' }
  const { exp: _exp, ...endless } = usualClaims
  const { aud: _aud, ...forAnybody } = usualClaims
  const { iss: _iss, ...fromNobody } = usualClaims

  test.each<[string, unknown, unknown, string]>([
    ['is not signed', { ...usualHeader, alg: 'none' }, usualClaims, 'alg none) [RFC 8725 §3.2]'],
    ['is not signed, spelt oddly', { ...usualHeader, alg: 'nOnE' }, usualClaims, 'alg none) [RFC 8725 §3.2]'],
    ['names no algorithm', { typ: 'at+jwt' }, usualClaims, '[RFC 7515 §4.1.1]'],
    ['is signed with a shared secret', { ...usualHeader, alg: 'HS256' }, usualClaims, 'shared secret (HS256)'],
    ['is of another type', { ...usualHeader, typ: 'JWT' }, usualClaims, '[RFC 9068 §2.1]'],
    ['brings its own key', { ...usualHeader, jku: 'https://evil.test/' }, usualClaims, 'jku'],
    ['has a path as key id', { ...usualHeader, kid: '../../dev/null' }, usualClaims, 'kid'],
    ['demands extensions', { ...usualHeader, crit: ['x'] }, usualClaims, '[RFC 7515 §4.1.11]'],
    ['is not encoded', { ...usualHeader, b64: false }, usualClaims, '[RFC 7797 §7]'],
    ['never ends', usualHeader, endless, 'no expiry (exp)'],
    ['lives for days', usualHeader, { ...usualClaims, exp: noonSeconds + 3 * 86_400 }, 'lives for 3 days'],
    ['names no audience', usualHeader, forAnybody, '[RFC 8725 §3.9]'],
    ['names no issuer', usualHeader, fromNobody, '(iss) [RFC 8725 §3.8]'],
    ['is of another issuer', usualHeader, { ...usualClaims, iss: 'https://id.example.test/' }, 'not this profile’s'],
    ['is an ID token by its nonce', usualHeader, idToken, 'looks like an ID token'],
    ['is an ID token by its audience', usualHeader, { ...usualClaims, aud: ['desktop'] }, 'looks like an ID token'],
    ['ends before it begins', usualHeader, { ...usualClaims, exp: noonSeconds - 120 }, 'before it was issued'],
    ['comes from the future', usualHeader, { ...usualClaims, iat: noonSeconds + 120 }, 'in the future'],
    ['is not valid yet', usualHeader, { ...usualClaims, nbf: noonSeconds + 120 }, 'not valid yet (nbf)'],
    [
      'counts milliseconds',
      usualHeader,
      { ...usualClaims, exp: noonSeconds * 1000 },
      'milliseconds instead of seconds: exp',
    ],
    ['has a time as text', usualHeader, { ...usualClaims, exp: 'tomorrow' }, 'Not a number of seconds: exp'],
    ['holds personal data', usualHeader, { ...usualClaims, email: 'a@b.test' }, 'personal data: email'],
    ['is bound to a key', usualHeader, { ...usualClaims, cnf: { jkt: 'x' } }, '(cnf)'],
    ['repeats a claim', usualHeader, '{"sub":"alice","sub":"admin"}', '"sub" stands in it more than once'],
    ['repeats a header member', '{"alg":"RS256","alg":"none"}', usualClaims, 'header has "alg" more than once'],
    ['is very long', usualHeader, { ...usualClaims, x: 'y'.repeat(9000) }, 'header limit'],
  ])('because it %s', (_why, header, claims, warning) => {
    expect(warningsOf(header, claims)).toContain(warning)
  })

  test('is not bothered with rules of access tokens when it is an ID token', () => {
    expect(warningsOf({ alg: 'RS256' }, { ...idToken, email: 'a@b.test' }, { which: 'id' })).toBe('')
    expect(warningsOf({ alg: 'RS256' }, { ...idToken, aud: 'other' }, { which: 'id' })).toContain('another application')
  })

  test('may be signed with a shared secret where the issuer publishes no keys', () => {
    const { profile } = aTokenToInspect('')
    const header = { ...usualHeader, alg: 'HS256' }
    expect(warningsOf(header, usualClaims, { profile: { ...profile, jwksUri: null } })).toBe('')
  })

  test('draws attention to the claims at fault', () => {
    const { profile } = aTokenToInspect('')
    const wrong = claimsOf(
      { ...usualClaims, iss: 'https://other.test', exp: noonSeconds - 1, iat: noonSeconds + 999, azp: 'other' },
      { profile: { ...profile, resources: ['urn:users'] } },
    )
    const names = [...wrong.values()].filter(({ attention }) => attention).map(({ name }) => name)
    expect(names).toEqual(['iss', 'aud', 'iat', 'exp', 'azp'])
    expect(wrong.get('aud')?.meaning).toBe('Not meant for urn:users, which this profile asks for')
  })

  test('whose times are beyond the calendar still fits the contract', () => {
    for (const exp of [1e300, -1e300, 253_402_300_800, -1, 1e18, Number.MAX_SAFE_INTEGER]) {
      const token = inspect(aJwt(usualHeader, { ...usualClaims, exp, iat: exp, nbf: exp }), { which: 'id' })
      expect(inspectedToken.safeParse(token).error).toBeUndefined()
    }
  })
})

describe('a token that is no plain JWT', () => {
  test('an encrypted one shows its header and is called sealed', () => {
    // RFC 7516 appendix A.2.
    const token = inspect(`${Buffer.from('{"alg":"RSA1_5","enc":"A128CBC-HS256"}').toString('base64url')}.a.b.c.d`)
    expect(token).toMatchObject({ format: 'jwe', claims: [], header: [{ name: 'alg' }, { name: 'enc' }] })
    expect(token.warnings[0]?.text).toContain('Encrypted')
  })

  test.each([
    ['v4.local.AAAAAAAA', 'PASETO'],
    ['PHNhbWw6QXNzZXJ0aW9u', 'SAML'],
    ['MDAxY2xvY2F0aW9u', 'macaroon'],
    ['ghp_abcdefghijklmnop', 'GitHub'],
    ['2YotnFZFEjr1zCsicMWpAA', 'An opaque token'],
    ['a.b.c', 'An opaque token'],
    ['', 'An opaque token'],
  ])('%j is named: %s', (token, name) => {
    const found = inspect(token)
    expect(found).toMatchObject({ format: 'opaque', claims: [], header: [], scopes: ['granted'] })
    expect(found.warnings[0]?.text).toContain(name)
  })

  test('an SD-JWT shows what is open in it', () => {
    const found = inspect(`${aJwt({ alg: 'ES256', typ: 'dc+sd-jwt' }, { iss: 'x', _sd: ['a'] })}~WyJhIl0~`)
    expect(found).toMatchObject({ format: 'jwt', claims: [{ name: 'iss' }, { name: '_sd' }] })
    expect(found.warnings.some(({ text }) => text.includes('1 disclosures'))).toBe(true)
  })

  test('a JWS whose payload is no object has no claims', () => {
    for (const payload of ['[1]', '"x"', 'null', '7', 'plain', '{"a":']) {
      const found = inspect(aJwt(usualHeader, payload))
      expect(found).toMatchObject({ format: 'jwt', claims: [] })
      expect(found.warnings[0]?.reference).toBe('RFC 7519 §7.2')
    }
  })
})

describe('vectors of the standards', () => {
  test('RFC 7519 §3.1: the example JWT', () => {
    const token =
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
    const found = inspect(token)
    expect(found.header).toMatchObject([
      { name: 'typ', json: '"JWT"' },
      { name: 'alg', json: '"HS256"' },
    ])
    expect(found.claims).toMatchObject([
      { name: 'iss', json: '"joe"' },
      { name: 'exp', json: '1300819380', instant: '2011-03-22T18:43:00.000Z', attention: true },
      { name: 'http://example.com/is_root', json: 'true', kind: 'other' },
    ])
  })

  test('RFC 7519 §6.1: the unsecured JWT', () => {
    const found = inspect(
      'eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.',
    )
    expect(found.format).toBe('jwt')
    expect(found.warnings.some(({ reference }) => reference === 'RFC 8725 §3.2')).toBe(true)
  })
})
