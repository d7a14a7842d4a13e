import * as z from 'zod'
import { readJwtExpiry } from './read-jwt-expiry.ts'
import { readLifetimeSeconds } from './read-lifetime.ts'
import type { RefreshEnds } from './token-set.ts'

/** How servers say for how long a refresh token is good; no standard has a field for it. */
export const refreshLifetimeFields = {
  /** Keycloak; 0: it does not end. */
  refresh_expires_in: z.unknown().optional(),
  /** Microsoft, GitHub, Salesforce. */
  refresh_token_expires_in: z.unknown().optional(),
  /** Intuit. */
  x_refresh_token_expires_in: z.unknown().optional(),
}

interface Answer {
  readonly refresh_token: string | null
  readonly refresh_expires_in?: unknown
  readonly refresh_token_expires_in?: unknown
  readonly x_refresh_token_expires_in?: unknown
}

interface Clock {
  readonly receivedAt: Date
  readonly clockSkewSeconds: number | null
}

/** When a refresh token that is a JWT says that it ends (RFC 7519 §4.1.4), told by our clock; null where it does not. */
export function refreshEndsByToken(refreshToken: string, { receivedAt, clockSkewSeconds }: Clock): RefreshEnds | null {
  const exp = readJwtExpiry(refreshToken)
  if (exp === null) return null
  const at = new Date(exp.getTime() - (clockSkewSeconds ?? 0) * 1000)
  return { at, since: receivedAt, source: 'refresh_token_exp' }
}

/** When the sign-in ends, as a token answer says it: by a lifetime, or by the refresh token itself. */
export function readRefreshEnds(answer: Answer, clock: Clock): RefreshEnds | null {
  const told = answer.refresh_expires_in ?? answer.refresh_token_expires_in ?? answer.x_refresh_token_expires_in
  const lifetimeSeconds = readLifetimeSeconds(told)
  if (lifetimeSeconds !== null) {
    const at = new Date(clock.receivedAt.getTime() + lifetimeSeconds * 1000)
    return { at, since: clock.receivedAt, source: 'refresh_expires_in' }
  }
  return answer.refresh_token === null ? null : refreshEndsByToken(answer.refresh_token, clock)
}
