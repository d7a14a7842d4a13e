import { describe, expect, test } from 'vitest'
import { inspectedToken } from '../../../../electron/contract/jwt.ts'
import type { RememberedToken } from '../../../../electron/domain/inspection/found-token.ts'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import {
  aFoundToken,
  aJwt,
  aLooseToken,
  aTokenToInspect,
  noonSeconds,
  usualClaims,
  usualHeader,
  type MoreOfToken,
} from '../../../support/token-to-inspect.ts'

const inspect = (token: string, more: MoreOfToken = {}) => inspectToken(aTokenToInspect(token, more))
const claimsOf = (claims: unknown, more: MoreOfToken = {}) => {
  const { claims: found } = inspect(aJwt(usualHeader, claims), more)
  return new Map(found.map((claim) => [claim.name, claim]))
}
const warningsOf = (header: unknown, claims: unknown, more: MoreOfToken = {}) =>
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

describe('what a claim says', () => {
  test.each([
    ['amr', ['pwd', 'otp'], 'The person signed in with a password, a one-time code'],
    ['amr', ['fido', 'x'], 'The person signed in with a passkey, x'],
    ['acr', 'phr', 'How strongly the person proved who they are: resistant to phishing'],
    ['acr', '1', 'How strongly the person proved who they are: with one factor (1)'],
    ['acr', 'gold', 'How strongly the person proved who they are'],
    ['cnf', { jkt: 'x' }, 'It is bound to a DPoP key (RFC 9449 §6.1): each request needs a proof made with it'],
    ['email_verified', false, 'Whether the e-mail address was checked: it was not'],
    ['exp', noonSeconds * 1000, 'Too large for seconds: this seems to count milliseconds'],
    ['exp', `${noonSeconds}`, 'Written as text: a number belongs here, without quotes'],
    ['toe', noonSeconds + 900, 'When it happened: in the future, by this machine’s clock'],
    ['aud', ['a', 'b', 'c'], 'Meant for 3 receivers'],
    [
      'iss',
      'https://id.example.test/',
      'This profile’s issuer but for a slash at the end, https://id.example.test: receivers compare every character',
    ],
    ['typ', 'ID', 'The kind of token, by the issuer (Keycloak): an ID token, which is not for an API'],
  ])('%s %j: %s', (name, value, meaning) => {
    expect(claimsOf({ ...usualClaims, [name]: value }).get(name)?.meaning).toBe(meaning)
  })

  test('about the audience is held against where it was sent', () => {
    const at = (aud: unknown) => claimsOf({ ...usualClaims, aud }, { sentTo: 'https://api.test/orders' }).get('aud')
    expect(at('https://api.test')).toMatchObject({ meaning: 'Meant for this API only', attention: false })
    expect(at('https://other.test')).toMatchObject({
      meaning: 'Not meant for https://api.test, where it was sent',
      attention: true,
    })
    expect(at('urn:orders')).toMatchObject({ attention: false })
  })

  test('has its source and its section', () => {
    const claims = claimsOf({ ...usualClaims, realm_access: {}, mine: 1 })
    expect(claims.get('scope')).toMatchObject({ source: 'registered', reference: 'RFC 8693 §4.2' })
    expect(claims.get('realm_access')).toMatchObject({ source: 'known', reference: null })
    expect(claims.get('mine')).toMatchObject({ source: 'private', reference: null, meaning: 'Private claim' })
  })

  test('about roles is found wherever providers put them, as chips', () => {
    const token = inspect(
      aJwt(usualHeader, {
        ...usualClaims,
        realm_access: { roles: ['user'] },
        resource_access: { shop: { roles: ['buyer'] }, odd: 7 },
        'cognito:groups': ['g1'],
        permissions: ['orders:cancel'],
        role: 'admin,auditor',
        'https://shop.example/roles': ['vip'],
      }),
    )
    expect(token.roles).toEqual(['user', 'shop: buyer', 'g1', 'orders:cancel', 'admin', 'auditor', 'vip'])
    expect(token.claims.find(({ name }) => name === 'role')).toMatchObject({
      kind: 'list',
      chips: ['admin', 'auditor'],
    })
  })
})

