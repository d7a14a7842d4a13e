import { describe, expect, test } from 'vitest'
import type { TokenRequest } from '../../../electron/domain/sign-in/provider.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import type { Bent } from '../../support/bendable-issuer.ts'
import { anIssuerUnderTest, aProvider } from '../../support/provider-under-test.ts'

const { server, client, tokenCalls } = await anIssuerUnderTest()

const request: TokenRequest = {
  grant: 'refresh_token',
  refreshToken: new SecretText('refresh-canary-1'),
  scopes: ['openid', 'orders:read'],
  resources: [],
}
const tokens = { access_token: 'access-2', token_type: 'bearer', expires_in: 300, refresh_token: 'refresh-2' }
const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const plain = { 'content-type': 'text/plain' }
const error = (name: string, description?: string) => ({ error: name, error_description: description })

type Row = readonly [what: string, answer: Bent | 'hang' | 'reset', expected: object]

const good: Row[] = [
  ['200', { body: tokens }, {}],
  ['no refresh token (no rotation)', { body: { ...tokens, refresh_token: undefined } }, { refreshToken: null }],
  ['a null refresh token', { body: { ...tokens, refresh_token: null } }, { refreshToken: null }],
  ['an empty scope', { body: { ...tokens, scope: '' } }, { scopes: ['openid', 'orders:read'] }],
  ['a null scope and ID token', { body: { ...tokens, scope: null, id_token: null } }, {}],
  ['a narrower scope', { body: { ...tokens, scope: 'openid' } }, { scopes: ['openid'] }],
  ['token_type BEARER', { body: { ...tokens, token_type: 'BEARER' } }, {}],
  ['members nobody knows', { body: { ...tokens, expires_on: 1, ext: { a: [1] } } }, {}],
  ['a form', { headers: form, body: 'access_token=access-2&token_type=bearer&expires_in=300' }, {}],
  ['a form that calls itself text', { headers: plain, body: 'access_token=access-2&token_type=bearer' }, {}],
  ['JSON that calls itself text', { headers: plain, body: JSON.stringify(tokens) }, {}],
  ['JSON that calls itself HTML', { body: JSON.stringify(tokens) }, {}],
]

const refused = { kind: 'refused' }
const clientRefused = (name: string, cause: string) => ({ kind: 'client-refused', error: name, cause })
const kept = { kind: 'unavailable', reached: true }

