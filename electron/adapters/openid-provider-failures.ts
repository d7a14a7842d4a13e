import * as z from 'zod'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { TraceSink } from '../domain/sign-in/provider.ts'
import type { RefusedRequest } from '../domain/sign-in/refusal-cause.ts'
import { EngineNoAnswer } from './engine-fetch.ts'
import { clockToleranceSeconds } from './openid-provider-id-token.ts'
import { readRefusal, refusalFailure } from './openid-provider-refusal.ts'
import type { OpenIdSession } from './openid-provider-session.ts'
import type { Heard } from './recording-fetch.ts'
import { unreachable, type NoAnswer } from './recording-fetch-reason.ts'

const tokenBody = z.object({ access_token: z.string().min(1), token_type: z.string().min(1) })

export type Listened = Pick<OpenIdSession, 'recording' | 'redactor'>

/** What was asked, and of which endpoint. */
export interface AskedOf {
  readonly asked: RefusedRequest
  readonly endpoint: string
  readonly client: Pick<OAuthClient, 'authentication'>
  readonly trace: TraceSink
}

/** What openid-client said, in its words: they name fields, never values. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'unknown'
  return thrown.cause instanceof Error ? thrown.cause.message : thrown.message
}

const hasCode = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === code

/**
 * The library gives a code to all that it refuses, and wraps everything else: no answer, or a fault of this program. What
 * a hostile answer makes it stumble over is a TypeError or a DOMException.
 */
function isOurBug(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return true
  if (thrown instanceof TypeError) return false
  if ('code' in thrown && thrown.code !== undefined) return false
  const { cause } = thrown
  return !(cause instanceof EngineNoAnswer || cause instanceof TypeError || cause instanceof DOMException)
}

/** A type of token that nobody here knows how to send; everything else that is wrong with tokens is the ID token. */
const isAboutTokenType = (thrown: unknown): boolean => reasonOf(thrown).includes('token_type')

/** A request that got no answer at all, or none that could be read. */
export function noAnswerFailure(noAnswer: NoAnswer, cause: unknown): Error {
  // Something came, but it was too long or no HTTP.
  if (noAnswer.reason === 'protocol') {
    return new ClaimcheckError('sign_in.answer_unreadable', { status: null, contentType: null }, { cause })
  }
  return unreachable(noAnswer, cause)
}

/** A request that did not give what was asked for, as a failure of the sign-in. Blames the step in the trace. */
export function requestFailure(thrown: unknown, { recording, redactor }: Listened, of: AskedOf): Error {
  if (thrown instanceof ClaimcheckError) return thrown
  const refusal = recording.refusal()
  if (refusal !== null) return refusal
  const last = recording.last()
  if (last === null || isOurBug(thrown)) return new Error('a request failed by itself', { cause: thrown })
  if (last.kind === 'no-answer') return noAnswerFailure(last, thrown)
  const { heard } = last
  const { trace } = of
  // The keys were read after the tokens came: it is the ID token's signature that failed, or they could not be read.
  if (heard.url !== of.endpoint) {
    const reason =
      heard.status === 200 ? reasonOf(thrown) : `the server's keys could not be read (HTTP ${heard.status})`
    return idTokenFailure({ kind: 'binding', reason }, heard, trace)
  }
  const words = readRefusal(heard, redactor)
  if (words !== null) return refusalFailure({ words, heard, ...of })
  const hasTokens = tokenBody.safeParse(heard.json).success
  if (heard.status === 200 && hasTokens && !isAboutTokenType(thrown)) {
    const kind = hasCode(thrown, 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') ? 'time' : 'binding'
    return idTokenFailure({ kind, reason: reasonOf(thrown) }, heard, trace)
  }
  trace.blame(unreadableSentence(heard, thrown))
  const { status, contentType } = heard
  return new ClaimcheckError('sign_in.answer_unreadable', { status, contentType }, { cause: thrown })
}

function unreadableSentence({ status, contentType, json }: Heard, thrown: unknown): string {
  if (status >= 300 && status < 400) return `The endpoint redirects elsewhere (${status}); that is not followed`
  if (json === null)
    return `The answer is no JSON${contentType === null ? '' : ` but ${contentType}`} (status ${status})`
  return `The answer is not one of this protocol: ${reasonOf(thrown)}`
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
