import { describe, expect, test } from 'vitest'
import { refusalCause as refusalCauses, type RefusalCause } from '../../../../electron/contract/failures.ts'
import { refusalCause, type Refusal } from '../../../../electron/domain/sign-in/refusal-cause.ts'
import { refusalSentence } from '../../../../electron/domain/sign-in/refusal-sentence.ts'

const refusal = (some: Partial<Refusal>): Refusal => ({
  ...{
    error: 'invalid_grant',
    description: null,
    status: 400,
    asked: 'code',
    authentication: 'none',
    skewSeconds: null,
  },
  ...some,
})

/** What servers really answer, and what it is about. */
const table: readonly (readonly [cause: RefusalCause, what: Partial<Refusal>])[] = [
  ['code', {}],
  ['code', { description: 'authorization code has expired' }],
  ['code', { description: 'grant request is invalid' }],
  ['code', { error: 'invalid_code', status: 403 }],
  ['code', { error: 'bad_verification_code', description: 'The code passed is incorrect or expired.' }],
  ['pkce', { description: 'PKCE verification failed' }],
  ['pkce', { description: 'code_verifier does not match' }],
  [
    'pkce',
    { error: 'invalid_request', description: 'Missing parameter: code_challenge_method', asked: 'pushed_request' },
  ],
  ['redirect', { description: 'redirect_uri mismatch' }],
  ['redirect', { error: 'redirect_uri_mismatch' }],
  [
    'redirect',
    { error: 'invalid_request', description: "redirect_uris must contain 'https'", asked: 'pushed_request' },
  ],
  [
    'redirect',
    { error: 'invalid_client', description: 'AADSTS500112: The reply address does not match the redirect uri' },
  ],
  ['person', { asked: 'password' }],
  ['person', { asked: 'password', description: 'Invalid user credentials' }],
  ['person', { error: 'interaction_required', asked: 'password', description: 'You must use multi-factor login' }],
  ['assertion', { asked: 'jwt_bearer' }],
  ['assertion', { asked: 'jwt_bearer', description: 'Invalid JWT Signature.' }],
  ['clock', { asked: 'jwt_bearer', description: 'Token must be a short-lived token; iat is in the future' }],
  ['clock', { asked: 'jwt_bearer', description: 'assertion expired', skewSeconds: 3600 }],
  ['assertion', { asked: 'jwt_bearer', description: 'assertion expired', skewSeconds: 2 }],
  ['subject-token', { asked: 'token_exchange' }],
  ['subject-token', { error: 'invalid_request', asked: 'token_exchange', description: 'invalid subject_token_type' }],
  ['refresh-token', { asked: 'refresh_token', description: 'Token is not active' }],
  ['refresh-token', { error: 'bad_refresh_token', asked: 'refresh_token' }],
  ['scope', { error: 'invalid_scope' }],
  ['scope', { error: 'invalid_request', description: 'requested scope is not allowed' }],
  ['resource', { error: 'invalid_target' }],
  [
    'resource',
    { error: 'invalid_request', asked: 'client_credentials', description: 'No audience parameter was provided' },
  ],
  ['grant-not-allowed', { error: 'unauthorized_client' }],
  ['grant-not-allowed', { error: 'unsupported_grant_type' }],
  [
    'grant-not-allowed',
    { error: 'unauthorized_client', description: 'Client not enabled to retrieve service account' },
  ],
  ['client-unknown', { error: 'invalid_client', description: 'Client not found' }],
  [
    'client-unknown',
    { error: 'invalid_client', description: 'The OAuth client was not found.', authentication: 'client_secret_post' },
  ],
  [
    'client-unknown',
    { error: 'invalid_client', description: "AADSTS700016: Application with identifier 'x' was not found" },
  ],
  ['client-unknown', { error: 'invalid_client', description: 'client is invalid' }],
  ['client-unknown', { error: 'invalid_request', description: 'Missing required parameter: client_id' }],
  ['client-secret', { error: 'invalid_client', authentication: 'client_secret_basic' }],
  [
    'client-secret',
    { error: 'invalid_client', authentication: 'client_secret_post', description: 'client authentication failed' },
  ],
  [
    'client-secret',
    {
      error: 'invalid_client',
      authentication: 'client_secret_post',
      description: 'AADSTS7000215: Invalid client secret provided.',
    },
  ],
  [
    'client-secret',
    {
      error: 'unauthorized_client',
      authentication: 'client_secret_post',
      description: 'Invalid client or Invalid client credentials',
    },
  ],
  ['client-secret', { error: 'incorrect_client_credentials', authentication: 'client_secret_post' }],
  [
    'client-secret',
    { error: 'invalid_client', authentication: 'client_secret_jwt', description: 'signature is wrong' },
  ],
  ['client-secret', { error: 'HTTP 401', status: 401, authentication: 'client_secret_basic' }],
  ['client-key', { error: 'invalid_client', authentication: 'private_key_jwt' }],
  [
    'client-key',
    { error: 'invalid_client', authentication: 'private_key_jwt', description: 'no matching key in the JWKS' },
  ],
  [
    'client-key',
    { error: 'invalid_client', authentication: 'private_key_jwt', description: 'Invalid aud of the client_assertion' },
  ],
  [
    'clock',
    {
      error: 'invalid_client',
      authentication: 'private_key_jwt',
      description: 'client_assertion expired',
      skewSeconds: -400,
    },
  ],
  ['client-certificate', { error: 'invalid_client', authentication: 'tls_client_auth' }],
  [
    'client-certificate',
    {
      error: 'invalid_client',
      authentication: 'client_secret_basic',
      description: 'mutual TLS client certificate not provided',
    },
  ],
  ['client-authentication', { error: 'invalid_client' }],
  ['client-authentication', { error: 'HTTP 401', status: 401 }],
  [
    'client-authentication',
    { error: 'invalid_client', description: "The request body must contain: 'client_assertion' or 'client_secret'." },
  ],
  [
    'client-authentication',
    { error: 'invalid_client', authentication: 'private_key_jwt', description: 'client secret is missing' },
  ],
  [
    'client-authentication',
    { error: 'invalid_client', authentication: 'client_secret_post', description: 'unsupported authentication method' },
  ],
  [
    'client-authentication',
    {
      error: 'invalid_request',
      authentication: 'client_secret_basic',
      description: 'client_id in the authorization header is not properly encoded',
    },
  ],
  ['dpop', { error: 'invalid_dpop_proof' }],
  ['dpop', { error: 'use_dpop_nonce' }],
  ['dpop', { error: 'invalid_request', description: 'DPoP proof JWT not provided' }],
  ['dpop', { description: 'failed jkt verification', asked: 'refresh_token' }],
  ['clock', { error: 'invalid_dpop_proof', skewSeconds: 400 }],
  ['clock', { error: 'invalid_dpop_proof', description: 'DPoP proof iat is not recent enough' }],
  ['unknown', { error: 'invalid_request' }],
  ['unknown', { error: 'server_says_no', description: 'try something else' }],
  ['unknown', { asked: 'client_credentials' }],
]

