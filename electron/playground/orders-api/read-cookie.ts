import type { IncomingMessage } from 'node:http'

/** The value of a cookie (RFC 6265 §5.4); null where there is none. */
export function cookieOf({ headers }: IncomingMessage, name: string): string | null {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null
}
