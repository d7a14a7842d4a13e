import * as z from 'zod'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { TraceSink } from '../domain/sign-in/provider.ts'
import type { Redactor } from '../domain/sign-in/redact.ts'
import type { RefreshAnswer } from '../domain/tokens/refresh-answer.ts'
import type { OpenIdSession } from './openid-provider-session.ts'
import type { Heard } from './recording-fetch.ts'
import { clockToleranceSeconds } from './openid-provider-id-token.ts'
import { unreachableWords } from './recording-fetch-reason.ts'

const errorBody = z.object({
  error: z.string().min(1),
  error_description: z.string().nullable().catch(null).default(null),
})
const tokenBody = z.object({ access_token: z.string().min(1), token_type: z.string().min(1) })

interface RefusalWords {
  readonly error: string
  readonly description: string | null
}

const unreachable = z.enum(['dns', 'refused', 'tls', 'timeout', 'reset', 'other'])

/** The error that a token endpoint names (RFC 6749 §5.2), redacted; a bare 401 is a refused client all the same. */
function readRefusal(heard: Heard, redactor: Redactor): RefusalWords | null {
  if (heard.status < 400 || heard.status > 499 || heard.status === 429) return null
  const parsed = errorBody.safeParse(heard.json)
  if (parsed.success) {
    const { error, error_description: description } = parsed.data
    return { error: redactor.text(error), description: description === null ? null : redactor.text(description) }
  }
  return heard.status === 401 ? { error: 'HTTP 401', description: null } : null
}

const clientErrors: readonly string[] = ['invalid_client', 'unauthorized_client', 'HTTP 401']
const passingErrors: readonly string[] = ['temporarily_unavailable', 'server_error', 'slow_down']

type Listened = Pick<OpenIdSession, 'recording' | 'redactor'>

/** What openid-client said, in its words: they name fields, never values. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'unknown'
  return thrown.cause instanceof Error ? thrown.cause.message : thrown.message
}

const hasCode = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === code

/** A token request that did not give tokens, as a failure of the sign-in. Blames the step in the trace. */
export function tokenRequestFailure(
  thrown: unknown,
  grant: 'code' | 'client',
  { recording, redactor }: Listened,
  tokenEndpoint: string,
  trace: TraceSink,
): Error {
  if (thrown instanceof ClaimcheckError) return thrown
  const refusal = recording.refusal()
  if (refusal !== null) return refusal
  const last = recording.last()
  if (last === null) return new Error('a token request failed before it was sent', { cause: thrown })
  if (last.kind === 'no-answer') {
    return new ClaimcheckError(
      'sign_in.issuer_unreachable',
      { host: last.host, reason: last.reason },
      { cause: thrown },
    )
  }
  const { heard } = last
  // The keys were read after the tokens came: it is the ID token's signature that failed, or they could not be read.
  if (heard.url !== tokenEndpoint) {
    const reason =
      heard.status === 200 ? reasonOf(thrown) : `the server's keys could not be read (HTTP ${heard.status})`
    return idTokenFailure({ kind: 'binding', reason }, heard, trace)
  }
  const refused = readRefusal(heard, redactor)
  if (refused !== null) {
    trace.blame(refused.description ?? refused.error)
    const isClient = grant === 'client' || clientErrors.includes(refused.error)
    return new ClaimcheckError(isClient ? 'sign_in.client_refused' : 'sign_in.code_refused', { ...refused })
  }
  if (heard.status === 200 && tokenBody.safeParse(heard.json).success) {
    return idTokenFailure(
      { kind: hasCode(thrown, 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') ? 'time' : 'binding', reason: reasonOf(thrown) },
      heard,
      trace,
    )
  }
  trace.blame('The answer is not one of this protocol')
  const { status, contentType } = heard
  return new ClaimcheckError('sign_in.answer_unreadable', { status, contentType }, { cause: thrown })
}

/** An ID token that failed a check; where its times are what is wrong and the clocks differ, the clock is told instead. */
export function idTokenFailure(
  problem: { readonly kind: 'time' | 'binding'; readonly reason: string },
  heard: Pick<Heard, 'skewSeconds'>,
  trace: TraceSink,
): ClaimcheckError<'sign_in.clock_wrong'> | ClaimcheckError<'sign_in.id_token_rejected'> {
  trace.blame(`The ID token was rejected: ${problem.reason}`)
  const { skewSeconds } = heard
  if (problem.kind === 'time' && skewSeconds !== null && Math.abs(skewSeconds) > clockToleranceSeconds) {
    return new ClaimcheckError('sign_in.clock_wrong', { skewSeconds })
  }
  return new ClaimcheckError('sign_in.id_token_rejected', { reason: problem.reason })
}

/** A refresh that did not give tokens. Only `invalid_grant` is a refusal; all else keeps what there is. */
export function refreshFailure(
  thrown: unknown,
  { recording, redactor }: Listened,
  tokenEndpoint: string,
): RefreshAnswer {
  const refusal = recording.refusal()
  if (refusal !== null) throw refusal
  const last = recording.last()
  if (last === null) throw thrown
  if (last.kind === 'no-answer') {
    const { host, reason } = last
    const reached = reason !== 'dns' && reason !== 'refused' && reason !== 'tls'
    return { kind: 'unavailable', host, message: unreachableWords(host, reason), retryAfterSeconds: null, reached }
  }
  const { heard } = last
  const { host } = new URL(heard.url)
  const refused = heard.url === tokenEndpoint ? readRefusal(heard, redactor) : null
  if (refused?.error === 'invalid_grant') return { kind: 'refused', description: refused.description }
  if (refused !== null && !passingErrors.includes(refused.error)) return { kind: 'client-refused', ...refused }
  const what = heard.status === 200 ? ', but not with tokens' : heard.json === null ? ' without JSON' : ''
  const { retryAfterSeconds } = heard
  return {
    kind: 'unavailable',
    host,
    message: `${host} answered ${heard.status}${what}`,
    retryAfterSeconds,
    reached: true,
  }
}

/** An issuer whose metadata could not be had: nothing was sent to its token endpoint. */
export function unavailableIssuer(failure: ClaimcheckError, issuer: string): RefreshAnswer {
  const { host } = new URL(issuer)
  const isUnreachable = failure.code === 'sign_in.issuer_unreachable'
  const reason = isUnreachable && 'reason' in failure.details ? unreachable.parse(failure.details.reason) : null
  const message = reason === null ? `The metadata of ${host} could not be used` : unreachableWords(host, reason)
  return { kind: 'unavailable', host, message, retryAfterSeconds: null, reached: false }
}