describe(`what a refusal is about, in ${table.length} cases`, () => {
  test.each(
    table.map(
      ([cause, what]) =>
        [
          cause,
          `${what.error ?? 'invalid_grant'} “${what.description ?? ''}” (${what.asked ?? 'code'}, ${what.authentication ?? 'none'})`,
          what,
        ] as const,
    ),
  )('%s: %s', (cause, _words, what) => expect(refusalCause(refusal(what))).toBe(cause))

  test('is told for every cause that the contract knows', () => {
    expect(new Set(table.map(([cause]) => cause))).toEqual(new Set(refusalCauses.options))
  })

  test('is told in no time of a hostile description', () => {
    const startedMs = performance.now()
    for (const piece of ['client ', 'redirect_ur', 'a', 'exp ', 'unsupported auth']) {
      refusalCause(refusal({ error: 'invalid_client', description: piece.repeat(100_000) }))
    }
    expect(performance.now() - startedMs).toBeLessThan(1000)
  })

  test.each(refusalCauses.options)(
    'is said in a sentence of its own for %s, with the server’s words behind it',
    (cause) => {
      const said = refusalSentence(cause, { error: 'invalid_x', description: 'because' })
      expect(said).toMatch(/^[A-Z].* \(invalid_x: because\)$/)
      expect(refusalSentence(cause, { error: 'invalid_x', description: null })).toMatch(/\(invalid_x\)$/)
    },
  )
})
