import { leewayMs } from './plan-refresh.ts'
import { tokenFingerprint } from './token-fingerprint.ts'
import type { TokenSet } from './token-set.ts'
import type { TokensKey } from './tokens-key.ts'

const shortestGapMs = 30_000

interface Gotten {
  /** Tells which tokens; no token itself, since what stands here outlives a lock of the vault. */
  readonly which: string
  readonly atMs: number
  /** An API has taken them since. */
  readonly isTaken: boolean
}

const whichOf = ({ accessToken, obtainedAt }: TokenSet): string =>
  `${obtainedAt.getTime()} ${tokenFingerprint(accessToken)}`

/**
 * Keeps refreshes apart, by a clock that nobody sets: at most one in 30 s for each profile and authority, whatever a wall
 * clock, a server or an API says. Sooner only where the tokens themselves live for less than that, and once where an API
 * that took a token refuses it.
 */
export function createRefreshPace({ monotonicMs }: { monotonicMs: () => number }) {
  const gotten = new Map<TokensKey, Gotten>()
  const rejectedMs = new Map<TokensKey, number>()

  return {
    /** A refresh brought these. */
    note(key: TokensKey, tokens: TokenSet): void {
      const which = whichOf(tokens)
      if (gotten.get(key)?.which !== which) gotten.set(key, { which, atMs: monotonicMs(), isTaken: false })
    },
    /** Whether these came by a refresh only now, and their own life can't be over yet: then the clock is wrong, not they. */
    isTooSoon(key: TokensKey, tokens: TokenSet): boolean {
      const { obtainedAt, expiresAt } = tokens
      const last = gotten.get(key)
      if (last?.which !== whichOf(tokens)) return false
      const sinceMs = monotonicMs() - last.atMs
      if (sinceMs >= shortestGapMs) return false
      const lifetimeMs = expiresAt === null ? 0 : expiresAt.getTime() - obtainedAt.getTime()
      return lifetimeMs <= 0 || sinceMs < lifetimeMs - leewayMs(lifetimeMs)
    },
    /** An API took these. */
    noteTaken(key: TokensKey, tokens: TokenSet): void {
      const last = gotten.get(key)
      if (last?.isTaken === false && last.which === whichOf(tokens)) gotten.set(key, { ...last, isTaken: true })
    },
    /**
     * One refresh after a 401 in 30 s: an API that refuses every token must not make us a storm. Nor is a new token that
     * was never taken worth another; one that was, and is refused now, was ended by its server.
     */
    mayAskAfterRejection(key: TokensKey): boolean {
      const last = gotten.get(key)
      const gottenMs = last?.isTaken === false ? last.atMs : -Infinity
      const lastMs = Math.max(gottenMs, rejectedMs.get(key) ?? -Infinity)
      if (monotonicMs() - lastMs < shortestGapMs) return false
      rejectedMs.set(key, monotonicMs())
      return true
    },
    forget(key: TokensKey): void {
      gotten.delete(key)
      rejectedMs.delete(key)
    },
    /** After sleep: the monotonic clock stood still, and what came before it is old. */
    forgetAll(): void {
      gotten.clear()
      rejectedMs.clear()
    },
  }
}
