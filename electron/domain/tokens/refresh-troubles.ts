import { nextTryDelayMs } from './next-try.ts'
import type { Trouble } from './session-view.ts'
import type { TokensKey } from './tokens-key.ts'

interface Held extends Trouble {
  readonly attempt: number
  readonly heldUntilMs: number
}

export interface RefreshTroublesParts {
  readonly now: () => Date
  /** A clock that nobody sets: a wall clock put back a day must not hold a refresh for a day. */
  readonly monotonicMs: () => number
  readonly random: () => number
}

/** Refreshes that failed without being refused, and how long the next one for each profile and authority waits. */
export function createRefreshTroubles({ now, monotonicMs, random }: RefreshTroublesParts) {
  const held = new Map<TokensKey, Held>()

  return {
    /** Notes a failure and gives the instant of the next try. */
    note(key: TokensKey, message: string, retryAfterSeconds: number | null): Date {
      const attempt = (held.get(key)?.attempt ?? 0) + 1
      const delayMs = nextTryDelayMs({ attempt, retryAfterSeconds, random: random() })
      const retryAt = new Date(now().getTime() + delayMs)
      held.set(key, { attempt, message, retryAt, heldUntilMs: monotonicMs() + delayMs })
      return retryAt
    },
    clear: (key: TokensKey): void => void held.delete(key),
    of: (key: TokensKey): Trouble | null => held.get(key) ?? null,
    /** How long until the next try is due; 0: now. */
    waitMs: (key: TokensKey): number => Math.max(0, (held.get(key)?.heldUntilMs ?? 0) - monotonicMs()),
    /** After sleep the waiting is over: the monotonic clock stood still and the network is another. */
    releaseAll(): void {
      for (const [key, each] of held) held.set(key, { ...each, heldUntilMs: monotonicMs() })
    },
  }
}
