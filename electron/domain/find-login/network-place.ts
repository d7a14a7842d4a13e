/** How far inside an address lies: anywhere on the internet, on a network of one's own, on this machine. */
type Place = 0 | 1 | 2

const onThisMachine = /^(?:127\.|0\.0\.0\.0$|localhost\.?$|.*\.localhost\.?$|\[::1?\]$|\[::ffff:7f[\da-f]{2}:)/
const inOwnNetwork = [
  // RFC 1918, RFC 6598, RFC 3927; RFC 1122 §3.2.1.3 for 0/8.
  /^(?:0|10)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^169\.254\./,
  // RFC 4193, RFC 4291 §2.5.6, addresses that hold an IPv4 address, and the unspecified one.
  /^\[(?:f[cd]|fe[89ab]|::|64:ff9b:)/,
  // Names that no public DNS has: a single word, RFC 6762, RFC 8375, and .internal.
  /^[^.[\]]+\.?$|\.(?:local|internal|intranet|lan|corp|home\.arpa)\.?$/,
] as const

/** `hostname` as `URL` has it: lower case, IPv4 in its one form, IPv6 in brackets. */
function placeOf(hostname: string): Place {
  if (onThisMachine.test(hostname)) return 2
  return inOwnNetwork.some((pattern) => pattern.test(hostname)) ? 1 : 0
}

/**
 * True where an address leads further inside than the one that named it: an API on the internet must not make this
 * machine knock at doors that only stand open to it (RFC 9728 §7.7). Only the name is looked at; what DNS makes of it is
 * not known here.
 */
export const leadsInside = (url: URL, namedBy: URL): boolean => placeOf(url.hostname) > placeOf(namedBy.hostname)
