/** Server's clock minus ours in seconds, from a Date header; null where there is none that can be read. */
export function readSkew(dateHeader: string | null, sentAt: Date, receivedAt: Date): number | null {
  const server = Date.parse(dateHeader ?? '')
  if (Number.isNaN(server)) return null
  // The header has whole seconds, so it is half a second early on average; the answer was made between the two instants.
  const ours = (sentAt.getTime() + receivedAt.getTime()) / 2
  return Math.round((server + 500 - ours) / 1000)
}

/** Seconds to wait from a Retry-After header (RFC 9110 §10.2.3): a number, or a date. */
export function readRetryAfter(header: string | null, receivedAt: Date): number | null {
  if (header === null) return null
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header)
  const at = /[a-z]/i.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - receivedAt.getTime()) / 1000))
}
