import { nextTryDelayMs } from './next-try.ts'
import type { Trouble } from './session-view.ts'
import type { TokensKey } from './tokens-key.ts'

interface Held extends Trouble {
  readonly attempt: number
  readonly heldUntilMs: number
  readonly isElsewhere: boolean
}

export interface RefreshTrouble {
  readonly message: string
  readonly retryAfterSeconds: number | null
  /** No server was asked: another process was at it, and may have ended at any moment. */
  readonly isElsewhere?: boolean
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
    note(key: TokensKey, { message, retryAfterSeconds, isElsewhere = false }: RefreshTrouble): Date {
      const attempt = (held.get(key)?.attempt ?? 0) + 1
      const delayMs = nextTryDelayMs({ attempt, retryAfterSeconds, random: random() })
      const retryAt = new Date(now().getTime() + delayMs)
      held.set(key, { attempt, message, retryAt, isElsewhere, heldUntilMs: monotonicMs() + delayMs })
      return retryAt
    },
    clear: (key: TokensKey): void => void held.delete(key),
    /** Whether a server has to be left alone until the next try, also for who has a request to send. */
    keepsWaiting: (key: TokensKey): boolean =>
      held.get(key)?.isElsewhere === false && (held.get(key)?.heldUntilMs ?? 0) > monotonicMs(),
    /** Whether another process was at it a moment ago, and did not end. */
    isHeldElsewhere: (key: TokensKey): boolean =>
      held.get(key)?.isElsewhere === true && (held.get(key)?.heldUntilMs ?? 0) > monotonicMs(),
    /** The vault changed: what another process was at may have ended. */
    releaseElsewhere(): void {
      for (const [key, { isElsewhere }] of held) if (isElsewhere) held.delete(key)
    },
    of: (key: TokensKey): Trouble | null => held.get(key) ?? null,
    /** How long until the next try is due; 0: now. */
    waitMs: (key: TokensKey): number => Math.max(0, (held.get(key)?.heldUntilMs ?? 0) - monotonicMs()),
    /** After sleep the waiting is over: the monotonic clock stood still and the network is another. */
    releaseAll(): void {
      for (const [key, each] of held) held.set(key, { ...each, heldUntilMs: monotonicMs() })
    },
  }
}
