import { pinAcr } from '../demo-credentials.ts'
import { Refusal } from './problem.ts'

/** What a token is sent with: which one a challenge asks for. */
export type TokenScheme = 'Bearer' | 'DPoP'
/** Algorithms of proofs (RFC 9449 §7.1). */
export const proofAlgorithms = ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'RS256', 'PS256']

/** A `WWW-Authenticate` value (RFC 9110 §11.6.1). The values are ours: none holds a quote or a backslash. */
export const challenge = (scheme: string, parameters: Readonly<Record<string, string>> = {}): string =>
  `${scheme} ${Object.entries({ realm: 'orders', ...parameters })
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`

/** RFC 6750 §3, or RFC 9449 §7.1 with the algorithms for proofs. */
const tokenChallenge = (scheme: TokenScheme, parameters: Readonly<Record<string, string>> = {}): string =>
  challenge(scheme, { ...parameters, ...(scheme === 'DPoP' && { algs: proofAlgorithms.join(' ') }) })

/** No credentials at all, or another scheme's: the challenge names no error (RFC 6750 §3.1). */
export const noToken = (detail: string, scheme: TokenScheme = 'Bearer'): Refusal =>
  new Refusal({
    status: 401,
    code: 'no_token',
    title: 'A token is needed',
    detail,
    headers: { 'www-authenticate': tokenChallenge(scheme) },
  })

/** A scheme with something after it that can't be a token (RFC 6750 §2.1: b64token). */
export const malformedAuthorization = (description: string, scheme: TokenScheme = 'Bearer'): Refusal =>
  new Refusal({
    status: 400,
    code: 'malformed_authorization',
    title: 'The Authorization header is malformed',
    detail: description,
    headers: {
      'www-authenticate': tokenChallenge(scheme, { error: 'invalid_request', error_description: description }),
    },
  })

export const invalidToken = (description: string, scheme: TokenScheme = 'Bearer'): Refusal =>
  new Refusal({
    status: 401,
    code: 'invalid_token',
    title: 'The token is not accepted',
    detail: description,
    headers: {
      'www-authenticate': tokenChallenge(scheme, { error: 'invalid_token', error_description: description }),
    },
  })

/** RFC 9449 §7.1 */
export const invalidProof = (description: string): Refusal =>
  new Refusal({
    status: 401,
    code: 'invalid_dpop_proof',
    title: 'The DPoP proof is not accepted',
    detail: description,
    headers: {
      'www-authenticate': tokenChallenge('DPoP', { error: 'invalid_dpop_proof', error_description: description }),
    },
  })

/** RFC 9449 §9: the same request with this nonce in its proof will do. */
export const nonceWanted = (nonce: string): Refusal =>
  new Refusal({
    status: 401,
    code: 'use_dpop_nonce',
    title: 'The DPoP proof needs a nonce of this server',
    detail: 'Send the request again with the nonce of the header DPoP-Nonce in its proof.',
    headers: {
      'dpop-nonce': nonce,
      'www-authenticate': tokenChallenge('DPoP', {
        error: 'use_dpop_nonce',
        error_description: 'The proof needs the nonce of this server',
      }),
    },
  })

export function insufficientScope(required: string, present: readonly string[], scheme: TokenScheme): Refusal {
  const description = `The token lacks the scope ${required}`
  return new Refusal({
    status: 403,
    code: 'insufficient_scope',
    title: 'Insufficient scope',
    detail: description,
    extra: { required_scopes: [required], token_scopes: present },
    headers: {
      'www-authenticate': tokenChallenge(scheme, {
        error: 'insufficient_scope',
        error_description: description,
        scope: required,
      }),
    },
  })
}

/** RFC 9470 §3: the token is good, and the sign-in behind it too weak. `lacking`: scopes that it has not, either. */
export const insufficientAuthentication = (scheme: TokenScheme, lacking: readonly string[] = []): Refusal =>
  new Refusal({
    status: 401,
    code: 'insufficient_user_authentication',
    title: 'A stronger sign-in is needed',
    detail: 'The person signed in without the PIN. Sign in again with acr_values.',
    extra: { required_acr_values: [pinAcr], ...(lacking.length > 0 && { required_scopes: lacking }) },
    headers: {
      'www-authenticate': tokenChallenge(scheme, {
        error: 'insufficient_user_authentication',
        error_description: 'The PIN was not entered at sign-in',
        acr_values: pinAcr,
        ...(lacking.length > 0 && { scope: lacking.join(' ') }),
      }),
    },
  })

/** RFC 9470 §3: the token is good, and the sign-in behind it too long ago. */
export const staleAuthentication = (maxAgeSeconds: number, scheme: TokenScheme): Refusal =>
  new Refusal({
    status: 401,
    code: 'insufficient_user_authentication',
    title: 'A fresher sign-in is needed',
    detail: `The person signed in more than ${maxAgeSeconds} s ago. Sign in again with max_age.`,
    extra: { max_age: maxAgeSeconds },
    headers: {
      'www-authenticate': tokenChallenge(scheme, {
        error: 'insufficient_user_authentication',
        error_description: `The sign-in is older than ${maxAgeSeconds} s`,
        max_age: String(maxAgeSeconds),
      }),
    },
  })

/** No challenge: another token of the same person would change nothing, and RFC 6750 has no error for it. */
export const wrongRole = (required: readonly string[], present: readonly string[]): Refusal =>
  new Refusal({
    status: 403,
    code: 'wrong_role',
    title: 'Wrong role',
    detail: `This needs the role ${required.join(' or ')}; the token carries ${present.join(', ') || 'none'}.`,
    extra: { required_roles: required, token_roles: present },
  })
