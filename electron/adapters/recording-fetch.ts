import { performance } from 'node:perf_hooks'
import type { CustomFetch } from 'openid-client'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { isSecureAddress } from '../domain/profiles/resolve-client.ts'
import type { ProviderCall } from '../domain/sign-in/provider.ts'
import type { Redactor } from '../domain/sign-in/redact.ts'
import { parseJsonOrNull } from '../domain/tokens/parse-json.ts'
import { answerFields, requestFields } from './recording-fetch-fields.ts'
import { readLimited } from './recording-fetch-body.ts'
import { unreachableReason, unreachableWords, type UnreachableReason } from './recording-fetch-reason.ts'

/** An answer, whole and as it came; openid-client sees the same bytes. */
export interface Heard {
  readonly url: string
  readonly status: number
  readonly contentType: string | null
  /** The parsed body; null where it is no JSON. */
  readonly json: unknown
  readonly receivedAt: Date
  /** Server's clock minus ours, from its Date header. */
  readonly skewSeconds: number | null
  readonly retryAfterSeconds: number | null
}
export type Outcome =
  | { readonly kind: 'heard'; readonly heard: Heard }
  | { readonly kind: 'no-answer'; readonly host: string; readonly reason: UnreachableReason }

export interface RecordingFetchParts {
  readonly fetch: typeof globalThis.fetch
  readonly now: () => Date
  readonly call: ProviderCall
  readonly redactor: Redactor
  readonly titleOf: (url: string) => string
  readonly deadlineMs: number
  readonly limitBytes: number
  /** Makes odd but harmless answers readable for openid-client; gets and gives the body's text. */
  readonly tolerate: (url: string, status: number, body: string) => string
}

const bodiless = new Set([101, 103, 204, 205, 304])

function skewOf(dateHeader: string | null, sentAt: Date, receivedAt: Date): number | null {
  const server = Date.parse(dateHeader ?? '')
  if (Number.isNaN(server)) return null
  // The header has whole seconds, so it is half a second early on average; the answer was made between the two instants.
  const ours = (sentAt.getTime() + receivedAt.getTime()) / 2
  return Math.round((server + 500 - ours) / 1000)
}

function retryAfterOf(header: string | null, receivedAt: Date): number | null {
  if (header === null) return null
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - receivedAt.getTime()) / 1000))
}

/**
 * The fetch that openid-client is given for one call: no redirects, no cookies, a deadline and a limit over the whole
 * answer, plain http to this machine only; and every request leaves a redacted entry in the trace.
 */
export function createRecordingFetch(parts: RecordingFetchParts) {
  const { now, call, redactor, titleOf, deadlineMs, limitBytes, tolerate } = parts
  let last: Outcome | null = null
  let refusal: Error | null = null

  function refuse(failure: Error): never {
    refusal = failure
    throw failure
  }

  const recordingFetch: CustomFetch = async (url, init) => {
    const target = new URL(url)
    if (!isSecureAddress(target)) refuse(new ClaimcheckError('sign_in.issuer_insecure', { url }))
    const entry = {
      ...{ at: now().toISOString(), title: titleOf(url), method: init.method, url: redactor.url(url) },
      requestFields: requestFields(init, redactor),
    }
    const sentAt = now()
    const startedMs = performance.now()
    const durationMs = (): number => Math.round(performance.now() - startedMs)
    const signals = [call.signal, AbortSignal.timeout(deadlineMs), ...(init.signal === undefined ? [] : [init.signal])]
    try {
      const { method, headers, body, redirect } = init
      const signal = AbortSignal.any(signals)
      const response = await parts.fetch(url, { method, headers, body: body ?? null, redirect, signal })
      const text = await readLimited(response, limitBytes)
      const receivedAt = now()
      const json = parseJsonOrNull(text)
      const { status } = response
      last = {
        kind: 'heard',
        heard: {
          ...{ url, status, json, receivedAt },
          contentType: response.headers.get('content-type'),
          skewSeconds: skewOf(response.headers.get('date'), sentAt, receivedAt),
          retryAfterSeconds: retryAfterOf(response.headers.get('retry-after'), receivedAt),
        },
      }
      const told = answerFields(response, text, json, redactor)
      call.trace.record({ ...entry, status, answerFields: told, problem: null, durationMs: durationMs() })
      return new Response(bodiless.has(status) ? null : tolerate(url, status, text), {
        status,
        headers: response.headers,
      })
    } catch (thrown) {
      const reason = unreachableReason(thrown)
      last = { kind: 'no-answer', host: target.host, reason }
      const problem = call.signal.aborted ? 'Stopped before an answer came' : unreachableWords(target.host, reason)
      call.trace.record({ ...entry, status: null, answerFields: [], problem, durationMs: durationMs() })
      if (call.signal.aborted && call.signal.reason instanceof ClaimcheckError) refuse(call.signal.reason)
      throw thrown
    }
  }

  return {
    fetch: recordingFetch,
    last: (): Outcome | null => last,
    /** A failure of our own that stopped a request: cancelled, or an address that is not secure. */
    refusal: (): Error | null => refusal,
  }
}
export type RecordingFetch = ReturnType<typeof createRecordingFetch>
