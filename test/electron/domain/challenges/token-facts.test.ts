import { describe, expect, test } from 'vitest'
import { readProblem } from '../../../../electron/domain/challenges/read-problem.ts'
import { readTokenFacts } from '../../../../electron/domain/challenges/token-facts.ts'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { noon, secondsAfterNoon } from '../../../support/token-builder.ts'
import { aTokenToInspect } from '../../../support/token-to-inspect.ts'

const told = { scopes: ['told'], expiresAt: secondsAfterNoon(60) }
const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
const aJwt = (claims: unknown, header: unknown = { alg: 'RS256' }) =>
  new SecretText(`${encoded(header)}.${encoded(claims)}.c2ln`)

describe('the facts of a token', () => {
  test('come from its claims', () => {
    const seconds = noon.getTime() / 1000
    const claims = {
      iss: 'https://i',
      sub: 'älice',
      aud: ['a', 'b'],
      scope: 'x y',
      exp: seconds,
      nbf: seconds - 1,
      iat: seconds - 2,
    }
    expect(readTokenFacts(aJwt({ ...claims, roles: ['r'], groups: 'g' }), told)).toEqual({
      format: 'jwt',
      scopes: ['x', 'y'],
      roles: ['r', 'g'],
      expiresAt: noon,
      notBefore: secondsAfterNoon(-1),
      issuedAt: secondsAfterNoon(-2),
      audience: ['a', 'b'],
      issuer: 'https://i',
      subject: 'älice',
      obtainedAt: null,
      idTokenSigns: [],
      isRefreshToken: false,
      isBoundToKey: false,
      isBoundToCertificate: false,
    })
  })

  test('are what the token endpoint said where the token is opaque', () => {
    for (const opaque of ['opaque', '', 'a.b.c', 'eyJ.eyJ.x', 'a.'.repeat(5), aJwt([1, 2]).reveal()]) {
      expect(readTokenFacts(new SecretText(opaque), told)).toMatchObject({
        format: 'opaque',
        scopes: ['told'],
        expiresAt: told.expiresAt,
      })
    }
  })

  test.each([
    [
      { realm_access: { roles: ['a'] }, resource_access: { api: { roles: ['b'] }, other: { roles: ['a'] } } },
      ['a', 'api: b', 'other: a'],
    ],
    [
      { permissions: ['p'], 'https://shop.example/roles': 'r1,r2', wids: ['w'], org_role: 'o' },
      ['p', 'r1', 'r2', 'w', 'o'],
    ],
    [{ role: 'admin' }, ['admin']],
    [{ 'cognito:groups': ['x'] }, ['x']],
    [{ roles: { not: 'a list' }, realm_access: 'odd', resource_access: { api: 3 } }, []],
  ])('name the roles of %j', (claims, roles) => {
    const token = aJwt(claims)
    expect(readTokenFacts(token, told).roles).toEqual(roles)
    // The inspector and the diagnosis of one token name the same.
    expect(inspectToken(aTokenToInspect(token.reveal())).roles).toEqual(roles)
  })

  test('survive claims of the wrong kind', () => {
    const odd = { exp: 'soon', nbf: 1e300, iat: null, aud: 5, iss: {}, sub: [], scope: 7, scp: ['s'] }
    expect(readTokenFacts(aJwt(odd), told)).toMatchObject({
      ...{
        expiresAt: told.expiresAt,
        notBefore: null,
        issuedAt: null,
        audience: [],
        issuer: null,
        subject: null,
        scopes: ['s'],
      },
    })
  })

  test.each([
    [{ at_hash: 'h' }, ['it carries at_hash']],
    [{ c_hash: 'h' }, ['it carries c_hash']],
    [{ token_use: 'id' }, ['its token_use is “id”']],
    [{ typ: 'ID' }, ['its typ is “ID”']],
    [{ aud: 'app', nonce: 'n' }, ['it is meant for the client itself (aud is app) and carries a nonce']],
    // Some servers write a nonce into access tokens, and some clients are their own API.
    [{ nonce: 'n' }, []],
    [{ aud: 'app' }, []],
    [{ aud: 'api', nonce: 'n' }, []],
  ])('tell an ID token by its claims: %j', (claims, signs) => {
    expect(readTokenFacts(aJwt(claims), { ...told, clientId: 'app' }).idTokenSigns).toEqual(signs)
    expect(readTokenFacts(aJwt(claims, { alg: 'RS256', typ: 'at+jwt' }), told).idTokenSigns).toEqual([])
  })

  test.each(['Refresh', 'Offline'])('tell a refresh token that calls itself %s', (typ) => {
    expect(readTokenFacts(aJwt({ typ }), told).isRefreshToken).toBe(true)
    expect(readTokenFacts(aJwt({ typ: 'Bearer' }), told).isRefreshToken).toBe(false)
  })
})

const read = (text: string) => readProblem({ status: 401, headers: [], bodyPrefix: Buffer.from(text) })

describe('the body of a refusal', () => {
  test.each([
    [
      '{"title":"No","detail":"why","type":"/t","required_scopes":["a"],"required_role":"b"}',
      { title: 'No', detail: 'why', type: '/t', requiredScopes: ['a'], requiredRoles: ['b'] },
    ],
    ['\uFEFF {"error":"invalid_token","error_description":"x"}', { error: 'invalid_token', detail: 'x' }],
    ['{"error":{"message":"deep","code":"E1"}}', { title: 'deep', error: 'E1' }],
    ['{"required":["orders:write"]}', { requiredScopes: ['orders:write'], requiredRoles: [] }],
    ['{"title":"Role needed","required":["admin"]}', { requiredScopes: [], requiredRoles: ['admin'] }],
    ['{"__proto__":{"title":"x"},"detail":5,"required":{"a":1}}', { title: null, detail: null, requiredScopes: [] }],
  ])('%s is understood', (text, expected) => {
    expect(read(text)).toMatchObject(expected)
  })

  test.each(['', '[]', ' ', '\u0000\u0001 binary'])('%j tells nothing', (text) => expect(read(text)).toBeNull())

  test.each(['null', '{"cut', '"text"', '{'.repeat(60_000), '['.repeat(60_000)])(
    '%.20s is a line of text at most',
    (text) => {
      const problem = read(text)
      expect(problem).toMatchObject({ error: null, detail: null, reason: null, requiredScopes: [] })
      expect(problem?.title?.length).toBeLessThanOrEqual(300)
    },
  )
})
