import type { ProfileId } from '../../contract/ids.ts'
import { nextTryDelayMs } from './next-try.ts'
import type { Trouble } from './session-view.ts'

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

/** Refreshes that failed without being refused, and how long each profile's next one waits. */
export function createRefreshTroubles({ now, monotonicMs, random }: RefreshTroublesParts) {
  const held = new Map<ProfileId, Held>()

  return {
    /** Notes a failure and gives the instant of the next try. */
    note(id: ProfileId, message: string, retryAfterSeconds: number | null): Date {
      const attempt = (held.get(id)?.attempt ?? 0) + 1
      const delayMs = nextTryDelayMs({ attempt, retryAfterSeconds, random: random() })
      const retryAt = new Date(now().getTime() + delayMs)
      held.set(id, { attempt, message, retryAt, heldUntilMs: monotonicMs() + delayMs })
      return retryAt
    },
    clear: (id: ProfileId): void => void held.delete(id),
    of: (id: ProfileId): Trouble | null => held.get(id) ?? null,
    /** How long until the next try is due; 0: now. */
    waitMs: (id: ProfileId): number => Math.max(0, (held.get(id)?.heldUntilMs ?? 0) - monotonicMs()),
    /** After sleep the waiting is over: the monotonic clock stood still and the network is another. */
    releaseAll(): void {
      for (const [id, each] of held) held.set(id, { ...each, heldUntilMs: monotonicMs() })
    },
  }
}
