const firstDelayMs = 5_000
const longestDelayMs = 600_000
const longestRetryAfterMs = 3_600_000

/**
 * How long to wait after the `attempt`-th failure in a row (1, 2, …): doubling from 5 s to 10 min, ±20 % so that many
 * clients do not come back together, and never sooner than `Retry-After` asks (RFC 9110 §10.2.3), up to an hour.
 * `random` is in [0, 1).
 */
export function nextTryDelayMs(failed: { attempt: number; retryAfterSeconds: number | null; random: number }): number {
  const doubledMs = Math.min(firstDelayMs * 2 ** Math.min(failed.attempt - 1, 30), longestDelayMs)
  const jitteredMs = Math.round(doubledMs * (0.8 + 0.4 * failed.random))
  const askedMs = Math.min((failed.retryAfterSeconds ?? 0) * 1000, longestRetryAfterMs)
  return Math.max(jitteredMs, askedMs)
}