const bad: Row[] = [
  ['400 invalid_grant', { status: 400, body: error('invalid_grant', 'spent') }, { ...refused, description: 'spent' }],
  ['400 invalid_grant without words', { status: 400, body: error('invalid_grant') }, { ...refused, description: null }],
  ['401 invalid_grant', { status: 401, body: error('invalid_grant') }, refused],
  ['403 invalid_grant', { status: 403, body: error('invalid_grant') }, refused],
  ['400 invalid_grant in a form', { status: 400, headers: form, body: 'error=invalid_grant' }, refused],
  ['400 invalid_grant as text', { status: 400, headers: plain, body: '{"error":"invalid_grant"}' }, refused],
  [
    '400 invalid_grant beside a challenge',
    { status: 400, headers: { 'www-authenticate': 'Bearer' }, body: error('invalid_grant') },
    refused,
  ],
  [
    '400 invalid_grant with a null description',
    { status: 400, body: { error: 'invalid_grant', error_description: null } },
    refused,
  ],
  [
    '401 invalid_client',
    { status: 401, body: error('invalid_client') },
    clientRefused('invalid_client', 'client-authentication'),
  ],
  [
    '400 invalid_client, unknown',
    { status: 400, body: error('invalid_client', 'Client not found') },
    clientRefused('invalid_client', 'client-unknown'),
  ],
  [
    '400 unauthorized_client',
    { status: 400, body: error('unauthorized_client') },
    clientRefused('unauthorized_client', 'grant-not-allowed'),
  ],
  [
    '400 unsupported_grant_type',
    { status: 400, body: error('unsupported_grant_type') },
    clientRefused('unsupported_grant_type', 'grant-not-allowed'),
  ],
  ['400 invalid_scope', { status: 400, body: error('invalid_scope') }, clientRefused('invalid_scope', 'scope')],
  ['400 invalid_target', { status: 400, body: error('invalid_target') }, clientRefused('invalid_target', 'resource')],
  ['400 invalid_request', { status: 400, body: error('invalid_request') }, clientRefused('invalid_request', 'unknown')],
  [
    '400 invalid_dpop_proof',
    { status: 400, body: error('invalid_dpop_proof') },
    clientRefused('invalid_dpop_proof', 'dpop'),
  ],
  [
    '400 use_dpop_nonce though no key is shown',
    { status: 400, body: error('use_dpop_nonce') },
    clientRefused('use_dpop_nonce', 'dpop'),
  ],
  [
    'an error of its own',
    { status: 400, body: error('interaction_required') },
    clientRefused('interaction_required', 'unknown'),
  ],
  ['a bare 401', { status: 401, body: '' }, clientRefused('HTTP 401', 'client-authentication')],
  [
    '401 with a page',
    { status: 401, body: '<html>sign in</html>' },
    clientRefused('HTTP 401', 'client-authentication'),
  ],
  [
    '400 with an empty body, as for a replay',
    { status: 400, body: '' },
    { ...kept, message: expect.stringContaining('400 without JSON') },
  ],
  ['400 with a page', { status: 400, body: '<html>invalid_grant</html>' }, kept],
  ['400 with JSON without an error', { status: 400, body: { message: 'invalid_grant' } }, kept],
  ['400 with an error that is no text', { status: 400, body: { error: { code: 'invalid_grant' } } }, kept],
  ['400 with a list', { status: 400, body: [error('invalid_grant')] }, kept],
  ['400 temporarily_unavailable', { status: 400, body: error('temporarily_unavailable') }, kept],
  ['400 server_error', { status: 400, body: error('server_error') }, kept],
  ['400 slow_down', { status: 400, body: error('slow_down') }, kept],
  ['403 with a page of a proxy', { status: 403, body: '<html>blocked</html>' }, kept],
  ['404', { status: 404, body: '' }, kept],
  ['405', { status: 405, body: '' }, kept],
  ['407', { status: 407, body: '' }, kept],
  ['408', { status: 408, body: '' }, kept],
  ['413', { status: 413, body: '' }, kept],
  ['429 with seconds', { status: 429, headers: { 'retry-after': '17' }, body: {} }, { ...kept, retryAfterSeconds: 17 }],
  ['429 that says invalid_grant', { status: 429, body: error('invalid_grant') }, kept],
  ['500', { status: 500, body: {} }, kept],
  ['500 that says invalid_grant', { status: 500, body: error('invalid_grant') }, kept],
  ['500 with tokens', { status: 500, body: tokens }, kept],
  ['502 with a page', { status: 502, body: '<html>bad gateway</html>' }, kept],
  [
    '503 with a nonsense Retry-After',
    { status: 503, headers: { 'retry-after': 'soon' }, body: '' },
    { ...kept, retryAfterSeconds: null },
  ],
  ['504', { status: 504, body: '' }, kept],
  ['301', { status: 301, headers: { location: 'https://elsewhere.example.test/' }, body: '' }, kept],
  ['302 to a login page', { status: 302, headers: { location: 'https://login.example.test/' }, body: '' }, kept],
  ['307', { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' }, kept],
  ['200 with a page of a portal', { body: '<html>welcome to the hotel</html>' }, kept],
  ['200 with nothing', { body: '' }, kept],
  ['200 with null', { headers: json, body: 'null' }, kept],
  ['200 with a list', { body: [tokens] }, kept],
  [
    '200 with an error',
    { body: error('invalid_grant') },
    { ...kept, message: expect.stringContaining('“invalid_grant”') },
  ],
  ['200 without an access token', { body: { token_type: 'bearer' } }, kept],
  ['200 with an access token that is no text', { body: { ...tokens, access_token: 7 } }, kept],
  ['200 without a token type', { body: { access_token: 'x' } }, kept],
  ['200 cut in the middle', { headers: json, body: '{"access_token":"x","tok' }, kept],
  ['201 with tokens', { status: 201, body: tokens }, kept],
  ['204', { status: 204, body: '' }, kept],
  [
    'two megabytes',
    { headers: json, body: `{"a":"${'x'.repeat(2_000_000)}"}` },
    { ...kept, message: expect.stringContaining('longer than') },
  ],
  ['a token that needs a proof', { body: { ...tokens, token_type: 'DPoP' } }, kept],
  ['a token of a type that nobody knows', { body: { ...tokens, token_type: 'mac' } }, kept],
  ['silence', 'hang', { ...kept, message: expect.stringContaining('did not answer within') }],
  ['a cut connection', 'reset', { ...kept, message: expect.stringContaining('closed the connection') }],
]

const lifetimes: readonly (readonly [string, unknown, number | null])[] = [
  ['300', 300, 300],
  ['300 in a string', '300', 300],
  ['a fraction', 299.5, 299.5],
  ['0', 0, null],
  ['a negative number', -5, null],
  ['a word', 'never', null],
  ['nothing', '', null],
  ['null', null, null],
  ['a list', [300], null],
  ['more than all time', 1e308, 100 * 365 * 86_400],
]

const refresh = () => aProvider({ deadlineMs: 1500 }).refresh(client, request)

test(`there are at least 60 answers in these tables: ${good.length + bad.length + lifetimes.length}`, () => {
  expect(good.length + bad.length + lifetimes.length).toBeGreaterThanOrEqual(60)
})

describe(`a refresh that is answered in one of ${good.length} good forms`, () => {
  test.each(good)('%s: gives tokens', async (_what, answer, expected) => {
    server.answer('/token', () => answer)
    expect(await refresh()).toMatchObject({ kind: 'refreshed', answer: expected })
    expect(tokenCalls()).toHaveLength(1)
  })
})

describe(`a refresh that is answered in one of ${bad.length} bad forms`, () => {
  test.each(bad)('%s: is what it is, and is asked once', async (_what, answer, expected) => {
    server.answer('/token', () => answer)
    expect(await refresh()).toMatchObject(expected)
    expect(tokenCalls()).toHaveLength(1)
  })

  test(`ends the sign-in in ${bad.filter(([, , { kind }]: readonly [string, unknown, { kind?: string }]) => kind === 'refused').length} of them, which all say invalid_grant`, () => {
    const ending = bad.filter(([, , expected]) => 'kind' in expected && expected.kind === 'refused')
    expect(ending.every(([what]) => what.includes('invalid_grant'))).toBe(true)
  })
})

describe(`a lifetime that is written in one of ${lifetimes.length} forms`, () => {
  test.each(lifetimes)('%s', async (_what, expiresIn, seconds) => {
    const now = new Date('2026-03-01T12:00:00.000Z')
    server.answer('/token', { body: { ...tokens, expires_in: expiresIn } })
    const answer = await aProvider({ now: () => now }).refresh(client, request)
    const expiresAt = seconds === null ? null : new Date(now.getTime() + seconds * 1000)
    expect(answer).toMatchObject({ kind: 'refreshed', answer: { expiresAt } })
  })
})
