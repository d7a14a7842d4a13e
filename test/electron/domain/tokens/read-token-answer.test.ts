import { describe, expect, test } from 'vitest'
import { nextTokenSet } from '../../../../electron/domain/tokens/bind-token-set.ts'
import { readTokenAnswer } from '../../../../electron/domain/tokens/read-token-answer.ts'
import { aTokenSet, noon, secondsAfterNoon } from '../../../support/token-builder.ts'

const jwt = (payload: unknown): string =>
  `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.x`
const hourOn = noon.getTime() / 1000 + 3600
const jwtOfAnHour = jwt({ exp: hourOn })

const read = (body: object, clockSkewSeconds: number | null = null) =>
  readTokenAnswer(
    { access_token: 'opaque', token_type: 'Bearer', ...body },
    { askedScopes: ['a', 'b'], receivedAt: noon, clockSkewSeconds },
  )

describe('expires_in', () => {
  test.each([
    ['a number', 300, 300],
    ['a number in a string', '300', 300],
    ['a string with spaces', ' 300 ', 300],
    ['a fraction', 299.5, 299.5],
    ['a fraction in a string', '0.5', 0.5],
    ['a number in exponent form', '3e2', 300],
    ['a huge number', 1e300, 3_153_600_000],
    ['infinity, as JSON reads 1e400', Number.POSITIVE_INFINITY, 3_153_600_000],
    ['a huge string', '99999999999999999999', 3_153_600_000],
  ])('as %s is counted from when the answer came', (_form, expiresIn, seconds) => {
    expect(read({ expires_in: expiresIn })).toMatchObject({
      expiresAt: secondsAfterNoon(seconds),
      expirySource: 'expires_in',
    })
  })

  test.each([
    ['missing', undefined],
    ['null', null],
    ['zero', 0],
    ['zero in a string', '0'],
    ['negative', -1],
    ['empty', ''],
    ['a word', 'never'],
    ['true', true],
    ['an object', { seconds: 300 }],
    ['a list', [300]],
    ['not a number', Number.NaN],
  ])('that is %s falls back to the JWT exp, else says unknown', (_form, expiresIn) => {
    expect(read({ expires_in: expiresIn, access_token: jwtOfAnHour })).toMatchObject({
      expiresAt: secondsAfterNoon(3600),
      expirySource: 'exp',
    })
    expect(read({ expires_in: expiresIn })).toMatchObject({ expiresAt: null, expirySource: 'unknown' })
  })
})

describe('the exp of a JWT without expires_in', () => {
  test('is put on our clock where the server clock is known to differ', () => {
    expect(read({ access_token: jwtOfAnHour }, 120).expiresAt).toEqual(secondsAfterNoon(3480))
  })

  test.each([
    ['a string', jwt({ exp: '1772370000' })],
    ['negative', jwt({ exp: -1 })],
    ['beyond the year 9999', jwt({ exp: 1e15 })],
    ['absent', jwt({ sub: 'alice' })],
    ['in a payload that is no object', jwt([1])],
    ['in a payload that is no JSON', 'eyJ.%%%.x'],
    ['in something with one dot', 'a.b'],
  ])('that is %s says unknown', (_form, accessToken) => {
    expect(read({ access_token: accessToken })).toMatchObject({ expiresAt: null, expirySource: 'unknown' })
  })

  test('is read from a JWT with names that are not ASCII', () => {
    expect(read({ access_token: jwt({ exp: hourOn, name: 'Jürgen 陳 🙂' }) }).expirySource).toBe('exp')
  })
})

describe('scope', () => {
  test.each([
    ['narrower than asked is kept as granted', 'a', ['a']],
    ['wider than asked is kept as granted', 'a b c', ['a', 'b', 'c']],
    ['with odd spaces is split all the same', '  a \t b ', ['a', 'b']],
    ['missing means as asked (RFC 6749 §5.1)', undefined, ['a', 'b']],
    ['null means as asked', null, ['a', 'b']],
    ['empty means as asked', '', ['a', 'b']],
    ['that is a list means as asked', ['a'], ['a', 'b']],
  ])('%s', (_case, scope, scopes) => {
    expect(read({ scope }).scopes).toEqual(scopes)
  })
})

test.each(['Bearer', 'bearer', 'BEARER'])('token_type %s is kept as the server wrote it', (tokenType) => {
  expect(read({ token_type: tokenType }).tokenType).toBe(tokenType)
})

test.each([undefined, null, '', 5])('a refresh_token of %j is none', (refreshToken) => {
  expect(read({ refresh_token: refreshToken }).refreshToken).toBeNull()
})

describe('the tokens after a refresh', () => {
  const before = aTokenSet()
  test('keep the old refresh token when the provider sends no new one (RFC 6749 §6)', () => {
    expect(nextTokenSet(before, read({})).refreshToken?.reveal()).toBe('refresh-1')
  })

  test('take the new refresh token when there is one', () => {
    expect(nextTokenSet(before, read({ refresh_token: 'refresh-2' })).refreshToken?.reveal()).toBe('refresh-2')
  })

  test('stay bound to the issuer and client, keep the ID token, and count', () => {
    const after = nextTokenSet(before, read({ expires_in: 60 }))
    expect(after).toMatchObject({ issuer: before.issuer, clientId: before.clientId, refreshCount: 1 })
    expect(after.idToken?.reveal()).toBe('id-1')
    expect(after.obtainedAt).toEqual(noon)
  })
})
