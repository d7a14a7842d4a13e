import { describe, expect, test } from 'vitest'
import { noProfile } from '../../../../electron/domain/jwt/token-to-inspect.ts'
import { hearClaims } from '../../../../electron/domain/token-service/tell-claims.ts'
import { tellIntrospection, type KnownHere } from '../../../../electron/domain/token-service/tell-introspection.ts'
import { aTokenSet, noon, secondsAfterNoon } from '../../../support/token-builder.ts'

const issuer = 'https://id.example.test'
const seconds = (after: number) => secondsAfterNoon(after).getTime() / 1000

function tell(claims: object, some: Partial<KnownHere> = {}) {
  const tokens = aTokenSet()
  const known: KnownHere = {
    ...{ which: 'access', subject: 'alice', keyThumbprint: null, tokens, issuer, clientId: 'desktop', now: noon },
    ...some,
  }
  const profile = { ...noProfile, issuer, clientId: 'desktop' }
  const setting = { which: 'access', profile, sentTo: null, now: noon, jtiSeen: null } as const
  const isActive = 'active' in claims && claims.active === true
  return tellIntrospection(hearClaims(JSON.stringify(claims), tokens, null), isActive, known, setting)
}
const asKept = {
  ...{
    active: true,
    client_id: 'desktop',
    sub: 'alice',
    iss: issuer,
    token_type: 'bearer',
    scope: 'orders:read openid',
  },
  exp: seconds(300),
}

describe('a token that the server calls good', () => {
  test('is as it was given, where nothing differs', () => {
    const { sentence, warnings, claims } = tell(asKept)
    expect(sentence).toBe('id.example.test says that this access token is good, until 12:05 UTC.')
    expect(warnings).toEqual([])
    expect(claims.map(({ name }) => name)).toEqual(Object.keys(asKept))
    expect(claims.find(({ name }) => name === 'active')?.meaning).toBe('Whether the server still takes the token')
  })

  test.each<[string, object, RegExp]>([
    ['belongs to another client', { client_id: 'other' }, /another client.*“other”.*“desktop”/],
    ['speaks for somebody else', { sub: 'mallory' }, /somebody else.*“mallory”.*“alice”/],
    ['comes from another issuer', { iss: 'https://evil.example.test' }, /another issuer/],
    ['lacks a scope', { scope: 'openid' }, /leaves out orders:read/],
    ['has one more scope', { scope: ['openid', 'orders:read', 'admin'] }, /adds admin/],
    ['lives longer', { exp: seconds(3600) }, /ends it at 13:00 UTC.*12:05 UTC/],
    ['lives on another day', { exp: seconds(86_400) }, /2026-03-02 12:00 UTC/],
    ['is over', { exp: seconds(-5) }, /over since 11:59 UTC/],
    ['is not valid yet', { nbf: seconds(3600) }, /only from 13:00 UTC on/],
    ['is of another type', { token_type: 'DPoP' }, /“Bearer”.*“DPoP”/],
    ['is bound to a key that is not shown', { cnf: { jkt: 'thumbprint' } }, /another key/],
  ])('is told where it %s', (_what, some, warning) => {
    expect(tell({ ...asKept, ...some }).warnings.join('\n')).toMatch(warning)
  })

  test('may end a few seconds away from what was kept', () => {
    expect(tell({ ...asKept, exp: seconds(330) }).warnings).toEqual([])
  })

  test.each([
    ['bound to this key', { jkt: 'mine' }, []],
    ['bound to another', { jkt: 'other' }, [expect.stringContaining('another key')]],
    ['bound to none', undefined, [expect.stringContaining('names none')]],
  ])('that was given for a key is told where it is %s', (_what, cnf, warnings) => {
    const tokens = aTokenSet({ tokenType: 'DPoP' })
    const claims = { ...asKept, token_type: 'DPoP', cnf }
    expect(tell(claims, { tokens, keyThumbprint: 'mine' }).warnings).toEqual(warnings)
  })

  test('is not held to the access token where it is the refresh token', () => {
    const refresh = { ...asKept, scope: 'all', exp: seconds(86_400), token_type: 'refresh_token' }
    expect(tell(refresh, { which: 'refresh' }).warnings).toEqual([])
  })

  test('is not compared where nothing is known here', () => {
    expect(tell({ active: true, sub: 'anybody' }, { subject: null }).warnings).toEqual([])
  })

  test('may say things of a type that nobody expects', () => {
    const odd = { active: true, exp: 'soon', nbf: {}, scope: 7, sub: ['alice'], cnf: 'key', client_id: null, iss: 1 }
    expect(tell(odd).warnings).toEqual([expect.stringContaining('openid and orders:read')])
  })
})

describe('a token that the server does not call good', () => {
  test('is told to be gone before its time', () => {
    expect(tell({ active: false })).toMatchObject({
      sentence: 'id.example.test knows nothing of this access token, or says that it is over.',
      warnings: [expect.stringContaining('given until 12:05 UTC')],
    })
  })

  test.each<[string, Partial<KnownHere>]>([
    ['its time is over', { now: secondsAfterNoon(600) }],
    ['nobody knows its time', { tokens: aTokenSet({ expiresAt: null }) }],
    ['it is the refresh token', { which: 'refresh' }],
  ])('is no surprise where %s', (_why, some) => {
    expect(tell({ active: false }, some).warnings).toEqual([])
  })
})
