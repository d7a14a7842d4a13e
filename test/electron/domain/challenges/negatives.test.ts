import { describe, expect, test } from 'vitest'
import { diagnose } from '../../../../electron/domain/challenges/diagnose.ts'
import { aRefusal, aToken, type Answer } from './refusals.ts'
import { secondsAfterNoon } from '../../../support/token-builder.ts'

const why = (answer: Answer, token = aToken()) => diagnose(aRefusal(answer, { token }), (text) => text)
const page = (title: string) =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1><hr>nginx</body></html>`
const problem = (title: string, detail = '') => ({ type: 'about:blank', title, detail })

/** Answers that say nothing of who is calling. */
const silent: readonly (readonly [string, Answer])[] = [
  ['a validation error', { status: 400, body: problem('Invalid request', 'quantity must be positive') }],
  [
    'a validation error of a field called token',
    { status: 400, body: { errors: [{ field: 'token', message: 'must be 6 digits' }] } },
  ],
  ['JSON that can’t be read', { status: 400, body: { message: 'Unexpected token < in JSON at position 0' } }],
  [
    'an OAuth error of a token endpoint',
    { status: 400, body: { error: 'invalid_grant', error_description: 'Token expired' } },
  ],
  ['an unsupported grant', { status: 400, body: { error: 'unsupported_grant_type' } }],
  ['an error of a challenge that is none', { status: 400, challenge: 'Bearer error="invalid_target"' }],
  ['a header that is too large', { status: 400, body: page('400 Request Header Or Cookie Too Large') }],
  ['nothing there', { status: 404, body: problem('Not found') }],
  [
    'nothing there, by a gateway',
    { status: 404, headers: { server: 'kong' }, body: { message: 'no Route matched with those values' } },
  ],
  ['a wrong method', { status: 405 }],
  ['a conflict', { status: 409, body: problem('Conflict', 'The session has ended') }],
  ['something gone', { status: 410, body: problem('Gone', 'This link has expired') }],
  ['a failed precondition', { status: 412 }],
  ['a wrong media type', { status: 415 }],
  ['a failed validation', { status: 422, body: problem('Unprocessable', 'The audience field is required') }],
  ['too many requests', { status: 429, body: { message: 'API rate limit exceeded' } }],
  ['a bug', { status: 500, body: { message: 'jwt is not defined' } }],
  ['a bad gateway', { status: 502, body: page('502 Bad Gateway') }],
  ['no service', { status: 503 }],
  ['a time-out', { status: 504 }],
  ['legal reasons', { status: 451 }],
  ['success', { status: 200, body: { message: 'token expired' } }],
  [
    'GraphQL, that found a slip',
    {
      status: 200,
      body: { errors: [{ message: 'Cannot query field', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    },
  ],
  ['Slack, without a channel', { status: 200, body: { ok: false, error: 'channel_not_found' } }],
  ['a redirect', { status: 302 }],
]

describe('an answer that says nothing of who is calling', () => {
  test.each(silent)('is not explained: %s', (_what, answer) => {
    expect(why(answer)).toBeNull()
    expect(why(answer, aToken({ expiresAt: secondsAfterNoon(-60) }))).toBeNull()
  })
})

/** Refusals, and yet not for the token. */
const elsewhere: readonly (readonly [string, Answer, string])[] = [
  [
    'a static host',
    { status: 403, headers: { server: 'nginx' }, body: page('403 Forbidden') },
    'nginx says no with a page for people, not with an answer of an API.',
  ],
  [
    'an unknown host’s page',
    { status: 403, body: '<html><title>Forbidden</title><p>No.</p></html>' },
    'A web server says no with a page for people, not with an answer of an API.',
  ],
  [
    'a folder that is not listed',
    {
      status: 403,
      headers: { server: 'Microsoft-IIS/10.0' },
      body: page('403 - Forbidden: Directory listing denied.'),
    },
    'IIS looks for nothing like the token here, and perhaps has nothing at this path.',
  ],
  [
    'a firewall',
    { status: 403, headers: { server: 'cloudflare', 'cf-mitigated': 'challenge' }, body: page('Just a moment...') },
    'Cloudflare took the request for an attack or a robot, before the API saw it.',
  ],
  [
    'a limit',
    { status: 403, headers: { 'x-github-request-id': 'A' }, body: { message: 'API rate limit exceeded' } },
    'GitHub refuses for a limit or a plan, not for who is calling.',
  ],
  [
    'an API that is off',
    {
      status: 403,
      body: {
        error: { code: 403, status: 'PERMISSION_DENIED', message: 'x', details: [{ reason: 'SERVICE_DISABLED' }] },
      },
    },
    'Google Cloud refuses for a limit or a plan, not for who is calling.',
  ],
  [
    'an address',
    { status: 403, headers: { server: 'kong' }, body: { message: 'Your IP address is not allowed' } },
    'Kong refuses the address or country that the request came from.',
  ],
  ['CORS', { status: 403, body: 'Invalid CORS request' }, 'Spring Boot does not take the request’s Origin (CORS).'],
  [
    'a CSRF token',
    { status: 403, body: { detail: 'CSRF Failed: CSRF token missing.' } },
    'Django REST framework wants a CSRF token, and the request lacks it or has an old one.',
  ],
  [
    'a CSRF token, with 419',
    { status: 419, body: { message: 'CSRF token mismatch.' } },
    'Laravel wants a CSRF token, and the request lacks it or has an old one.',
  ],
  [
    'a host',
    { status: 403, body: 'Blocked request. This host ("api.test") is not allowed.' },
    'The API does not take the request by this host or scheme.',
  ],
  [
    'a route of AWS',
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
      body: { message: 'Missing Authentication Token' },
    },
    'AWS API Gateway looks for nothing like the token here, and perhaps has nothing at this path.',
  ],
]

describe('a refusal for something else than the token', () => {
  test.each(elsewhere)('is not blamed on it, however old it is: %s', (_what, answer, headline) => {
    const found = why(answer, aToken({ expiresAt: secondsAfterNoon(-3600) }))
    expect(found?.headline).toBe(headline)
    expect(['gateway', 'forbidden']).toContain(found?.cause)
    const deeds = found?.remedies.map((remedy) => remedy.do) ?? []
    for (const deed of ['refresh-and-resend', 'sign-in', 'ask-server', 'inspect']) expect(deeds).not.toContain(deed)
    expect(found?.evidence.join(' ')).not.toContain('Besides')
  })

  test('names the token no more than a subscription that has expired is one', () => {
    const found = why({ status: 403, body: { message: 'Your subscription has expired' } })
    expect(found?.cause).toBe('forbidden')
  })
})
