import { performance } from 'node:perf_hooks'

const machineStartedMs = performance.timeOrigin

/**
 * The app's own two clocks, which go on by themselves and can be put forward. They do not hear of `vi.setSystemTime`,
 * which is then the clock of the servers.
 */
export function aJourneyClock() {
  let wallAheadMs = 0
  let passedMs = 0
  return {
    now: () => new Date(machineStartedMs + performance.now() + wallAheadMs + passedMs),
    monotonicMs: () => performance.now() + passedMs,
    /** Time goes by. */
    passes: (seconds: number) => void (passedMs += seconds * 1000),
    /** Somebody sets the wall clock wrong. */
    setWall: (seconds: number) => void (wallAheadMs += seconds * 1000),
  }
}
export type JourneyClock = ReturnType<typeof aJourneyClock>
