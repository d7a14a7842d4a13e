import type { ProfileId } from '../../contract/ids.ts'
import { inSlices } from '../slices/in-slices.ts'
import type { Schedule } from './timer.ts'

// Timers of weeks overflow, and a machine that was away wakes to a plan of long ago: look again at least this often.
const longestWaitMs = 6 * 3_600_000
const largestJitterMs = 30_000
// After an unlock or sleep many may be due at once; one server may have given all of them.
const betweenOverdueMs = 250

export interface RefreshPlanned {
  readonly dueInMs: number
  /** How long after the try before it, at least. */
  readonly gapMs: number
}

export interface BackgroundRefreshParts {
  readonly schedule: Schedule
  readonly monotonicMs: () => number
  readonly random: () => number
  /** When the profile's tokens should be refreshed; null: not by us. */
  readonly planOf: (id: ProfileId) => Promise<RefreshPlanned | null>
  readonly refresh: (id: ProfileId) => Promise<void>
  readonly reportBug: (thrown: unknown) => void
}

/**
 * Refreshes tokens before they are asked for: one timer for each profile, early by a random part, and one try in 30 s at
 * most, or in half the tokens' life where they live for less than a minute.
 */
export function createBackgroundRefresh(parts: BackgroundRefreshParts) {
  const { schedule, monotonicMs, random, planOf, refresh, reportBug } = parts
  const timers = new Map<ProfileId, () => void>()
  const lastTryMs = new Map<ProfileId, number>()
  // Planning awaits the vault: of two plans under way only the newer one may set a timer.
  const plans = new Map<ProfileId, symbol>()
  let running = false
  /** When what is due by now has its turn: kept where it is planned anew, or each look would put off all of them. */
  const turnsMs = new Map<ProfileId, number>()
  let lastTurnMs = Number.NEGATIVE_INFINITY

  /** How long what is due by now waits for its turn among all that are. */
  function waitForTurnMs(id: ProfileId): number {
    const nowMs = monotonicMs()
    const latestMs = Math.max(lastTurnMs, ...turnsMs.values())
    const turnMs = turnsMs.get(id) ?? Math.max(nowMs, latestMs + betweenOverdueMs)
    turnsMs.set(id, turnMs)
    return Math.max(0, turnMs - nowMs)
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
    const planned = await planOf(id)
    if (plans.get(id) !== ticket) return
    if (planned === null) {
      turnsMs.delete(id)
      return
    }
    const { dueInMs, gapMs } = planned
    const leftOfGapMs = (lastTryMs.get(id) ?? Number.NEGATIVE_INFINITY) + gapMs - monotonicMs()
    const earlyMs = random() * Math.min(largestJitterMs, Math.max(0, dueInMs) * 0.1)
    const wantedMs = Math.max(0, leftOfGapMs, dueInMs - earlyMs)
    if (wantedMs > 0) turnsMs.delete(id)
    const waitMs = wantedMs > 0 ? wantedMs : waitForTurnMs(id)
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
    if (turnsMs.delete(id)) lastTurnMs = monotonicMs()
    await refresh(id)
    await planNow(id)
  }

  return {
    /** Looks at the profile's tokens anew; call it whenever they changed. */
    plan,
    planAll,
    forget(id: ProfileId): void {
      callOff(id)
      turnsMs.delete(id)
      lastTryMs.delete(id)
    },
    start(ids: readonly ProfileId[]): void {
      running = true
      planAll(ids)
    },
    stop(): void {
      running = false
      for (const id of new Set([...timers.keys(), ...plans.keys()])) callOff(id)
      turnsMs.clear()
    },
  }
}
