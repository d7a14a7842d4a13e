import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { ExtraParameter } from '../contract/oauth.ts'
import type { Asked } from '../domain/sign-in/provider.ts'

// What a flow stands on: set by nobody but the flow, also where this one does not need it.
const reserved = new Set([
  ...['client_id', 'client_secret', 'client_assertion', 'client_assertion_type', 'response_type', 'redirect_uri'],
  ...['state', 'nonce', 'code', 'code_challenge', 'code_challenge_method', 'code_verifier', 'dpop_jkt'],
  ...['grant_type', 'request', 'request_uri', 'refresh_token', 'device_code', 'username', 'password', 'assertion'],
  ...['subject_token', 'subject_token_type', 'actor_token', 'actor_token_type'],
])

/** What can't be sent, and why; null where all can. */
export function extraParameterProblem(name: string, own: URLSearchParams): string | null {
  if (reserved.has(name)) return `“${name}” belongs to the protocol and can't be set as an extra parameter`
  if (own.has(name)) return `“${name}” is set by another field of the profile already`
  return null
}

/**
 * The parameters of one request with the profile's extra ones for it. Throws `input.invalid` for an extra parameter
 * that would override one of the protocol's.
 */
export function withExtraParameters(
  own: URLSearchParams,
  extra: readonly ExtraParameter[],
  on: 'authorization' | 'token',
): URLSearchParams {
  const all = new URLSearchParams(own)
  for (const { name, value, on: where } of extra) {
    if (where !== on && where !== 'both') continue
    const problem = extraParameterProblem(name, own)
    if (problem !== null) {
      throw new ClaimcheckError('input.invalid', { problems: [{ path: 'extraParameters', message: problem }] })
    }
    all.append(name, value)
  }
  return all
}

/** Scope and resources (RFC 6749 §3.3, RFC 8707 §2) with whatever else is set; null is left out. */
export function parametersOf(
  { scopes, resources }: Asked,
  more: Readonly<Record<string, string | null>> = {},
): URLSearchParams {
  const parameters = new URLSearchParams()
  if (scopes.length > 0) parameters.set('scope', scopes.join(' '))
  for (const resource of resources) parameters.append('resource', resource)
  for (const [name, value] of Object.entries(more)) if (value !== null) parameters.set(name, value)
  return parameters
}
