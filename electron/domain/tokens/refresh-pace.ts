import { leewayMs } from './plan-refresh.ts'
import { tokenFingerprint } from './token-fingerprint.ts'
import type { TokenSet } from './token-set.ts'
import type { TokensKey } from './tokens-key.ts'

const shortestGapMs = 30_000

interface Gotten {
  /** Tells which tokens; no token itself, since what stands here outlives a lock of the vault. */
  readonly which: string
  readonly atMs: number
}

const whichOf = ({ accessToken, obtainedAt }: TokenSet): string =>
  `${obtainedAt.getTime()} ${tokenFingerprint(accessToken)}`

/**
 * Keeps refreshes apart, by a clock that nobody sets: at most one in 30 s for each profile and authority, whatever a wall
 * clock or a server says. Only tokens that live for less than that are renewed sooner, when their own life is over.
 */
export function createRefreshPace({ monotonicMs }: { monotonicMs: () => number }) {
  const gotten = new Map<TokensKey, Gotten>()
  const rejectedMs = new Map<TokensKey, number>()

  return {
    /** A refresh brought these. */
    note(key: TokensKey, tokens: TokenSet): void {
      const which = whichOf(tokens)
      if (gotten.get(key)?.which !== which) gotten.set(key, { which, atMs: monotonicMs() })
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
    /** One refresh after a 401 in 30 s: an API that refuses every token, a new one too, must not make us a storm. */
    mayAskAfterRejection(key: TokensKey): boolean {
      const lastMs = Math.max(gotten.get(key)?.atMs ?? -Infinity, rejectedMs.get(key) ?? -Infinity)
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
