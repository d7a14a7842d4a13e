/** What is known of one answer's clock: our own at sending and at the first header, the server's from its Date field. */
export interface ClockReading {
  readonly dateHeader: string | null
  /** A stored answer's Date is that of its storing. */
  readonly ageHeader: string | null
  readonly sentAtMs: number
  readonly answeredAtMs: number
}

/**
 * Seconds that the server's clock is ahead of ours (negative: behind), 0 when no difference can be told: a Date has
 * whole seconds (RFC 9110 §6.6.1) and was made at some time between sending and answer. null: the server told no time.
 */
export function measureClockSkew({ dateHeader, ageHeader, sentAtMs, answeredAtMs }: ClockReading): number | null {
  if (dateHeader === null || (ageHeader !== null && ageHeader.trim() !== '0')) return null
  const serverMs = Date.parse(dateHeader)
  if (Number.isNaN(serverMs)) return null
  const atLeastMs = serverMs - answeredAtMs
  const atMostMs = serverMs + 1000 - sentAtMs
  if (atLeastMs <= 0 && atMostMs >= 0) return 0
  return Math.round((atLeastMs + atMostMs) / 2000)
}
