import { describe, expect, test } from 'vitest'
import { tokenServiceChannels } from '../../../../electron/contract/token-service.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { failureOf } from '../../../support/find-login-under-test.ts'
import { refreshed } from '../../../support/keeper-builder.ts'
import { aServerOfTokens } from '../../../support/server-of-tokens.ts'
import { aProfile, anOAuthWay, secondsAfterNoon } from '../../../support/token-builder.ts'
import { hmacToken, opaqueToken } from '../../../support/tokens-to-find.ts'
import { aTokenServiceAt } from '../../../support/token-service-under-test.ts'

const parts = await aServerOfTokens()
const { server, inTurn, client } = parts
const { host } = new URL(client.issuer)
const claimsOf = tokenServiceChannels['tokenService.userinfo'].response
const idToken = async (claims: Record<string, unknown> = {}) => new SecretText(await server.idToken(claims))
const bearerOf = (path: string) =>
  server.calls.filter((call) => call.path === path).map(({ headers }) => headers.authorization)

describe('who is signed in', () => {
  test('is told in words, claim by claim', async () => {
    const { service, id } = aTokenServiceAt(parts, { tokens: { idToken: await idToken() } })
    inTurn('/userinfo', { body: { sub: 'alice', name: 'Alice', email: 'alice@example.test' } })
    const told = claimsOf.parse(await service.userinfo(id))
    expect(told.sentence).toBe(`${host} says that Alice is signed in, and tells 2 more facts.`)
    expect(told.claims.map(({ name, meaning }) => [name, meaning])).toContainEqual([
      'email',
      'The e-mail address of the person',
    ])
    expect(told.warnings).toEqual([])
    expect(bearerOf('/userinfo')).toEqual(['Bearer access-1'])
  })

  test('is asked with a fresh token where the one that is kept is due', async () => {
    const { service, id, clock } = aTokenServiceAt(parts, {
      tokens: { idToken: await idToken() },
      answers: [refreshed()],
    })
    inTurn('/userinfo', { body: { sub: 'alice' } })
    await clock.advance(290_000)
    expect((await service.userinfo(id)).sentence).toContain('nothing more than who it is')
    expect(bearerOf('/userinfo')).toEqual(['Bearer access-2'])
  })

  test('is refused where it is somebody else than the ID token says', async () => {
    const { service, id } = aTokenServiceAt(parts, { tokens: { idToken: await idToken() } })
    inTurn('/userinfo', { body: { sub: 'mallory', name: 'Alice' } })
    expect(await failureOf(service.userinfo(id))).toMatchObject({
      code: 'token_service.refused',
      details: { endpoint: 'userinfo_endpoint', status: 200, description: expect.stringContaining('somebody else') },
    })
  })

  test.each([
    ['none', null],
    ['one that can not be read', new SecretText('a.b.c.d.e')],
  ])('comes with a warning where there is no ID token to compare it with: %s', async (_what, kept) => {
    const { service, id } = aTokenServiceAt(parts, { tokens: { idToken: kept } })
    inTurn('/userinfo', { body: { sub: 'alice' } })
    expect((await service.userinfo(id)).warnings).toEqual([expect.stringContaining('no readable ID token')])
  })

  test('holds no token, though the server sends some back, in whatever spelling', async () => {
    const secrets = { accessToken: new SecretText('access/canary"1'), refreshToken: new SecretText('refresh-canary-1') }
    const { service, id } = aTokenServiceAt(parts, { tokens: { ...secrets, idToken: await idToken() } })
    const body = `{"sub":"alice","a":"access\\/canary\\"1","refresh-canary-1":1,"b":["x",{"c":"Bearer refresh-canary-1"}],"jwt":"${(await idToken({ x: 1 })).reveal()}"}`
    inTurn('/userinfo', { headers: { 'content-type': 'application/json' }, body })
    const told = JSON.stringify(claimsOf.parse(await service.userinfo(id)))
    expect(told).not.toMatch(/access\W{1,4}canary|refresh-canary-1|eyJ[\w-]{20,}/)
  })

  test('may be nested a hundred thousand levels deep', async () => {
    const { service, id } = aTokenServiceAt(parts, { tokens: { idToken: await idToken() } })
    const body = `{"sub":"alice","deep":${'['.repeat(100_000)}"access-1"${']'.repeat(100_000)}}`
    inTurn('/userinfo', { headers: { 'content-type': 'application/json' }, body })
    const told = await service.userinfo(id)
    expect(told.claims.map(({ name }) => name)).toEqual(['sub', 'deep'])
    expect(JSON.stringify(told)).not.toContain('access-1')
  })

  test('keeps every digit of what the server wrote', async () => {
    const { service, id } = aTokenServiceAt(parts, { tokens: { idToken: await idToken() } })
    const body = '{"sub":"alice","account":12345678901234567890}'
    inTurn('/userinfo', { headers: { 'content-type': 'application/json' }, body })
    expect((await service.userinfo(id)).claims).toContainEqual(
      expect.objectContaining({ json: '12345678901234567890' }),
    )
  })
})

