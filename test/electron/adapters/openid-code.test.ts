import { describe, expect, test } from 'vitest'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { type Bent } from '../../support/bendable-issuer.ts'
import { anIssuerUnderTest, aProvider, binding, goodClaims, tokens } from '../../support/provider-under-test.ts'

const { server, entries, cancel, callbackWith, exchange } = await anIssuerUnderTest()

describe('the code', () => {
  test('becomes tokens, with the verifier, and the skew of the server is measured', async () => {
    const idToken = await server.idToken(goodClaims)
    server.answer('/token', {
      headers: { date: new Date(Date.now() + 90_000).toUTCString() },
      body: { ...tokens, id_token: idToken, scope: 'openid' },
    })
    const { answer, clockSkewSeconds } = await exchange()
    expect(answer.accessToken.reveal()).toBe('access-canary')
    expect(answer.scopes).toEqual(['openid'])
    expect(answer.idToken?.reveal()).toBe(idToken)
    expect(clockSkewSeconds).toBeGreaterThanOrEqual(88)
    expect(clockSkewSeconds).toBeLessThanOrEqual(92)
    const sent = server.calls.find(({ path }) => path === '/token')?.form
    expect(Object.fromEntries(sent ?? [])).toEqual({
      grant_type: 'authorization_code',
      client_id: 'desktop',
      code: 'the-code-canary',
      code_verifier: binding.codeVerifier.reveal(),
      redirect_uri: binding.redirectUri,
    })
  })

  const callbacks: readonly (readonly [string, Record<string, string>, string, object])[] = [
    [
      'another issuer',
      { iss: 'https://evil.example.test', code: 'c' },
      '',
      { code: 'sign_in.callback_rejected', details: { reason: 'issuer_mismatch' } },
    ],
    ['no code', {}, '', { code: 'sign_in.callback_rejected', details: { reason: 'no_code' } }],
    ['an empty code', { code: '' }, '', { code: 'sign_in.callback_rejected', details: { reason: 'no_code' } }],
    ['two codes', { code: 'a' }, '&code=b', { code: 'sign_in.callback_rejected', details: { reason: 'malformed' } }],
    [
      'a code and an error',
      { code: 'a', error: 'b' },
      '',
      { code: 'sign_in.callback_rejected', details: { reason: 'malformed' } },
    ],
    [
      'two issuers',
      { code: 'a' },
      '&iss=https://evil.example.test',
      { code: 'sign_in.callback_rejected', details: { reason: 'malformed' } },
    ],
    [
      'a denied consent',
      { error: 'access_denied', error_description: 'alice said no' },
      '',
      { code: 'sign_in.denied', details: { error: 'access_denied', description: 'alice said no' } },
    ],
    [
      'an error without words',
      { error: 'server_error' },
      '',
      { code: 'sign_in.denied', details: { error: 'server_error', description: null } },
    ],
  ]
  test.each(callbacks)('is not asked for after %s', async (_what, params, more, failure) => {
    await expect(exchange(new SecretText(callbackWith(params).reveal() + more))).rejects.toMatchObject(failure)
    expect(server.calls.some(({ path }) => path === '/token')).toBe(false)
  })

  test('is not asked for when the state is another one', async () => {
    const callback = new SecretText(callbackWith({ code: 'c' }).reveal().replace('the-state-canary', 'another'))
    await expect(exchange(callback)).rejects.toMatchObject({ code: 'sign_in.callback_rejected' })
    expect(server.calls.some(({ path }) => path === '/token')).toBe(false)
  })

  test('is not asked for when the promised name of the issuer is missing (RFC 9207)', async () => {
    const callback = new SecretText(`${binding.redirectUri}?code=c&state=the-state-canary`)
    const failure = { code: 'sign_in.callback_rejected', details: { reason: 'issuer_mismatch' } }
    await expect(exchange(callback)).rejects.toMatchObject(failure)
  })

  const answers: readonly (readonly [string, Bent | 'hang' | 'reset', object])[] = [
    [
      'invalid_grant',
      { status: 400, body: { error: 'invalid_grant', error_description: 'spent' } },
      { code: 'sign_in.code_refused', details: { error: 'invalid_grant', description: 'spent' } },
    ],
    ['invalid_code with 403', { status: 403, body: { error: 'invalid_code' } }, { code: 'sign_in.code_refused' }],
    [
      'invalid_client',
      { status: 401, body: { error: 'invalid_client' } },
      { code: 'sign_in.client_refused', details: { error: 'invalid_client' } },
    ],
    [
      'invalid_client with a challenge',
      { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' }, body: { error: 'invalid_client' } },
      { code: 'sign_in.client_refused', details: { error: 'invalid_client' } },
    ],
    [
      'a bare 401',
      { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' }, body: '' },
      { code: 'sign_in.client_refused' },
    ],
    [
      'a page',
      { body: '<html>down</html>' },
      { code: 'sign_in.answer_unreadable', details: { status: 200, contentType: 'text/html' } },
    ],
    [
      '400 with an empty body',
      { status: 400, body: '' },
      { code: 'sign_in.answer_unreadable', details: { status: 400 } },
    ],
    ['500', { status: 500, body: {} }, { code: 'sign_in.answer_unreadable', details: { status: 500 } }],
    ['429', { status: 429, body: { error: 'slow' } }, { code: 'sign_in.answer_unreadable', details: { status: 429 } }],
    [
      'a redirect',
      { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
      { code: 'sign_in.answer_unreadable', details: { status: 307 } },
    ],
    [
      'a form',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'access_token=x&token_type=bearer' },
      // Read, and it holds no ID token.
      { code: 'sign_in.id_token_rejected' },
    ],
    ['no access token', { body: { token_type: 'Bearer' } }, { code: 'sign_in.answer_unreadable' }],
    ['a list', { body: [tokens] }, { code: 'sign_in.answer_unreadable' }],
    ['tokens without the ID token', { body: tokens }, { code: 'sign_in.id_token_rejected' }],
    ['silence', 'hang', { code: 'sign_in.issuer_unreachable', details: { reason: 'timeout' } }],
    ['a cut connection', 'reset', { code: 'sign_in.issuer_unreachable', details: { reason: 'reset' } }],
  ]
  test.each(answers)('answered by %s fails in its own words, with the step marked', async (_what, answer, failure) => {
    server.answer('/token', () => answer)
    await expect(exchange(undefined, aProvider({ deadlineMs: 1500 }))).rejects.toMatchObject(failure)
    expect(entries().at(-1)).toMatchObject({ title: 'Ask for tokens', problem: expect.stringMatching(/\w/) })
    expect(server.calls.filter(({ path }) => path === '/token')).toHaveLength(1)
  })

  test('asked for and then cancelled ends with the reason of the cancel', async () => {
    server.answer('/token', () => 'hang')
    const waiting = exchange()
    waiting.catch(() => undefined)
    await expect.poll(() => server.calls.some(({ path }) => path === '/token')).toBe(true)
    cancel()
    await expect(waiting).rejects.toThrow()
    expect(entries().at(-1)?.problem).toBe('Stopped before an answer came')
  })
})
