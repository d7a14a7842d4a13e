import type { InspectedToken } from '@contract/jwt'
import type { Tone } from '../../ui/tone.ts'
import { formatCountdown } from '../../text/times.ts'

const shortestLeewayMs = 30_000

/** A token's life as parts of a bar from 0 to 1, and what its ring says. */
export interface TokenLife {
  readonly startsAt: Date
  readonly endsAt: Date
  /** Where now is. */
  readonly nowShare: number
  /** Where the leeway begins: from there on it is refreshed before it is used. */
  readonly leewayShare: number
  readonly fractionLeft: number
  readonly tone: Tone
  readonly countdown: string
}

/** null where the end is unknown: then there is no bar to draw, and nothing counts down. */
export function lifeOfToken(
  token: Pick<InspectedToken, 'issuedAt' | 'obtainedAt' | 'expiresAt'>,
  now: Date,
): TokenLife | null {
  if (token.expiresAt === null) return null
  const startsAt = new Date(token.issuedAt ?? token.obtainedAt)
  const endsAt = new Date(token.expiresAt)
  const lifetimeMs = Math.max(1, endsAt.getTime() - startsAt.getTime())
  const leewayMs = Math.min(lifetimeMs, Math.max(shortestLeewayMs, lifetimeMs / 10))
  const leftMs = endsAt.getTime() - now.getTime()
  const fractionLeft = Math.min(1, Math.max(0, leftMs / lifetimeMs))
  return {
    startsAt,
    endsAt,
    nowShare: 1 - fractionLeft,
    leewayShare: 1 - leewayMs / lifetimeMs,
    fractionLeft,
    tone: leftMs <= 0 ? 'bad' : leftMs <= leewayMs ? 'warn' : 'ok',
    countdown: leftMs <= 0 ? 'expired' : formatCountdown(leftMs),
  }
}
