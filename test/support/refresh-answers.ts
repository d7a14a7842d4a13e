import type { Bent } from './bendable-issuer.ts'

/** What a server that refreshes answers with. */
export const refreshedTokens = {
  access_token: 'access-2',
  token_type: 'bearer',
  expires_in: 300,
  refresh_token: 'refresh-2',
}
const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const plain = { 'content-type': 'text/plain' }
const error = (name: string, description?: string) => ({ error: name, error_description: description })

interface Expected {
  readonly kind?: 'refused' | 'client-refused' | 'unavailable'
  readonly [member: string]: unknown
}
export interface ScriptedAnswer {
  readonly what: string
  readonly answer: Bent | 'hang' | 'reset'
  /** Members of what the refresh gives: of the new tokens where it names no kind. */
  readonly expected: Expected
  /** A part of its message; '' where nothing is said of it. */
  readonly says: string
}

type Row = readonly [what: string, answer: ScriptedAnswer['answer'], expected: Expected, says?: string]
const scripted = (rows: readonly Row[]): readonly ScriptedAnswer[] =>
  rows.map(([what, answer, expected, says = '']) => ({ what, answer, expected, says }))

/** Answers that give tokens. */
export const goodRefreshAnswers = scripted([
  ['200', { body: refreshedTokens }, {}],
  [
    'no refresh token (no rotation)',
    { body: { ...refreshedTokens, refresh_token: undefined } },
    { refreshToken: null },
  ],
  ['a null refresh token', { body: { ...refreshedTokens, refresh_token: null } }, { refreshToken: null }],
  ['an empty scope', { body: { ...refreshedTokens, scope: '' } }, { scopes: ['openid', 'orders:read'] }],
  ['a null scope and ID token', { body: { ...refreshedTokens, scope: null, id_token: null } }, {}],
  ['a narrower scope', { body: { ...refreshedTokens, scope: 'openid' } }, { scopes: ['openid'] }],
  ['token_type BEARER', { body: { ...refreshedTokens, token_type: 'BEARER' } }, {}],
  ['members nobody knows', { body: { ...refreshedTokens, expires_on: 1, ext: { a: [1] } } }, {}],
  ['a form', { headers: form, body: 'access_token=access-2&token_type=bearer&expires_in=300' }, {}],
  ['a form that calls itself text', { headers: plain, body: 'access_token=access-2&token_type=bearer' }, {}],
  ['JSON that calls itself text', { headers: plain, body: JSON.stringify(refreshedTokens) }, {}],
  ['JSON that calls itself HTML', { body: JSON.stringify(refreshedTokens) }, {}],
])

const refused = { kind: 'refused' } as const
const clientRefused = (name: string, cause: string) => ({ kind: 'client-refused', error: name, cause }) as const
const kept = { kind: 'unavailable', reached: true } as const

/** Answers that give none: only a refusal ends the sign-in. */
export const badRefreshAnswers = scripted([
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
  ['400 with an empty body, as for a replay', { status: 400, body: '' }, kept, '400 without JSON'],
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
  ['500 with tokens', { status: 500, body: refreshedTokens }, kept],
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
  ['200 with a list', { body: [refreshedTokens] }, kept],
  ['200 with an error', { body: error('invalid_grant') }, kept, '“invalid_grant”'],
  ['200 without an access token', { body: { token_type: 'bearer' } }, kept],
  ['200 with an access token that is no text', { body: { ...refreshedTokens, access_token: 7 } }, kept],
  ['200 without a token type', { body: { access_token: 'x' } }, kept],
  ['200 cut in the middle', { headers: json, body: '{"access_token":"x","tok' }, kept],
  ['201 with tokens', { status: 201, body: refreshedTokens }, kept],
  ['204', { status: 204, body: '' }, kept],
  ['two megabytes', { headers: json, body: `{"a":"${'x'.repeat(2_000_000)}"}` }, kept, 'longer than'],
  ['a token that needs a proof', { body: { ...refreshedTokens, token_type: 'DPoP' } }, kept],
  ['a token of a type that nobody knows', { body: { ...refreshedTokens, token_type: 'mac' } }, kept],
  ['silence', 'hang', kept, 'did not answer within'],
  ['a cut connection', 'reset', kept, 'closed the connection'],
])
