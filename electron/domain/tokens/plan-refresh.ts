import type { TokenSet } from './token-set.ts'

export type RefreshPlan = 'use-as-is' | 'refresh-first' | 'sign-in-again'

const shortestLeewayMs = 30_000
/** An age below this means that our clock was set back since the tokens came. */
const clockWasSetBackMs = -60_000

/** How long before expiry a token is refreshed: never more than half its life, so that tokens of 10 s work. */
export function leewayMs(lifetimeMs: number): number {
  return Math.min(Math.max(shortestLeewayMs, lifetimeMs * 0.1), lifetimeMs / 2)
}

/** Sooner than this nothing is refreshed again that no request waits for, however short its tokens live. */
const shortestGapMs = 4_000
/** For tokens that live for a minute and more, and where nothing is known of their life. */
export const longestGapMs = 30_000

/**
 * How far apart the refreshes are that no request waits for: 30 s, or half the tokens' life where that is less, so that
 * tokens of 10 s are kept fresh, and 4 s at least. A life that was over when it began tells of a wrong clock.
 */
export function backgroundGapMs(lifetimeMs: number): number {
  return lifetimeMs <= 0 ? longestGapMs : Math.min(longestGapMs, Math.max(shortestGapMs, lifetimeMs / 2))
}

/** Whether the tokens live only so long as their sign-in is still to last, and that is too short to be worth another refresh. */
export function isLastOfSignIn({ obtainedAt, expiresAt, refreshEnds }: TokenSet): boolean {
  if (expiresAt === null || refreshEnds === null) return false
  const lifetimeMs = expiresAt.getTime() - obtainedAt.getTime()
  // Both ends are told in whole seconds.
  return lifetimeMs < shortestGapMs && expiresAt.getTime() > refreshEnds.at.getTime() - 1000
}

/** How long the access token is still good, `ageMs` after it came; null: unknown. */
export function remainingMs(tokens: Pick<TokenSet, 'obtainedAt' | 'expiresAt'>, ageMs: number): number | null {
  if (tokens.expiresAt === null) return null
  return tokens.expiresAt.getTime() - tokens.obtainedAt.getTime() - ageMs
}

/** Pure: the same tokens at the same age give the same plan. */
export function planRefresh(
  tokens: Pick<TokenSet, 'obtainedAt' | 'expiresAt'>,
  at: { ageMs: number; refreshable: boolean },
): RefreshPlan {
  if (tokens.expiresAt === null) return 'use-as-is'
  // Tokens from the future: how old they are is unknown, so new ones are better where we can have them.
  if (at.ageMs < clockWasSetBackMs) return at.refreshable ? 'refresh-first' : 'use-as-is'
  const lifetimeMs = tokens.expiresAt.getTime() - tokens.obtainedAt.getTime()
  const leftMs = lifetimeMs - at.ageMs
  if (leftMs > leewayMs(lifetimeMs)) return 'use-as-is'
  if (at.refreshable) return 'refresh-first'
  return leftMs > 0 ? 'use-as-is' : 'sign-in-again'
}
