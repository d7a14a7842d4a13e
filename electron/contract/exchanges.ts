import * as z from 'zod'
import { diagnosis } from './challenges.ts'
import { exchangeId, itemPath, profileId } from './ids.ts'
import { sendRequest } from './requests.ts'

const headerLine = z.tuple([z.string(), z.string()])

/** Milliseconds of each phase, null for one that did not happen (a reused connection has no dns, connect, tls). */
export const timing = z.strictObject({
  queueMs: z.number(),
  dnsMs: z.number().nullable(),
  connectMs: z.number().nullable(),
  tlsMs: z.number().nullable(),
  waitMs: z.number().nullable(),
  downloadMs: z.number().nullable(),
  totalMs: z.number(),
})
export type Timing = z.infer<typeof timing>

export const noAnswerReason = z.enum([
  'dns',
  'refused',
  'unreachable',
  'tls',
  'timeout',
  'reset',
  'cancelled',
  'protocol',
  'proxy',
])
export type NoAnswerReason = z.infer<typeof noAnswerReason>

/** A refused connection is an observation about the API under test, not a failure of Claimcheck. */
export const stepOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('answered'),
    status: z.number().int(),
    statusText: z.string(),
    httpVersion: z.string(),
    headers: z.array(headerLine),
    /** Bytes as they came, and after content decoding. */
    wireBytes: z.number(),
    bodyBytes: z.number(),
    /** 'whole', or why not: the rest never came, the encoding was damaged, or a limit was reached. What came is kept. */
    completeness: z.enum(['whole', 'cut-short', 'damaged-encoding', 'over-limit', 'timed-out', 'end-unknown']),
    mediaType: z.string().nullable(),
    charset: z.string().nullable(),
    tls: z.strictObject({ protocol: z.string(), cipher: z.string() }).nullable(),
  }),
  z.strictObject({ outcome: z.literal('no-answer'), reason: noAnswerReason, message: z.string() }),
])
export type StepOutcome = z.infer<typeof stepOutcome>

/** One request on the wire. Secret values in `sent` are already replaced. */
export const exchangeStep = z.strictObject({
  why: z.enum(['request', 'redirect', 'retry-after-refresh', 'retry-after-challenge']),
  sent: z.strictObject({
    method: z.string(),
    url: z.string(),
    headers: z.array(headerLine),
    bodyBytes: z.number(),
    bodyPreview: z.string(),
    /** Said in the view: "direct" or the proxy's address. */
    route: z.string(),
    /** Credential headers that were left out because a redirect went to another origin. */
    withheld: z.array(z.string()),
  }),
  result: stepOutcome,
  timing,
})
export type ExchangeStep = z.infer<typeof exchangeStep>

/** One press of Send and what came of it; the last step is the answer. */
export const exchange = z.strictObject({
  id: exchangeId,
  path: itemPath.nullable(),
  sentAt: z.iso.datetime(),
  sentAs: z.strictObject({ profileId, name: z.string(), tokenReference: z.string().nullable() }).nullable(),
  /** It carried a token that was made here for a test, in place of the profile's. */
  synthetic: z.boolean(),
  steps: z.array(exchangeStep).min(1),
  /** Time from Send to the last byte, token work included. */
  totalMs: z.number(),
  /** Set when the token was refreshed for this request, before it or after a 401. */
  refreshed: z.enum(['no', 'before', 'after-401']),
  clockSkewSeconds: z.number().nullable(),
  why: diagnosis.nullable(),
})
export type Exchange = z.infer<typeof exchange>

/** At most this much of a body crosses in one message. */
export const bodySliceLimitBytes = 262_144

export const exchangesChannels = {
  'requests.send': { request: sendRequest, response: exchange },
  /** The reason of a refusal told anew, after the token's own server was asked about it. Throws `exchange.reason_gone`. */
  'exchanges.askServer': { request: z.strictObject({ exchangeId }), response: diagnosis },
  'requests.cancel': { request: z.strictObject({ exchangeId }), response: z.strictObject({}) },
  /** What a Send would put on the wire, variables filled in and secrets left out; for the preview under the URL. */
  'requests.preview': {
    request: z.strictObject({ draft: sendRequest.shape.draft }),
    response: z.strictObject({ url: z.string(), unknownVariables: z.array(z.string()) }),
  },
  'exchanges.readBody': {
    request: z.strictObject({
      exchangeId,
      offset: z.number().int().min(0),
      length: z.number().int().min(1).max(bodySliceLimitBytes),
    }),
    response: z.strictObject({
      bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
      totalBytes: z.number(),
    }),
  },
  /** Asks where (the system's dialog) and writes the whole body there. */
  'exchanges.saveBody': { request: z.strictObject({ exchangeId }), response: z.strictObject({ saved: z.boolean() }) },
}
