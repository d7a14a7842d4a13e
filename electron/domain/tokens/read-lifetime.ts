// Longer than any token lives, short enough that every instant has a four-digit year.
const longestLifetimeSeconds = 100 * 365 * 86_400

/** Seconds as servers write them: a number, or a number in a string. 0, negative and other values say nothing. */
export function readLifetimeSeconds(expiresIn: unknown): number | null {
  const isText = typeof expiresIn === 'string' && expiresIn.trim() !== ''
  const seconds = typeof expiresIn === 'number' ? expiresIn : isText ? Number(expiresIn) : Number.NaN
  if (Number.isNaN(seconds) || seconds <= 0) return null
  return Math.min(seconds, longestLifetimeSeconds)
}
