import type { ProfileId } from '../../contract/ids.ts'
import { inSlices } from '../slices/in-slices.ts'
import type { Schedule } from './timer.ts'

const shortestGapMs = 30_000
// Timers of weeks overflow, and a machine that was away wakes to a plan of long ago: look again at least this often.
const longestWaitMs = 6 * 3_600_000
const largestJitterMs = 30_000
// After an unlock or sleep many may be due at once; one server may have given all of them.
const betweenOverdueMs = 250

export interface BackgroundRefreshParts {
  readonly schedule: Schedule
  readonly monotonicMs: () => number
  readonly random: () => number
  /** How long until the profile's tokens should be refreshed; null: not by us. */
  readonly dueInMs: (id: ProfileId) => Promise<number | null>
  readonly refresh: (id: ProfileId) => Promise<void>
  readonly reportBug: (thrown: unknown) => void
}

/** Refreshes tokens before they are asked for: one timer for each profile, one try in 30 s, early by a random part. */
export function createBackgroundRefresh(parts: BackgroundRefreshParts) {
  const { schedule, monotonicMs, random, dueInMs, refresh, reportBug } = parts
  const timers = new Map<ProfileId, () => void>()
  const lastTryMs = new Map<ProfileId, number>()
  // Planning awaits the vault: of two plans under way only the newer one may set a timer.
  const plans = new Map<ProfileId, symbol>()
  let running = false
  let lastOverdueMs = Number.NEGATIVE_INFINITY

  /** How long what is due by now waits for its turn among all that are. */
  function waitForTurnMs(): number {
    lastOverdueMs = Math.max(monotonicMs(), lastOverdueMs + betweenOverdueMs)
    return lastOverdueMs - monotonicMs()
  }

  function callOff(id: ProfileId): void {
    plans.delete(id)
    timers.get(id)?.()
    timers.delete(id)
  }

  async function planNow(id: ProfileId): Promise<void> {
    callOff(id)
    if (!running) return
    const ticket = Symbol('plan')
    plans.set(id, ticket)
    const dueMs = await dueInMs(id)
    if (dueMs === null || plans.get(id) !== ticket) return
    const gapMs = (lastTryMs.get(id) ?? Number.NEGATIVE_INFINITY) + shortestGapMs - monotonicMs()
    const earlyMs = random() * Math.min(largestJitterMs, Math.max(0, dueMs) * 0.1)
    const wantedMs = Math.max(0, gapMs, dueMs - earlyMs)
    const waitMs = wantedMs > 0 ? wantedMs : waitForTurnMs()
    const isTooLong = waitMs > longestWaitMs
    const task = isTooLong ? () => plan(id) : () => void tryNow(id).catch(reportBug)
    timers.set(id, schedule(Math.min(waitMs, longestWaitMs), task))
  }

  function plan(id: ProfileId): void {
    void planNow(id).catch(reportBug)
  }

  /** Each plan reads the vault: hundreds of them at once would hold everything else up. */
  function planAll(ids: readonly ProfileId[]): void {
    void inSlices(ids, plan)
  }

  async function tryNow(id: ProfileId): Promise<void> {
    lastTryMs.set(id, monotonicMs())
    await refresh(id)
    await planNow(id)
  }

  return {
    /** Looks at the profile's tokens anew; call it whenever they changed. */
    plan,
    planAll,
    forget(id: ProfileId): void {
      callOff(id)
      lastTryMs.delete(id)
    },
    start(ids: readonly ProfileId[]): void {
      running = true
      planAll(ids)
    },
    stop(): void {
      running = false
      for (const id of new Set([...timers.keys(), ...plans.keys()])) callOff(id)
    },
  }
}
