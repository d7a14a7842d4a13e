import type { Schedule } from '../../electron/domain/tokens/timer.ts'

/** Lets everything that is already decided happen. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 24; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** Both clocks and the timers of a machine that a test holds in its hand. */
export function aClock(start: Date) {
  let wallMs = start.getTime()
  let monotonicMs = 1000
  const timers = new Set<{ dueMs: number; task: () => void }>()
  const schedule: Schedule = (delayMs, task) => {
    const timer = { dueMs: monotonicMs + delayMs, task }
    timers.add(timer)
    return () => void timers.delete(timer)
  }

  return {
    now: (): Date => new Date(wallMs),
    monotonicMs: (): number => monotonicMs,
    schedule,
    pending: (): number[] => [...timers].map(({ dueMs }) => dueMs - monotonicMs).toSorted((one, other) => one - other),
    /** Time goes by; what is due runs at its time. */
    async advance(ms: number): Promise<void> {
      await settled()
      const endMs = monotonicMs + ms
      for (let runs = 0; runs < 10_000; runs += 1) {
        const next = [...timers].toSorted((one, other) => one.dueMs - other.dueMs)[0]
        if (next === undefined || next.dueMs > endMs) break
        timers.delete(next)
        wallMs += Math.max(0, next.dueMs - monotonicMs)
        monotonicMs = Math.max(monotonicMs, next.dueMs)
        next.task()
        await settled()
      }
      wallMs += endMs - monotonicMs
      monotonicMs = endMs
      await settled()
    },
    /** Somebody sets the wall clock. */
    setWall(byMs: number): void {
      wallMs += byMs
    },
    /** The machine sleeps: only the wall clock goes on. */
    sleep(ms: number): void {
      wallMs += ms
    },
  }
}
