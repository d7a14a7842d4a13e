import { Refusal } from './problem.ts'

interface ChallengeParameters {
  readonly error?: 'invalid_request' | 'invalid_token' | 'insufficient_scope'
  readonly error_description?: string
  readonly scope?: string
}

/** A `WWW-Authenticate` value (RFC 6750 §3). The values are ours: none holds a quote or a backslash. */
const bearerChallenge = (parameters: ChallengeParameters): string =>
  `Bearer ${[['realm', 'orders'], ...Object.entries(parameters)].map(([name, value]) => `${name}="${value}"`).join(', ')}`

/** No credentials at all, or another scheme's: the challenge names no error (RFC 6750 §3.1). */
export const noToken = (detail: string): Refusal =>
  new Refusal({
    status: 401,
    code: 'no_token',
    title: 'A token is needed',
    detail,
    headers: { 'www-authenticate': bearerChallenge({}) },
  })

/** `Bearer` with something after it that can't be a token (RFC 6750 §2.1: b64token). */
export const malformedAuthorization = (description: string): Refusal =>
  new Refusal({
    status: 400,
    code: 'malformed_authorization',
    title: 'The Authorization header is malformed',
    detail: description,
    headers: { 'www-authenticate': bearerChallenge({ error: 'invalid_request', error_description: description }) },
  })

export const invalidToken = (description: string): Refusal =>
  new Refusal({
    status: 401,
    code: 'invalid_token',
    title: 'The token is not accepted',
    detail: description,
    headers: { 'www-authenticate': bearerChallenge({ error: 'invalid_token', error_description: description }) },
  })

export function insufficientScope(required: string, present: readonly string[]): Refusal {
  const description = `The token lacks the scope ${required}`
  return new Refusal({
    status: 403,
    code: 'insufficient_scope',
    title: 'Insufficient scope',
    detail: description,
    extra: { required_scopes: [required], token_scopes: present },
    headers: {
      'www-authenticate': bearerChallenge({
        error: 'insufficient_scope',
        error_description: description,
        scope: required,
      }),
    },
  })
}

/** No challenge: another token of the same person would change nothing, and RFC 6750 has no error for it. */
export const wrongRole = (required: readonly string[], present: readonly string[]): Refusal =>
  new Refusal({
    status: 403,
    code: 'wrong_role',
    title: 'Wrong role',
    detail: `This needs the role ${required.join(' or ')}; the token carries ${present.join(', ') || 'none'}.`,
    extra: { required_roles: required, token_roles: present },
  })
