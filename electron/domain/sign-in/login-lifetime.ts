import type { LoginLifetime } from '../../contract/ways.ts'
import { readJwtExpiry } from '../tokens/read-jwt-expiry.ts'
import { readLifetimeSeconds } from '../tokens/read-lifetime.ts'
import type { TokenAnswer } from '../tokens/read-token-answer.ts'
import { extractFrom, type LoginAnswered } from './read-login-answer.ts'

// From here on a number of seconds would lie beyond the year 5000: it is milliseconds.
const firstMilliseconds = 1e11
const lastInstantMs = Date.parse('9999-12-31T23:59:59Z')

/** Seconds or milliseconds since 1970, or a date; one without a zone is UTC. null: neither. */
export function readInstant(text: string): Date | null {
  const typed = text.trim()
  if (/^\d+(?:\.\d+)?$/.test(typed)) {
    const ms = Number(typed) * (Number(typed) >= firstMilliseconds ? 1 : 1000)
    return ms > 0 && ms <= lastInstantMs ? new Date(ms) : null
  }
  const isBare = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(typed)
  // The parser takes “-5” for a month; what begins like this is meant as a date (RFC 3339, RFC 9110 §5.6.7).
  if (!/^(?:\d{4}-\d\d-\d\d|[A-Za-z]{3,9},? )/.test(typed)) return null
  const ms = Date.parse(isBare ? `${typed.replace(' ', 'T')}Z` : typed)
  return Number.isNaN(ms) || ms <= 0 || ms > lastInstantMs ? null : new Date(ms)
}

type Expiry = Pick<TokenAnswer, 'expiresAt' | 'expirySource'>

const inSeconds = (receivedAt: Date, seconds: number): Expiry => ({
  expiresAt: new Date(receivedAt.getTime() + seconds * 1000),
  expirySource: 'expires_in',
})

/** An instant of the server's clock, told by ours. */
const onOurClock = (instant: Date, clockSkewSeconds: number | null): Date =>
  new Date(instant.getTime() - (clockSkewSeconds ?? 0) * 1000)

function fromAnswer(
  { source, means }: Extract<LoginLifetime, { by: 'answer' }>,
  answered: LoginAnswered,
  { receivedAt, clockSkewSeconds }: { receivedAt: Date; clockSkewSeconds: number | null },
): Expiry | null {
  const extracted = extractFrom(source, answered)
  if (!('value' in extracted)) return null
  if (means === 'seconds') {
    const seconds = readLifetimeSeconds(extracted.value)
    return seconds === null ? null : inSeconds(receivedAt, seconds)
  }
  const instant = readInstant(extracted.value)
  return instant === null ? null : { expiresAt: onOurClock(instant, clockSkewSeconds), expirySource: 'expires_in' }
}

/** Until when a custom login's token lives: as the profile says, else by the token's own `exp`, else unknown. */
export function expiryOfLogin(
  lifetime: LoginLifetime,
  token: string,
  answered: LoginAnswered,
  clock: { readonly receivedAt: Date; readonly clockSkewSeconds: number | null },
): Expiry {
  if (lifetime.by === 'fixed') return inSeconds(clock.receivedAt, lifetime.seconds)
  const told = lifetime.by === 'answer' ? fromAnswer(lifetime, answered, clock) : null
  if (told !== null) return told
  const exp = readJwtExpiry(token)
  return exp === null
    ? { expiresAt: null, expirySource: 'unknown' }
    : { expiresAt: onOurClock(exp, clock.clockSkewSeconds), expirySource: 'exp' }
}
