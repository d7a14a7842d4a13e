import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { secondsAfterNoon, startOrdersApi } from '../../support/orders-api.ts'

let api: Awaited<ReturnType<typeof startOrdersApi>>
beforeAll(async () => void (api = await startOrdersApi()))
afterAll(() => api.stop())
afterEach(() => expect(api.faults).toEqual([]))

/** Where a 401 tells of the way to a token (RFC 9728 §5.1). */
const told = () => `, resource_metadata="${api.apiUrl}/.well-known/oauth-protected-resource"`
const rejected = (description: string) =>
  `Bearer realm="orders", error="invalid_token", error_description="${description}"${told()}`

describe('the challenge', () => {
  test('names no error when there is no token', async () => {
    const answer = await api.call('/orders', { token: null })
    expect(answer).toMatchObject({ status: 401, challenge: `Bearer realm="orders"${told()}` })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toEqual({
      type: 'urn:claimcheck:problems:no-token',
      title: 'A token is needed',
      status: 401,
      detail: 'The request carries no Authorization header.',
      code: 'no_token',
    })
  })

  test('names no error for another scheme', async () => {
    const answer = await api.call('/orders', { authorization: 'Basic YTpi' })
    expect(answer).toMatchObject({
      status: 401,
      challenge: `Bearer realm="orders"${told()}`,
      body: { code: 'no_token' },
    })
  })

  test.each(['Bearer', 'Bearer a b', 'Bearer "x"'])('calls %j an invalid request', async (authorization) => {
    const answer = await api.call('/orders', { authorization })
    expect(answer).toMatchObject({ status: 400, challenge: expect.stringContaining('error="invalid_request"') })
  })

  test.each<[string, () => Promise<string>, string]>([
    ['an expired token', () => api.sign({ exp: secondsAfterNoon(-12) }), 'The token expired 12 s ago'],
    ['a token that is not valid yet', () => api.sign({ nbf: secondsAfterNoon(9) }), 'The token is not valid yet'],
    [
      'a token for another audience',
      () => api.sign({ aud: 'x' }),
      'The token is for another audience than urn:claimcheck:orders',
    ],
    ['a token from another issuer', () => api.sign({ iss: 'http://127.0.0.1:1' }), 'The token is from another issuer'],
    ['an ID token', () => api.sign({}, { typ: 'JWT' }), 'The token is not an access token (its typ is not at+jwt)'],
    ['a token without an expiry', () => api.sign({ exp: undefined }), 'The token has no claim exp'],
    ['a forged signature', () => api.signByStranger(), 'The signature of the token does not hold'],
    [
      'an unknown key',
      () => api.sign({}, { kid: 'other' }),
      'The token is signed by a key that the issuer does not publish',
    ],
    [
      'a token that was revoked',
      () => {
        api.revoked.add('taken-back')
        return api.sign({ jti: 'taken-back' })
      },
      'The token was revoked',
    ],
    [
      'a token that is bound to a certificate, without one',
      () => api.sign({ cnf: { 'x5t#S256': 'abc' } }),
      'The token is bound to a client certificate: show it at https://127.0.0.1:1',
    ],
    ['garbage', async () => 'garbage', 'The token is not a signed JWT'],
    [
      'alg none',
      async () => `${btoa('{"alg":"none","typ":"at+jwt"}').replaceAll('=', '')}.e30.`,
      'The token is signed with an algorithm that is not allowed',
    ],
  ])('says why it rejects %s', async (_what, makeToken, description) => {
    const answer = await api.call('/orders', { token: await makeToken() })
    expect(answer).toMatchObject({ status: 401, challenge: rejected(description), body: { detail: description } })
  })

  test('names the scope that is missing', async () => {
    const token = await api.sign({ scope: 'orders:read' })
    const answer = await api.call('/orders', { method: 'POST', token, json: { sku: 'TICKET-7', quantity: 2 } })
    expect(answer).toMatchObject({
      status: 403,
      challenge:
        'Bearer realm="orders", error="insufficient_scope", error_description="The token lacks the scope orders:write", scope="orders:write"',
      body: { code: 'insufficient_scope', required_scopes: ['orders:write'], token_scopes: ['orders:read'] },
    })
  })

  test('is absent when the role is wrong: the body names the roles that would do', async () => {
    const answer = await api.call('/admin/users', { token: await api.sign({ scope: 'users:read' }) })
    expect(answer).toMatchObject({
      status: 403,
      challenge: null,
      body: { code: 'wrong_role', required_roles: ['staff', 'admin'], token_roles: ['customer'] },
    })
  })
})
