import { setTimeout as pause } from 'node:timers/promises'

/** Timers of more than this fire at once. */
const longestTimerMs = 2 ** 31 - 1

/** Turns by name, in the order they were asked for; whoever has waited long enough leaves the line without holding it up. */
export function createTurns() {
  const ends = new Map<string, Promise<void>>()

  async function isReachedIn(waitMs: number, before: Promise<void>): Promise<boolean> {
    const noLonger = new AbortController()
    const late = pause(Math.min(waitMs, longestTimerMs), false, { signal: noLonger.signal }).catch(() => false)
    try {
      return await Promise.race([before.then(() => true), late])
    } finally {
      noLonger.abort()
    }
  }

  return {
    /** How to end the turn; null where it did not come in `waitMs`. */
    async begin(name: string, waitMs: number): Promise<(() => void) | null> {
      const before = ends.get(name) ?? Promise.resolve()
      let end = (): void => undefined
      const own = new Promise<void>((resolve) => void (end = resolve))
      const all = before.then(() => own)
      ends.set(name, all)
      void all.then(() => ends.get(name) === all && ends.delete(name))
      if (await isReachedIn(waitMs, before)) return end
      end()
      return null
    },
  }
}
