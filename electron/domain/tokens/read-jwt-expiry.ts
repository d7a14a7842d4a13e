import * as z from 'zod'
import { parseJsonOrNull } from '../json/parse-json.ts'

// An instant beyond the year 9999 cannot be written as ISO 8601 with four digits; such an `exp` says nothing.
const claims = z.object({ exp: z.number().positive().max(253_402_300_799) })

/** The instant of `exp` (RFC 7519 §4.1.4) without any check; null for a token that is no JWT or has no usable `exp`. */
export function readJwtExpiry(token: string): Date | null {
  const [, payload, signature] = token.split('.')
  if (payload === undefined || signature === undefined) return null
  const parsed = claims.safeParse(parseJsonOrNull(Buffer.from(payload, 'base64url').toString('utf8')))
  return parsed.success ? new Date(parsed.data.exp * 1000) : null
}
