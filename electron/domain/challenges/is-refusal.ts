import { errorOf, reasonOf } from './read-refusal.ts'
import type { Refusal } from './refusal.ts'

const oauthErrors = new Set([
  ...['invalid_token', 'insufficient_scope', 'insufficient_user_authentication', 'insufficient_claims'],
  ...['invalid_request', 'invalid_dpop_proof', 'use_dpop_nonce'],
])
// Frameworks differ in how they refuse a form without its token (Laravel 419, Rails 422).
const csrfStatuses = new Set([400, 419, 422])
const aboutCredentials = /\bauth|\btoken|\bbearer|\bheader|\bcredential|\bjwt/

/** Whether an answer refuses who is calling, and not what the request says: a plain 400 is about the request. */
export function isRefusal(refusal: Refusal): boolean {
  const { status, challenges, problem, certificate, malformed, login } = refusal
  if (status === 401 || status === 403 || status === 407) return true
  if (login !== null || problem?.refusesByItself === true) return true
  if (csrfStatuses.has(status) && reasonOf(refusal) === 'csrf') return true
  if (status !== 400) return false
  // nginx answers so in the name of an API whose client certificate it checks.
  if (certificate.isAskedFor) return true
  // Some servers answer invalid_token with 400, as RFC 6750 §3.1 has them answer invalid_request.
  if (challenges.length > 0 && oauthErrors.has(errorOf(refusal) ?? '')) return true
  const said = `${problem?.title ?? ''} ${problem?.detail ?? ''} ${problem?.error ?? ''}`.toLowerCase()
  return malformed !== null && (challenges.length > 0 || aboutCredentials.test(said))
}
