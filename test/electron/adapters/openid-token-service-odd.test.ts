import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createOpenIdTokenService } from '../../../electron/adapters/openid-token-service.ts'
import type { OAuthClient } from '../../../electron/domain/profiles/resolve-client.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { aBendableIssuer, strangerKeys, type Bent, type BendableIssuer } from '../../support/bendable-issuer.ts'
import { anEngine } from '../../support/oidc-server.ts'
import { aClient } from '../../support/tokens-of-alice.ts'

const canary = 'the-access-token-canary'
const accessToken = new SecretText(canary)
const token = { token: accessToken, which: 'access' } as const

let server: BendableIssuer
let client: OAuthClient
beforeAll(async () => {
  server = await aBendableIssuer()
})
afterAll(() => server.close())
const metadata = () => ({
  ...server.metadata,
  userinfo_endpoint: `${server.issuer}/userinfo`,
  introspection_endpoint: `${server.issuer}/introspect`,
  revocation_endpoint: `${server.issuer}/revoke`,
  end_session_endpoint: `${server.issuer}/end?from=app`,
  userinfo_signing_alg_values_supported: ['ES256'],
})
const publish = (document: object): void => server.answer('/.well-known/openid-configuration', { body: document })
beforeEach(() => {
  server.reset()
  publish(metadata())
  client = aClient(server.issuer, { clientId: 'desktop' })
})

function aService() {
  const pauses: number[] = []
  const pause = async (ms: number): Promise<void> => void pauses.push(ms)
  return { service: createOpenIdTokenService({ sessions: anEngine().sessions, pause }), pauses }
}
const userinfo = (subject: string | null = 'alice') =>
  aService().service.userinfo(client, { accessToken, tokenType: 'Bearer', subject })
/** In turn, the last one for ever. */
const inTurn = (path: string, ...answers: (Bent | 'reset')[]): void => {
  let turn = 0
  server.answer(path, () => answers[Math.min(turn++, answers.length - 1)] ?? 'reset')
}
async function failureOf(promise: Promise<unknown>): Promise<object> {
  return promise.then(
    () => ({ code: 'none' }),
    (thrown: unknown) => (typeof thrown === 'object' && thrown !== null ? thrown : { code: 'no object' }),
  )
}

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
    publish({ ...metadata(), introspection_signing_alg_values_supported: ['ES256'] })
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

describe('a server without an endpoint', () => {
  test.each(['userinfo_endpoint', 'introspection_endpoint', 'revocation_endpoint', 'end_session_endpoint'] as const)(
    'says that it lacks %s',
    async (endpoint) => {
      publish({ ...metadata(), [endpoint]: undefined })
      const { service } = aService()
      const calls = {
        userinfo_endpoint: () => userinfo(),
        introspection_endpoint: () => service.introspect(client, token),
        revocation_endpoint: () => service.revoke(client, token),
        end_session_endpoint: () => service.endSessionUrl(client, null),
      }
      expect(await failureOf(calls[endpoint]())).toMatchObject({
        code: 'sign_in.endpoint_missing',
        details: { endpoint },
      })
    },
  )

  test('is sent no token over plain http', async () => {
    publish({ ...metadata(), revocation_endpoint: 'http://revoke.example.test/' })
    const failure = await failureOf(aService().service.revoke(client, token))
    expect(failure).toMatchObject({ code: 'sign_in.issuer_insecure', details: { url: 'http://revoke.example.test/' } })
  })

  test('opens no page that has a password in its address', async () => {
    publish({ ...metadata(), end_session_endpoint: 'https://a:b@id.example.test/end' })
    const failure = await failureOf(aService().service.endSessionUrl(client, accessToken))
    expect(failure).toMatchObject({ code: 'sign_in.issuer_insecure', details: { url: 'https://id.example.test/end' } })
  })

  test('that publishes nothing is asked where the person said', async () => {
    const endpoints = {
      ...{ authorization: null, token: `${server.issuer}/token`, device: null, pushedRequest: null, userinfo: null },
      ...{ introspection: `${server.issuer}/introspect`, revocation: null, endSession: null, keys: null },
    }
    inTurn('/introspect', { body: { active: false } })
    const { service } = aService()
    expect(await service.introspect({ ...client, endpoints }, token)).toMatchObject({ active: false })
    expect(server.calls.map(({ path }) => path)).toEqual(['/introspect'])
  })
})

