import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { RefusalCause } from '../contract/failures.ts'
import { refusalCause } from '../domain/sign-in/refusal-cause.ts'
import type { RefreshAnswer } from '../domain/tokens/refresh-answer.ts'
import type { AskedOf, Listened } from './openid-provider-failures.ts'
import { readRefusal } from './openid-provider-refusal.ts'
import type { Heard } from './recording-fetch.ts'
import { mayHaveArrived, sentenceBehind } from './recording-fetch-reason.ts'

const passingErrors: readonly string[] = ['temporarily_unavailable', 'server_error', 'slow_down']

const isCode = <Code extends ClaimcheckError['code']>(thrown: unknown, code: Code): thrown is ClaimcheckError<Code> =>
  thrown instanceof ClaimcheckError && thrown.code === code

/** What the profile itself has wrong: nothing was sent, or what came must not be used. */
function profileProblem(thrown: unknown): RefreshAnswer | null {
  const said = (error: string, description: string | null, cause: RefusalCause): RefreshAnswer => ({
    ...{ kind: 'client-refused', error, description, cause },
  })
  if (isCode(thrown, 'sign_in.grant_refused')) return { kind: 'client-refused', ...thrown.details }
  if (isCode(thrown, 'sign_in.key_unusable')) return said('key unusable', thrown.details.reason, 'client-key')
  if (isCode(thrown, 'input.invalid')) return said('profile', thrown.details.problems[0]?.message ?? null, 'unknown')
  return null
}

function heardInstead({ status, json }: Heard, host: string, error: string | null): string {
  if (status === 200) {
    return error === null ? `${host} answered 200, but not with tokens` : `${host} answered 200, but with “${error}”`
  }
  return `${host} answered ${status}${json === null ? ' without JSON' : ''}`
}

/** A refresh that did not give tokens. Only `invalid_grant` is a refusal; all else keeps what there is. */
export function refreshFailure(
  thrown: unknown,
  { recording, redactor }: Listened,
  { endpoint, asked, client }: Omit<AskedOf, 'trace'>,
): RefreshAnswer {
  const problem = profileProblem(thrown)
  if (problem !== null) return problem
  const refusal = recording.refusal()
  if (refusal !== null) throw refusal
  const last = recording.last()
  if (last === null) throw thrown
  if (last.kind === 'no-answer') {
    const { host, message, reason } = last
    return { kind: 'unavailable', host, message, retryAfterSeconds: null, reached: mayHaveArrived(reason) }
  }
  const { heard } = last
  const { host } = new URL(heard.url)
  const words = heard.url === endpoint ? readRefusal(heard, redactor) : null
  const isRefusal = words !== null && heard.status !== 200 && !passingErrors.includes(words.error)
  if (isRefusal && words.error === 'invalid_grant') return { kind: 'refused', description: words.description }
  if (isRefusal) {
    const { status, skewSeconds } = heard
    const { authentication } = client
    return {
      ...{ kind: 'client-refused', ...words },
      cause: refusalCause({ ...words, status, asked, authentication, skewSeconds }),
    }
  }
  return {
    kind: 'unavailable',
    host,
    message: heardInstead(heard, host, words?.error ?? null),
    retryAfterSeconds: heard.retryAfterSeconds,
    reached: true,
  }
}

/** What stopped a refresh before anything was sent to the token endpoint. */
export function unsentRefresh(failure: ClaimcheckError, issuer: string): RefreshAnswer {
  const problem = profileProblem(failure)
  if (problem !== null) return problem
  const { host } = new URL(issuer)
  const message = sentenceBehind(failure) ?? `The metadata of ${host} could not be used`
  return { kind: 'unavailable', host, message, retryAfterSeconds: null, reached: false }
}
