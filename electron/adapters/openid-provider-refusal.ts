import * as z from 'zod'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { TraceSink } from '../domain/sign-in/provider.ts'
import type { Redactor } from '../domain/sign-in/redact.ts'
import { refusalCause, type RefusedRequest } from '../domain/sign-in/refusal-cause.ts'
import { refusalSentence } from '../domain/sign-in/refusal-sentence.ts'
import type { Heard } from './recording-fetch.ts'

const errorBody = z.object({
  error: z.string().min(1),
  error_description: z.string().nullable().catch(null).default(null),
})

export interface RefusalWords {
  readonly error: string
  readonly description: string | null
}

/**
 * The error that an endpoint names (RFC 6749 §5.2), redacted; null where it named none that counts. A bare 401 is a
 * refused client all the same; some servers send their errors with 200.
 */
export function readRefusal(heard: Pick<Heard, 'status' | 'json'>, redactor: Redactor): RefusalWords | null {
  const { status, json } = heard
  const mayRefuse = status === 200 || (status >= 400 && status <= 499 && status !== 429)
  if (!mayRefuse) return null
  const parsed = errorBody.safeParse(json)
  if (parsed.success) {
    const { error, error_description: description } = parsed.data
    return { error: redactor.text(error), description: description === null ? null : redactor.text(description) }
  }
  return status === 401 ? { error: 'HTTP 401', description: null } : null
}

const clientErrors: readonly string[] = ['invalid_client', 'unauthorized_client', 'HTTP 401']

export interface RefusedParts {
  readonly words: RefusalWords
  readonly heard: Heard
  readonly asked: RefusedRequest
  readonly client: Pick<OAuthClient, 'authentication'>
  readonly trace: TraceSink
}

/** A refusal as a failure of the sign-in, with what it is most likely about. Blames the step in the trace. */
export function refusalFailure({ words, heard, asked, client, trace }: RefusedParts): Error {
  const { host } = new URL(heard.url)
  if (words.error === 'use_dpop_nonce') {
    trace.blame('The server asks for a new DPoP nonce every time, also right after it gave one (RFC 9449 §8)')
    return new ClaimcheckError('sign_in.nonce_loop', { host })
  }
  const { status, skewSeconds } = heard
  const cause = refusalCause({ ...words, status, asked, authentication: client.authentication, skewSeconds })
  trace.blame(refusalSentence(cause, words))
  const details = { ...words, cause }
  if (clientErrors.includes(words.error)) return new ClaimcheckError('sign_in.client_refused', details)
  if (asked === 'code') return new ClaimcheckError('sign_in.code_refused', details)
  return new ClaimcheckError('sign_in.grant_refused', details)
}