describe('what a token is for', () => {
  const which = (header: unknown, claims: unknown) =>
    inspectToken({ ...aTokenToInspect(''), found: aLooseToken(aJwt(header, claims)) }).which

  test.each([
    ['access', { typ: 'at+jwt' }, {}],
    ['access', {}, { scp: ['a'] }],
    ['access', {}, { token_use: 'access', nonce: 'n' }],
    ['access', { typ: 'JWT' }, { typ: 'Bearer', nonce: 'n' }],
    ['id', {}, { nonce: 'n', aud: 'x' }],
    ['id', {}, { token_use: 'id' }],
    ['refresh', {}, { typ: 'Offline' }],
    ['unknown', { typ: 'dpop+jwt' }, { jti: 'x', htm: 'GET', nonce: 'n' }],
    ['unknown', {}, { sub: 'x' }],
  ])('is %s by its content: %j %j', (expected, header, claims) => {
    expect(which({ alg: 'RS256', ...header }, claims)).toBe(expected)
  })

  test('an ID token that was sent to an API is judged as what it was sent as', () => {
    const found = aFoundToken(aJwt({ alg: 'RS256' }, { ...usualClaims, nonce: 'n' }), {
      which: 'unknown',
      sentTo: 'https://api.test',
    })
    const token = inspectToken({ ...aTokenToInspect(''), found })
    expect(token.which).toBe('id')
    expect(token.warnings.map(({ reference }) => reference)).toContain('RFC 8725 §3.11')
  })
})

describe('an earlier token, of which the secret part is not remembered', () => {
  const content: { readonly is: 'remembered' } & RememberedToken = {
    ...{ is: 'remembered', format: 'jwt', kindName: 'JWT access token', reference: 'eyJ…abc' },
    ...{ length: 700, fingerprint: 'f', header: JSON.stringify(usualHeader) },
    claims: JSON.stringify({ ...usualClaims, exp: noonSeconds * 1000 }),
  }

  test('says what it said, and is not blamed for its lost signature', () => {
    const token = inspectToken({ ...aTokenToInspect(''), found: aFoundToken('', { content }) })
    expect(inspectedToken.parse(token)).toMatchObject({
      past: true,
      reference: 'eyJ…abc',
      length: 700,
      kindName: 'JWT access token',
    })
    expect(token.claims.map(({ name }) => name)).toEqual(Object.keys(usualClaims))
    expect(token.warnings.map(({ text }) => text)).toEqual(['exp counts milliseconds instead of seconds'])
  })

  test.each(['opaque', 'jwe', 'saml', 'macaroon', 'paseto'] as const)('may be %s', (format) => {
    const found = aFoundToken('', { content: { ...content, format, header: null, claims: null } })
    expect(inspectedToken.parse(inspectToken({ ...aTokenToInspect(''), found }))).toMatchObject({
      format,
      past: true,
      claims: [],
    })
  })
})

describe('a token that deserves a look', () => {
  const idToken = { ...usualClaims, aud: 'desktop', nonce: 'n' }

  test('is not bothered with rules of access tokens when it is an ID token', () => {
    expect(warningsOf({ alg: 'RS256' }, { ...idToken, email: 'a@b.test' }, { which: 'id' })).toBe('')
    expect(warningsOf({ alg: 'RS256' }, { ...idToken, aud: 'other' }, { which: 'id' })).toContain('another application')
  })

  test('may be signed with a shared secret where the issuer publishes no keys, or says so', () => {
    const { profile } = aTokenToInspect('')
    const header = { ...usualHeader, alg: 'HS256' }
    const note = 'Signed with a shared secret: every API that can check it could also write it'
    for (const facts of [
      { ...profile, jwksUri: null },
      { ...profile, algorithms: ['RS256', 'HS256'] },
    ]) {
      const said = warningsOf(header, usualClaims, { profile: facts })
      expect(said).toContain(note)
      expect(said).not.toContain('confusion')
    }
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