describe('what a server says of a token', () => {
  test.each([
    ['access', 'access-1'],
    ['refresh', 'refresh-1'],
  ] as const)('is asked with the %s token as it is kept', async (which, token) => {
    const { service, id, asked } = aTokenServiceAt(parts)
    inTurn('/introspect', { body: { active: true, client_id: 'desktop' } })
    const told = tokenServiceChannels['tokenService.introspect'].response.parse(await service.introspect(id, which))
    expect(told).toMatchObject({ active: true, sentence: `${host} says that this ${which} token is good.` })
    const form = server.calls.find(({ path }) => path === '/introspect')?.form
    expect([form?.get('token'), form?.get('token_type_hint')]).toEqual([token, `${which}_token`])
    expect(asked).toEqual([])
  })

  test('is not news where it is only that the token is over', async () => {
    const { service, id, clock } = aTokenServiceAt(parts)
    inTurn('/introspect', { body: { active: false } })
    await clock.advance(400_000)
    expect(await service.introspect(id, 'access')).toMatchObject({
      active: false,
      sentence: `${host} knows nothing of this access token, or says that it is over.`,
      warnings: [],
    })
  })

  test('holds no secret of the client, though the server sends back what it was asked with', async () => {
    const telling = { authentication: 'client_secret_post', secret: new SecretText('client/canary"1') } as const
    const { service, id } = aTokenServiceAt(parts, { client: telling })
    server.answer('/introspect', ({ form }) => ({ body: { active: true, ...Object.fromEntries(form) } }))
    const told = await service.introspect(id, 'refresh')
    expect(told.claims.map(({ name }) => name)).toContain('client_secret')
    expect(JSON.stringify(told)).not.toMatch(/client\W{1,4}canary|refresh-1/)
  })

  test('is asked about any token, as the profile’s client, and held against what that token says itself', async () => {
    const { service, id } = aTokenServiceAt(parts, { tokens: null })
    inTurn('/introspect', { body: { active: true, sub: 'mallory', client_id: 'other' } })
    const told = await service.introspectToken(id, new SecretText(hmacToken))
    expect(tokenServiceChannels['tokenService.introspect'].response.parse(told)).toEqual(told)
    expect(told.sentence).toBe(`${host} says that this access token is good.`)
    expect(told.warnings).toEqual([expect.stringContaining('It speaks for somebody else')])
    expect(server.calls.find(({ path }) => path === '/introspect')?.form?.get('token')).toBe(hmacToken)
  })

  test('tells no token back that was asked about, opaque ones too', async () => {
    const { service, id } = aTokenServiceAt(parts, { tokens: null })
    server.answer('/introspect', ({ form }) => ({ body: { active: true, ...Object.fromEntries(form) } }))
    const told = await service.introspectToken(id, new SecretText(opaqueToken))
    expect(told.active).toBe(true)
    expect(JSON.stringify(told)).not.toContain(opaqueToken)
  })

  test('of a refresh token needs one', async () => {
    const { service, id } = aTokenServiceAt(parts, { tokens: { refreshToken: null } })
    expect(await failureOf(service.introspect(id, 'refresh'))).toMatchObject({ code: 'session.not_refreshable' })
  })
})

