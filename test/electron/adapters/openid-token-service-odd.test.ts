import { describe, expect, test } from 'vitest'
import { strangerKeys, type Bent } from '../../support/bendable-issuer.ts'
import { failureOf } from '../../support/find-login-under-test.ts'
import { aServerOfTokens, canary, token } from '../../support/server-of-tokens.ts'

const { server, publish, client, aService, userinfo, inTurn } = await aServerOfTokens()

describe('claims that a server tells', () => {
  test('keep every digit as the server wrote it', async () => {
    inTurn('/userinfo', {
      headers: { 'content-type': 'application/json' },
      body: '{"sub":"alice","id":12345678901234567890}',
    })
    expect((await userinfo()).claims).toContain('12345678901234567890')
  })

  test('are those of the JWT where the answer is one', async () => {
    const jwt = await server.idToken({ name: 'Alice' })
    inTurn('/userinfo', { headers: { 'content-type': 'application/jwt' }, body: jwt })
    expect(JSON.parse((await userinfo()).claims)).toMatchObject({ sub: 'alice', name: 'Alice' })
  })

  test('of a token are those inside the JWT where the answer is one (RFC 9701)', async () => {
    const claims = { token_introspection: { active: true, sub: 'alice', n: 1 } }
    const jwt = await server.idToken(claims, { typ: 'token-introspection+jwt' })
    publish({ introspection_signing_alg_values_supported: ['ES256'] })
    inTurn('/introspect', { headers: { 'content-type': 'application/token-introspection+jwt' }, body: jwt })
    expect(await aService().service.introspect(client, token)).toEqual({
      active: true,
      claims: '{"active":true,"sub":"alice","n":1}',
    })
  })
})

describe('an answer that is not what was asked for', () => {
  const json = { 'content-type': 'application/json' }
  test.each<[string, Bent | 'reset', object]>([
    ['a page', { body: '<html>hello</html>' }, { status: 200, description: expect.stringContaining('type') }],
    ['no JSON', { headers: json, body: '{"sub":' }, { status: 200, description: 'The answer is no JSON' }],
    ['a list', { headers: json, body: '[1]' }, { status: 200 }],
    ['no subject', { body: { name: 'Alice' } }, { status: 200, description: expect.stringContaining('sub') }],
    ['another subject', { body: { sub: 'mallory' } }, { status: 200, description: expect.stringContaining('§5.3.2') }],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://elsewhere.example.test/' }, body: '' },
      { status: 302 },
    ],
    ['an error of the server', { status: 500, body: {} }, { status: 500, error: null, description: null }],
    [
      'a challenge',
      {
        status: 401,
        headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="over"' },
        body: '',
      },
      { status: 401, error: 'invalid_token', description: 'over' },
    ],
    [
      'a challenge without a scheme',
      { status: 403, headers: { 'www-authenticate': 'error=insufficient_scope,error_description="more"' }, body: '' },
      { status: 403, error: 'insufficient_scope', description: 'more' },
    ],
    [
      'an error that repeats the token',
      { status: 400, body: { error: 'bad', error_description: `who sent ${canary}?` } },
      { status: 400, error: 'bad', description: 'who sent [secret]?' },
    ],
  ])('is told in words: %s', async (_what, answer, details) => {
    inTurn('/userinfo', answer)
    const failure = await failureOf(userinfo())
    expect(failure).toMatchObject({
      code: 'token_service.refused',
      details: { endpoint: 'userinfo_endpoint', ...details },
    })
    expect(JSON.stringify(failure)).not.toContain(canary)
  })

  test('is refused where a stranger signed it', async () => {
    const jwt = await server.idToken({}, {}, (await strangerKeys).privateKey)
    inTurn('/userinfo', { headers: { 'content-type': 'application/jwt' }, body: jwt })
    expect(await failureOf(userinfo())).toMatchObject({
      code: 'token_service.refused',
      details: { status: 200, description: expect.stringContaining('signature') },
    })
  })

  test('is refused where nobody signed it', async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const jwt = `${encode({ alg: 'none' })}.${encode({ sub: 'alice', iss: server.issuer, aud: 'desktop' })}.`
    inTurn('/userinfo', { headers: { 'content-type': 'application/jwt' }, body: jwt })
    expect(await failureOf(userinfo())).toMatchObject({
      code: 'token_service.refused',
      details: { status: 200, description: expect.stringContaining('alg') },
    })
  })

  test('of a token is refused where it does not say whether that is good', async () => {
    inTurn('/introspect', { body: { active: 'yes' } })
    expect(await failureOf(aService().service.introspect(client, token))).toMatchObject({
      code: 'token_service.refused',
      details: { status: 200, description: expect.stringContaining('active') },
    })
  })

  test('is none where the connection breaks', async () => {
    inTurn('/userinfo', 'reset')
    const { host } = new URL(server.issuer)
    expect(await failureOf(userinfo())).toMatchObject({
      code: 'sign_in.issuer_unreachable',
      details: { host, reason: 'reset' },
    })
  })
})
