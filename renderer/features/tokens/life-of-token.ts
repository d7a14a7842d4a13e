import type { InspectedToken } from '@contract/jwt'
import type { Tone } from '../../ui/tone.ts'
import { formatCountdown } from '../../text/times.ts'

const shortestLeewayMs = 30_000

const share = (part: number) => Math.min(1, Math.max(0, part))
const timeOf = (instant: string | null) => (instant === null ? -Infinity : new Date(instant).getTime())

/** A token's life as parts of a bar from 0 to 1, and what its ring says. */
export interface TokenLife {
  readonly startsAt: Date
  readonly endsAt: Date
  /** Where now is. */
  readonly nowShare: number
  /** Where the leeway begins: from there on it is refreshed before it is used. */
  readonly leewayShare: number
  readonly fractionLeft: number
  /** Where it begins to count (nbf), where that is later than its issue; null where it counts from the start. */
  readonly validFromShare: number | null
  readonly phase: 'early' | 'running' | 'over'
  readonly tone: Tone
  readonly countdown: string
}

/** null where the end is unknown: then there is no bar to draw, and nothing counts down. */
export function lifeOfToken(
  token: Pick<InspectedToken, 'issuedAt' | 'notBefore' | 'obtainedAt' | 'expiresAt'>,
  now: Date,
): TokenLife | null {
  if (token.expiresAt === null) return null
  const startsAt = new Date(token.issuedAt ?? token.notBefore ?? token.obtainedAt)
  const endsAt = new Date(token.expiresAt)
  const lifetimeMs = Math.max(1, endsAt.getTime() - startsAt.getTime())
  const leewayMs = Math.min(lifetimeMs, Math.max(shortestLeewayMs, lifetimeMs / 10))
  const leftMs = endsAt.getTime() - now.getTime()
  const fractionLeft = share(leftMs / lifetimeMs)
  const validFromMs = Math.max(startsAt.getTime(), timeOf(token.notBefore))
  const untilValidMs = token.notBefore === null ? 0 : validFromMs - now.getTime()
  const phase = leftMs <= 0 ? 'over' : untilValidMs > 0 ? 'early' : 'running'
  return {
    startsAt,
    endsAt,
    nowShare: 1 - fractionLeft,
    leewayShare: 1 - leewayMs / lifetimeMs,
    fractionLeft,
    validFromShare: validFromMs > startsAt.getTime() ? share((validFromMs - startsAt.getTime()) / lifetimeMs) : null,
    phase,
    tone: phase === 'over' ? 'bad' : phase === 'early' ? 'info' : leftMs <= leewayMs ? 'warn' : 'ok',
    countdown: phase === 'over' ? 'expired' : formatCountdown(phase === 'early' ? untilValidMs : leftMs),
  }
}
