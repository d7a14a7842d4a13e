import { describe, expect, test } from 'vitest'
import { authorityOf } from '../../../../electron/domain/profiles/authority.ts'
import { aKeeper, refreshed } from '../../../support/keeper-builder.ts'
import { anOAuthWay, aProfile, aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'
import { aCustomLoginWay, aSignedJwtWay } from '../../../support/way-builder.ts'

const expired = { obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) }

describe('ways without an authorisation server', () => {
  const variables = new Map([
    ['host', 'https://legacy.example.test'],
    ['api', 'urn:orders'],
  ])
  const login = aCustomLoginWay().login

  test('a custom login’s tokens are those of its address and user, whatever its query and password', () => {
    const url = '{{host}}/{{username}}/login?key={{password}}'
    const way = aCustomLoginWay({ login: { ...login, request: { ...login.request, url } } })
    expect(authorityOf(aProfile({ way }), variables)).toEqual({
      issuer: 'https://legacy.example.test/alice/login',
      clientId: 'alice',
    })
  })

  test('a password in the path of a login is in no authority', () => {
    const way = aCustomLoginWay({ login: { ...login, request: { ...login.request, url: '{{host}}/{{password}}' } } })
    expect(authorityOf(aProfile({ way }), new Map([...variables, ['password', 'canary']])).issuer).not.toContain(
      'canary',
    )
  })

  test('a JWT that was signed for one environment is not another’s', () => {
    const at = (api: string) =>
      authorityOf(aProfile({ way: aSignedJwtWay({ claims: '{"aud":"{{api}}"}' }) }), new Map([['api', api]]))
    expect(at('urn:orders')).toEqual(at('urn:orders'))
    expect(at('urn:orders')).not.toEqual(at('urn:users'))
    expect(at('urn:orders')).toMatchObject({ issuer: 'self' })
  })

  test.each([
    ['a custom login', aCustomLoginWay()],
    ['a signed JWT', aSignedJwtWay()],
    ['a password', anOAuthWay({ grant: { type: 'password', username: 'alice' } })],
    [
      'a JWT bearer assertion',
      anOAuthWay({
        grant: { type: 'jwt_bearer', signing: { algorithm: 'RS256', keyId: null }, claims: '{}', lifetimeSeconds: 60 },
      }),
    ],
  ])('tokens of %s are renewed by asking again', async (_what, way) => {
    const mine = aProfile({ way })
    const tokens = aTokenSet({ ...authorityOf(mine, new Map()), ...expired, refreshToken: null })
    const { keeper, id } = aKeeper({ profile: mine, tokens, answers: [refreshed()] })
    expect(await keeper.session(id)).toMatchObject({ state: 'active', refreshable: true })
    expect((await keeper.usableTokens(id)).tokens.accessToken.reveal()).toBe('access-2')
  })

  test('a JWT of one’s own says so where a server would be named', async () => {
    const mine = aProfile({ way: aSignedJwtWay() })
    const tokens = aTokenSet({ ...authorityOf(mine, new Map()), ...expired, refreshToken: null })
    const answer = { kind: 'unavailable', host: 'self', message: 'x', retryAfterSeconds: null, reached: false } as const
    const { keeper, id } = aKeeper({ profile: mine, tokens, answers: [answer] })
    await expect(keeper.usableTokens(id)).rejects.toThrow()
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ details: { host: 'self' } })
  })
})
