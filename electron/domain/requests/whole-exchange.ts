import type { NoAnswerReason } from '../../contract/exchanges.ts'
import type { HeaderLine, WireRequest } from './wire-request.ts'

export interface WholeLimits {
  readonly signal: AbortSignal
  /** Time for everything from connecting to the last byte. */
  readonly timeoutMs: number
  /** A longer body is cut here, after decoding. */
  readonly limitBytes: number
}

export type WholeAnswer =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly headers: readonly HeaderLine[]
      /** Decoded. */
      readonly body: Uint8Array
      readonly isCut: boolean
    }
  | { readonly kind: 'no-answer'; readonly reason: NoAnswerReason; readonly message: string }

/**
 * One request and its whole answer in memory, over the same engine as every other request (proxy, certificates, no
 * redirects): for logins, metadata and keys, whose answers are small and are looked at by the program.
 */
export type ExchangeWhole = (request: WireRequest, limits: WholeLimits) => Promise<WholeAnswer>
