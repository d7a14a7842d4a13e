import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { TraceSink } from '../domain/sign-in/provider.ts'
import type { Redactor } from '../domain/sign-in/redact.ts'

export interface ExpectedIssuer {
  readonly issuer: string
  /** The metadata promises that answers name their issuer (RFC 9207 §3). */
  readonly isNamedInAnswers: boolean
}

/**
 * Names why the address that the browser came back on could not be used. openid-client made the decision; the `state`
 * was ours, so whoever wrote the rest knew it.
 */
export function callbackFailure(callback: URL, expected: ExpectedIssuer, redactor: Redactor, trace: TraceSink): Error {
  const answer = callback.searchParams
  const error = answer.get('error')
  const code = answer.get('code')
  const iss = answer.get('iss')
  const isRepeated = ['code', 'error', 'iss', 'state'].some((name) => answer.getAll(name).length > 1)
  if (isRepeated || (error !== null && code !== null)) {
    trace.blame('The answer contradicts itself: a parameter came twice, or a code came with an error')
    return new ClaimcheckError('sign_in.callback_rejected', { reason: 'malformed' })
  }
  if (iss === null ? expected.isNamedInAnswers : iss !== expected.issuer) {
    trace.blame(iss === null ? 'The answer does not name its issuer' : 'The answer came from another issuer')
    return new ClaimcheckError('sign_in.callback_rejected', { reason: 'issuer_mismatch' })
  }
  if (error !== null) {
    const description = answer.get('error_description')
    const words = { error: redactor.text(error), description: description === null ? null : redactor.text(description) }
    trace.blame(words.description ?? words.error)
    return new ClaimcheckError('sign_in.denied', words)
  }
  const isWithoutCode = code === null || code === ''
  trace.blame(isWithoutCode ? 'The answer holds no code' : 'The answer is not one of this protocol')
  return new ClaimcheckError('sign_in.callback_rejected', { reason: isWithoutCode ? 'no_code' : 'malformed' })
}
