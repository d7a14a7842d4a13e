import { performance } from 'node:perf_hooks'
import type { CustomFetch, CustomFetchOptions } from 'openid-client'
import type { ClientCertificate } from '../domain/credentials/client-certificate.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { isSecureAddress } from '../domain/profiles/resolve-client.ts'
import type { ProviderCall } from '../domain/sign-in/provider.ts'
import type { Redactor } from '../domain/sign-in/redact.ts'
import type { EngineFetch, EngineFetchInit } from './engine-fetch.ts'
import { answerFields, requestFields } from './recording-fetch-fields.ts'
import { readNoAnswer, type NoAnswer } from './recording-fetch-reason.ts'
import { readRetryAfter, readSkew } from './recording-fetch-times.ts'

/** An answer, whole. */
export interface Heard {
  readonly url: string
  readonly status: number
  readonly contentType: string | null
  /** The body as it was read: JSON, or the members of a form; null where it is neither. */
  readonly json: unknown
  readonly receivedAt: Date
  /** Server's clock minus ours, from its Date header. */
  readonly skewSeconds: number | null
  readonly retryAfterSeconds: number | null
}
export type Outcome = { readonly kind: 'heard'; readonly heard: Heard } | ({ readonly kind: 'no-answer' } & NoAnswer)

/** An answer as openid-client is to see it. */
export interface ReadAnswer {
  readonly json: unknown
  readonly status: number
  readonly headers: Headers
  readonly body: string
  /** What was odd and was read all the same, in sentences for the trace. */
  readonly notes: readonly string[]
}

export interface RecordingFetchParts {
  readonly fetch: EngineFetch
  readonly now: () => Date
  readonly call: ProviderCall
  readonly redactor: Redactor
  /** Shown in every TLS handshake of the conversation (RFC 8705). */
  readonly certificate: ClientCertificate | null
  readonly titleOf: (url: string) => string
  readonly deadlineMs: number
  readonly limitBytes: number
  /** Makes odd but harmless answers readable for openid-client. */
  readonly read: (url: string, answer: { status: number; headers: Headers; text: string }) => ReadAnswer
}

const bodiless = new Set([204, 205, 304])

/** What the library sends, in the engine's terms. */
function engineBody(body: CustomFetchOptions['body']): EngineFetchInit['body'] {
  if (body === undefined || body === null) return null
  if (typeof body === 'string' || body instanceof URLSearchParams || body instanceof Uint8Array) return body
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  throw new Error('nothing of this protocol is sent as a stream')
}

/**
 * The fetch that openid-client is given for one call: no redirects, no cookies, a deadline and a limit over the whole
 * answer, plain http to this machine only; and every request leaves a redacted entry in the trace.
 */
export function createRecordingFetch(parts: RecordingFetchParts) {
  const { now, call, redactor, titleOf, certificate, deadlineMs, limitBytes } = parts
  let last: Outcome | null = null
  let refusal: Error | null = null

  function refuse(failure: Error): never {
    refusal = failure
    throw failure
  }

  const recordingFetch: CustomFetch = async (url, init) => {
    const target = new URL(url)
    if (!isSecureAddress(target)) refuse(new ClaimcheckError('sign_in.issuer_insecure', { url: redactor.url(url) }))
    const entry = {
      ...{ at: now().toISOString(), title: titleOf(url), method: init.method, url: redactor.url(url) },
      requestFields: requestFields(init, redactor),
    }
    const sentAt = now()
    const startedMs = performance.now()
    const durationMs = (): number => Math.round(performance.now() - startedMs)
    // A call that was stopped says why it was, whatever the request itself ended with.
    function stopped(): never {
      call.trace.record({
        ...entry,
        status: null,
        answerFields: [],
        problem: 'Stopped before an answer came',
        durationMs: durationMs(),
      })
      const reason: unknown = call.signal.reason
      refuse(reason instanceof Error ? reason : new ClaimcheckError('sign_in.cancelled', {}))
    }
    if (call.signal.aborted) stopped()
    const signal = init.signal === undefined ? call.signal : AbortSignal.any([call.signal, init.signal])
    const { method, headers } = init
    const limits = { signal, certificate, timeoutMs: deadlineMs, limitBytes }
    try {
      const response = await parts.fetch(url, { method, headers, body: engineBody(init.body), ...limits })
      const text = await response.text()
      const receivedAt = now()
      const { status } = response
      const read = parts.read(url, { status, headers: response.headers, text })
      last = {
        kind: 'heard',
        heard: {
          ...{ url, status, json: read.json, receivedAt },
          contentType: response.headers.get('content-type'),
          skewSeconds: readSkew(response.headers.get('date'), sentAt, receivedAt),
          retryAfterSeconds: readRetryAfter(response.headers.get('retry-after'), receivedAt),
        },
      }
      const notes = read.notes.map((note): [string, string] => ['note', redactor.text(note)])
      const told = [...answerFields(response, text, read.json, redactor), ...notes]
      call.trace.record({ ...entry, status, answerFields: told, problem: null, durationMs: durationMs() })
      return new Response(bodiless.has(read.status) ? null : read.body, { status: read.status, headers: read.headers })
    } catch (thrown) {
      if (call.signal.aborted) stopped()
      const why = readNoAnswer(thrown, target.host)
      if (why === null) throw thrown
      last = { kind: 'no-answer', ...why }
      const problem = redactor.text(why.message)
      call.trace.record({ ...entry, status: null, answerFields: [], problem, durationMs: durationMs() })
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
