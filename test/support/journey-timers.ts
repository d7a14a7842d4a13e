import type { Surroundings } from '../../electron/surroundings.ts'
import type { JourneyClock } from './journey-clock.ts'

/** Lets everything happen that is decided already, files that are read for it included. */
async function turnsPass(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** The app's timers, held in the test's hand: they run when the clock is put forward to where they are due. */
export function aJourneySchedule(clock: JourneyClock) {
  const timers = new Set<{ readonly dueMs: number; readonly task: () => void }>()
  const schedule: Surroundings['schedule'] = (delayMs, task) => {
    const timer = { dueMs: clock.monotonicMs() + delayMs, task }
    timers.add(timer)
    return () => void timers.delete(timer)
  }

  return {
    schedule,
    /** Time goes by; what is due runs at its time, one after the other. */
    async passes(seconds: number): Promise<void> {
      await turnsPass()
      const endMs = clock.monotonicMs() + seconds * 1000
      for (let runs = 0; runs < 10_000; runs += 1) {
        const [next] = [...timers].toSorted((one, other) => one.dueMs - other.dueMs)
        if (next === undefined || next.dueMs > endMs) break
        timers.delete(next)
        clock.passes(Math.max(0, next.dueMs - clock.monotonicMs()) / 1000)
        next.task()
        await turnsPass()
      }
      clock.passes(Math.max(0, endMs - clock.monotonicMs()) / 1000)
      await turnsPass()
    },
  }
}