describe('tokens', () => {
  const calls = ['userinfo', 'introspect', 'revoke', 'signOut'] as const
  const run = ({ service, id }: ReturnType<typeof aTokenServiceAt>, call: (typeof calls)[number]) =>
    call === 'introspect' ? service.introspect(id, 'access') : service[call](id)

  test.each(calls)('of another server are sent to none by %s', async (call) => {
    const at = aTokenServiceAt(parts, { client: { issuer: 'https://other.example.test' } })
    expect(await failureOf(run(at, call))).toMatchObject({ code: 'session.signed_out' })
    expect(server.calls).toEqual([])
  })

  test.each(calls)('of another client are sent to none by %s', async (call) => {
    const at = aTokenServiceAt(parts, { client: { clientId: 'another' } })
    expect(await failureOf(run(at, call))).toMatchObject({ code: 'session.signed_out' })
  })

  test.each(calls)('that are not there can not be told of by %s', async (call) => {
    expect(await failureOf(run(aTokenServiceAt(parts, { tokens: null }), call))).toMatchObject({
      code: 'session.signed_out',
    })
  })

  test.each(calls)('stay where they are while the vault is locked: %s', async (call) => {
    const at = aTokenServiceAt(parts)
    at.vault.locked = true
    expect(await failureOf(run(at, call))).toMatchObject({ code: 'vault.locked' })
  })

  test('of a profile without an authorisation server have nobody to ask', async () => {
    const way = { kind: 'static_token', carriage: { in: 'query', name: 'key' } } as const
    const { service, id } = aTokenServiceAt(parts, { profile: aProfile({ way }) })
    expect(await failureOf(service.userinfo(id))).toMatchObject({
      code: 'sign_in.endpoint_missing',
      details: { endpoint: 'userinfo_endpoint' },
    })
  })

  test('of a profile that is gone are not looked for', async () => {
    const { service } = aTokenServiceAt(parts)
    const { id } = aProfile({ way: anOAuthWay() })
    expect(await failureOf(service.revoke(id))).toMatchObject({ code: 'profile.not_found' })
  })
})

describe('signing out', () => {
  const response = tokenServiceChannels['tokenService.signOut'].response

  test('opens the sign-out page with the ID token as a hint, and forgets the tokens', async () => {
    const hint = await idToken()
    const { service, id, opened, keeper } = aTokenServiceAt(parts, { tokens: { idToken: hint } })
    const told = response.parse(await service.signOut(id))
    expect(told).toMatchObject({ openedBrowser: true, session: { state: 'signed-out' } })
    expect(opened).toEqual([`${client.issuer}/end?from=app&id_token_hint=${hint.reveal()}&client_id=desktop`])
    expect(await keeper.peek(id)).toBeNull()
    expect(JSON.stringify(told)).not.toContain(hint.reveal())
  })

  test('changes nothing where the server has no such page, and says what else to do', async () => {
    parts.publish({ end_session_endpoint: undefined })
    const { service, id, opened, keeper } = aTokenServiceAt(parts)
    expect(response.parse(await service.signOut(id))).toMatchObject({
      openedBrowser: false,
      sentence: expect.stringContaining('publishes no sign-out page'),
      session: { state: 'active' },
    })
    expect(opened).toEqual([])
    expect(await keeper.peek(id)).not.toBeNull()
  })

  test('keeps the tokens where the browser could not be opened, and tells nobody the address', async () => {
    const hint = await idToken()
    const { service, id, browser, keeper } = aTokenServiceAt(parts, { tokens: { idToken: hint } })
    browser.fails = true
    const failure = await failureOf(service.signOut(id))
    expect(failure).toMatchObject({ code: 'sign_in.browser_failed', details: {} })
    expect(failure).not.toHaveProperty('cause')
    expect(await keeper.peek(id)).not.toBeNull()
  })
})

describe('a token that was given until noon tomorrow', () => {
  test('is told with its day', async () => {
    const { service, id } = aTokenServiceAt(parts, {
      tokens: { expiresAt: secondsAfterNoon(86_400), refreshToken: null },
    })
    parts.publish({ revocation_endpoint: undefined })
    expect((await service.revoke(id)).steps).toEqual([
      {
        which: 'access',
        outcome: 'not-offered',
        sentence: `${host} revokes no tokens (RFC 7009): the access token lives until 2026-03-02 12:00 UTC.`,
      },
    ])
  })
})
