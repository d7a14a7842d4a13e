import { describe, expect, test } from 'vitest'
import { firstTokenSet, nextTokenSet } from '../../../../electron/domain/tokens/bind-token-set.ts'
import { readTokenAnswer } from '../../../../electron/domain/tokens/read-token-answer.ts'
import { viewSignInEnds } from '../../../../electron/domain/tokens/sign-in-ends.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aKeeper, refused } from '../../../support/keeper-builder.ts'
import {
  aProfile,
  anOAuthWay,
  aTokenAnswer,
  aTokenSet,
  noon,
  secondsAfterNoon,
} from '../../../support/token-builder.ts'

const aJwt = (claims: object): string =>
  ['{"alg":"HS512"}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')
const expAfterNoon = (seconds: number): string => aJwt({ exp: noon.getTime() / 1000 + seconds })

const read = (fields: object, clockSkewSeconds: number | null = null) =>
  readTokenAnswer(
    { access_token: 'access', token_type: 'Bearer', refresh_token: 'refresh', ...fields },
    { askedScopes: [], receivedAt: noon, clockSkewSeconds },
  ).refreshEnds

describe('when a sign-in ends', () => {
  test.each([
    ['Keycloak', { refresh_expires_in: 1800 }, 1800],
    ['Microsoft and GitHub', { refresh_token_expires_in: 15_811_200 }, 15_811_200],
    ['Intuit', { x_refresh_token_expires_in: 8_726_400 }, 8_726_400],
    ['a server that writes numbers as text', { refresh_expires_in: '1800' }, 1800],
  ])('is told by a lifetime, as by %s', (_server, fields, seconds) => {
    expect(read(fields)).toEqual({ at: secondsAfterNoon(seconds), since: noon, source: 'refresh_expires_in' })
  })

  test.each([0, -1, null, 'soon', '', {}, Number.NaN])('is not told by a lifetime of %j', (lifetime) => {
    expect(read({ refresh_expires_in: lifetime })).toBeNull()
  })

  test('is told by the refresh token where it is a JWT, by our clock', () => {
    const refresh_token = expAfterNoon(1800)
    expect(read({ refresh_token })).toEqual({ at: secondsAfterNoon(1800), since: noon, source: 'refresh_token_exp' })
    expect(read({ refresh_token }, 90)?.at).toEqual(secondsAfterNoon(1710))
    // A lifetime needs no correction, and says more.
    expect(read({ refresh_token, refresh_expires_in: 60 }, 90)?.at).toEqual(secondsAfterNoon(60))
  })

  test.each([
    ['an opaque token', 'opaque'],
    ['a JWT without exp', aJwt({ typ: 'Offline' })],
    ['a JWT whose exp is no number', aJwt({ exp: 'never' })],
    ['a JWE', 'a.b.c.d.e'],
  ])('is unknown with %s', (_case, refresh_token) => {
    expect(read({ refresh_token })).toBeNull()
  })

  test('is nothing that is told without a refresh token', () => {
    const answer = aTokenAnswer({
      refreshToken: null,
      refreshEnds: { at: secondsAfterNoon(1), since: noon, source: 'refresh_expires_in' },
    })
    expect(firstTokenSet(answer, { issuer: 'https://id.example.test', clientId: 'desktop' }).refreshEnds).toBeNull()
  })
})

describe('a refresh', () => {
  const before = { at: secondsAfterNoon(1800), since: noon, source: 'refresh_expires_in' } as const
  const told = { at: secondsAfterNoon(2400), since: secondsAfterNoon(600), source: 'refresh_expires_in' } as const
  const byToken = { ...told, source: 'refresh_token_exp' } as const
  const previous = aTokenSet({ refreshEnds: before })
  const same = new SecretText('refresh-1')

  test.each([
    ['that keeps the refresh token and says nothing keeps its end', null, null, before],
    ['that keeps it and tells the end anew takes that', null, told, told],
    ['that repeats the same refresh token keeps its end', same, null, before],
    ['that repeats the same JWT keeps since when it counts', same, byToken, before],
    ['that brings a new refresh token takes its end', new SecretText('refresh-2'), told, told],
    ['that brings a new refresh token without a word knows no end', new SecretText('refresh-2'), null, null],
  ])('%s', (_case, refreshToken, refreshEnds, expected) => {
    expect(nextTokenSet(previous, aTokenAnswer({ refreshToken, refreshEnds })).refreshEnds).toEqual(expected)
  })
})

describe('the warning', () => {
  test.each([
    ['1 min', 60, 60],
    ['5 min', 300, 300],
    ['30 min', 1800, 300],
    ['10 h', 36_000, 3600],
    ['30 days', 2_592_000, 86_400],
    ['a year', 31_536_000, 86_400],
  ])('of a sign-in that lives %s is given early enough, at most a day before', (_life, seconds, noticeSeconds) => {
    const { at, warnFrom } = viewSignInEnds({
      at: secondsAfterNoon(seconds),
      since: noon,
      source: 'refresh_expires_in',
    })
    expect(at).toBe(secondsAfterNoon(seconds).toISOString())
    expect(warnFrom).toBe(secondsAfterNoon(seconds - noticeSeconds).toISOString())
  })

  test('of one that had ended when it came is due at once, and no instant is before it began', () => {
    const ends = { at: secondsAfterNoon(-60), since: noon, source: 'refresh_token_exp' } as const
    expect(viewSignInEnds(ends).warnFrom).toBe(secondsAfterNoon(-60).toISOString())
  })
})

describe('a session', () => {
  const refreshEnds = { at: secondsAfterNoon(1800), since: noon, source: 'refresh_expires_in' } as const

  test('tells when it ends, and by what that is known', async () => {
    const { keeper, id } = aKeeper({ tokens: aTokenSet({ refreshEnds }) })
    expect(await keeper.session(id)).toMatchObject({
      signInEnds: {
        at: secondsAfterNoon(1800).toISOString(),
        warnFrom: secondsAfterNoon(1500).toISOString(),
        source: 'refresh_expires_in',
      },
    })
  })

  test.each([
    ['nobody has to sign in again', aProfile({ way: anOAuthWay({ grant: { type: 'client_credentials' } }) }), {}],
    ['there is no refresh token', aProfile(), { refreshToken: null, refreshEnds: null }],
    ['the server does not say', aProfile(), { refreshEnds: null }],
  ])('tells of no end where %s', async (_case, profile, some) => {
    const { keeper, id } = aKeeper({ profile, tokens: aTokenSet({ refreshEnds, ...some }) })
    expect(await keeper.session(id)).toMatchObject({ state: 'active', signInEnds: null })
  })

  test('past the end that was told is tried once all the same: the server may be wrong about itself, its refusal is not', async () => {
    const expired = { obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) }
    const over = { at: secondsAfterNoon(-10), since: secondsAfterNoon(-400), source: 'refresh_expires_in' } as const
    const tokens = aTokenSet({ ...expired, refreshEnds: over })
    const { keeper, id, asked, happened } = aKeeper({ tokens, answers: [refused] })
    expect(await keeper.session(id)).toMatchObject({ signInEnds: { at: secondsAfterNoon(-10).toISOString() } })
    for (let call = 0; call < 3; call += 1) {
      await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.refresh_refused' })
    }
    expect(asked).toEqual(['refresh-1'])
    expect(await keeper.session(id)).toMatchObject({ state: 'sign-in-again', reason: 'sign-in-over' })
    expect(await happened()).toEqual([{ kind: 'refused', description: 'grant request is invalid', over: true }])
  })
})
