import { describe, expect, test } from 'vitest'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import type { Bent } from '../../support/bendable-issuer.ts'
import { failureOf } from '../../support/find-login-under-test.ts'
import { accessToken, aServerOfTokens, canary, token } from '../../support/server-of-tokens.ts'

const { server, publish, client, aService, userinfo, inTurn } = await aServerOfTokens()

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

describe('a server without an endpoint', () => {
  test.each(['userinfo_endpoint', 'introspection_endpoint', 'revocation_endpoint', 'end_session_endpoint'] as const)(
    'says that it lacks %s',
    async (endpoint) => {
      publish({ [endpoint]: undefined })
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
    publish({ revocation_endpoint: 'http://revoke.example.test/' })
    const failure = await failureOf(aService().service.revoke(client, token))
    expect(failure).toMatchObject({ code: 'sign_in.issuer_insecure', details: { url: 'http://revoke.example.test/' } })
  })

  test('opens no page that has a password in its address', async () => {
    publish({ end_session_endpoint: 'https://a:b@id.example.test/end' })
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
