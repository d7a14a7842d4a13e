import type { StepOutcome, Timing } from '../../contract/exchanges.ts'
import type { ExchangeId } from '../../contract/ids.ts'
import type { WireRequest } from './wire-request.ts'

/** What the wire gave for one request. The whole body is kept by the transport's body store under the exchange's id. */
export interface WireAnswer {
  readonly result: StepOutcome
  readonly timing: Omit<Timing, 'queueMs'>
  /** "direct", or the proxy's host and port. */
  readonly route: string
  /** The first bytes of the decoded body (at most 64 kB), enough to read a problem document. */
  readonly bodyPrefix: Uint8Array
}

export interface WireLimits {
  /** Aborted by a person's Cancel; the answer is then 'cancelled'. */
  readonly signal: AbortSignal
  /** Time for everything from connecting to the last byte. */
  readonly timeoutMs: number
  readonly exchangeId: ExchangeId
}

/** The way onto the wire. What the API under test does is a value; only our own faults are thrown. */
export interface Transport {
  /** One request, one answer; never follows a redirect. Throws `storage.write_failed` when the body can't be kept. */
  readonly exchangeOnce: (request: WireRequest, limits: WireLimits) => Promise<WireAnswer>
  /** Closes kept connections. */
  readonly close: () => void
}
