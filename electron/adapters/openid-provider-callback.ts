import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { TraceSink } from '../domain/sign-in/provider.ts'
import type { Redactor } from '../domain/sign-in/redact.ts'
import type { KnownIssuer } from './openid-provider-discovery.ts'

export interface ExpectedIssuer {
  readonly issuer: string
  /** The metadata promises that answers name their issuer (RFC 9207 §3). */
  readonly isNamedInAnswers: boolean
}

export const expectedIssuerOf = ({ metadata }: KnownIssuer): ExpectedIssuer => ({
  issuer: metadata.issuer,
  isNamedInAnswers: metadata.authorization_response_iss_parameter_supported === true,
})

const single = ['code', 'error', 'iss', 'state', 'access_token', 'id_token', 'token_type', 'expires_in'] as const

/**
 * What is wrong with the answer that the browser came back with, whichever flow it belongs to; null where nothing is.
 * `wanted` is the parameter that makes it a success. Blames the step in the trace.
 */
export function callbackProblem(
  answer: URLSearchParams,
  { expected, wanted, redactor, trace }: CallbackContext,
): Error | null {
  const error = answer.get('error')
  const success = answer.get(wanted)
  const iss = answer.get('iss')
  const isRepeated = single.some((name) => answer.getAll(name).length > 1)
  if (isRepeated || (error !== null && success !== null)) {
    trace.blame(`The answer contradicts itself: a parameter came twice, or a ${wanted} came with an error`)
    return new ClaimcheckError('sign_in.callback_rejected', { reason: 'malformed' })
  }
  if (iss === null ? expected.isNamedInAnswers : iss !== expected.issuer) {
    trace.blame(iss === null ? 'The answer does not name its issuer' : 'The answer came from another issuer')
    return new ClaimcheckError('sign_in.callback_rejected', { reason: 'issuer_mismatch' })
  }
  if (error !== null) {
    const description = answer.get('error_description')
    const words = { error: redactor.text(error), description: description === null ? null : redactor.text(description) }
    trace.blame(words.description === null ? words.error : `${words.error}: ${words.description}`)
    return new ClaimcheckError('sign_in.denied', words)
  }
  if (success !== null && success !== '') return null
  trace.blame(`The answer holds no ${wanted}`)
  return new ClaimcheckError('sign_in.callback_rejected', { reason: 'no_code' })
}

export interface CallbackContext {
  readonly expected: ExpectedIssuer
  readonly wanted: 'code' | 'access_token'
  readonly redactor: Redactor
  readonly trace: TraceSink
}

/**
 * Names why the address that the browser came back on could not be used. openid-client made the decision; the `state`
 * was ours, so whoever wrote the rest knew it.
 */
export function callbackFailure(callback: URL, context: CallbackContext): Error {
  const problem = callbackProblem(callback.searchParams, context)
  if (problem !== null) return problem
  context.trace.blame('The answer is not one of this protocol')
  return new ClaimcheckError('sign_in.callback_rejected', { reason: 'malformed' })
}