describe('revoking', () => {
  const revoke = () => {
    const { service, pauses } = aService()
    return service
      .revoke(client, token)
      .then((answer) => ({ answer, pauses, asked: server.calls.filter(({ path }) => path === '/revoke') }))
  }
  const busy = (seconds: string): Bent => ({ status: 503, headers: { 'retry-after': seconds }, body: '' })

  test('sends the token, what it is, and who asks', async () => {
    inTurn('/revoke', { body: '' })
    const { answer, asked } = await revoke()
    expect(answer).toEqual({ kind: 'revoked' })
    expect(asked[0]?.form.toString()).toBe(`token_type_hint=access_token&token=${canary}&client_id=desktop`)
  })

  test('takes 204 for 200', async () => {
    inTurn('/revoke', { status: 204, body: '' })
    expect((await revoke()).answer).toEqual({ kind: 'revoked' })
  })

  test('asks a busy server once more after as long as it says', async () => {
    inTurn('/revoke', busy('3'), { body: '' })
    expect(await revoke()).toMatchObject({ answer: { kind: 'revoked' }, pauses: [3000], asked: { length: 2 } })
  })

  test('asks a server that stays busy twice, and says so', async () => {
    inTurn('/revoke', busy('1'))
    const { answer, asked } = await revoke()
    expect(answer).toEqual({ kind: 'busy', retryAfterSeconds: 1 })
    expect(asked).toHaveLength(2)
  })

  test.each(['3600', 'soon'])('does not wait where a busy server says %s', async (seconds) => {
    inTurn('/revoke', busy(seconds))
    expect(await revoke()).toMatchObject({ answer: { kind: 'busy' }, pauses: [], asked: { length: 1 } })
  })

  test.each<[string, Bent | 'reset', object]>([
    [
      'of another client',
      { status: 400, body: { error: 'invalid_request' } },
      { kind: 'refused', status: 400, error: 'invalid_request' },
    ],
    ['without a word', { status: 403, body: '' }, { kind: 'refused', status: 403, error: null, description: null }],
    ['with a page', { status: 404, body: '<html/>' }, { kind: 'refused', status: 404, error: null }],
    ['with a redirect', { status: 302, headers: { location: '/' }, body: '' }, { kind: 'refused', status: 302 }],
    [
      'and repeats the token',
      { status: 400, body: { error: 'no', error_description: canary } },
      { kind: 'refused', error: 'no', description: '[secret]' },
    ],
    ['as a kind', { status: 400, body: { error: 'unsupported_token_type' } }, { kind: 'type-not-supported' }],
    ['by breaking off', 'reset', { kind: 'unreachable', message: expect.stringMatching(/\w/) }],
  ])('tells a token that the server refuses %s', async (_how, answer, expected) => {
    inTurn('/revoke', answer)
    expect((await revoke()).answer).toMatchObject(expected)
  })
})

describe('the address of the sign-out page', () => {
  const page = async (idToken: SecretText | null) =>
    new URL((await aService().service.endSessionUrl(client, idToken)).reveal()).searchParams

  test('keeps what the server has in it, and names the client', async () => {
    expect(Object.fromEntries(await page(null))).toEqual({ from: 'app', client_id: 'desktop' })
  })

  test('goes without the ID token where it would be longer than 8 kB', async () => {
    expect((await page(new SecretText('x'.repeat(7000)))).has('id_token_hint')).toBe(true)
    expect(Object.fromEntries(await page(new SecretText('x'.repeat(8200))))).toEqual({
      from: 'app',
      client_id: 'desktop',
    })
  })
})
