/** The longest uninterrupted stretch of one operation. */
interface Stretch {
  readonly ms: number
  /** On the clock of `process.hrtime`, in microseconds: where a CPU profile has it. */
  readonly beganAtUs: number
  readonly endedAtUs: number
}

/** What a probe in a main process has found, by operation. */
export type Stretches = Readonly<Record<string, Stretch>>

/** What the probe leaves in the main process, under `stallProbe`. */
export interface StallProbe {
  operation: string
  readonly longest: Stretches
  /** The time that the main thread has been at work since it began: on a processor, or blocked in a file call. */
  readonly busyMs: () => number
}

/**
 * Runs in the main process, so it uses nothing of this module. Looks every millisecond how long the thread was at work
 * since the last look. On Linux the kernel counts what the thread was on a processor for; blocking in a synchronous
 * file call is added. So neither waiting for something to do nor waiting for a processor that another program has counts,
 * and what is found is at most a millisecond too long. Elsewhere all time counts.
 */
export function installStallProbe(): void {
  const fs = process.getBuiltinModule('node:fs')
  const { syncBuiltinESMExports } = process.getBuiltinModule('node:module')
  const { readSync } = fs
  const facts = Buffer.alloc(100)
  let schedule = -1
  try {
    // The JavaScript of a main process runs on its first thread.
    schedule = fs.openSync(`/proc/self/task/${process.pid}/schedstat`, 'r')
  } catch {
    // Not Linux: there is no such count.
  }
  const nowMs = (): number => Number(process.hrtime.bigint() / 1000n) / 1000
  const ranMs = (): number => {
    if (schedule === -1) return nowMs()
    const text = facts.toString('latin1', 0, readSync(schedule, facts, 0, facts.length, 0))
    return Number(text.slice(0, text.indexOf(' '))) / 1e6
  }
  let blockedMs = 0
  if (schedule !== -1) {
    for (const [name, call] of Object.entries(fs)) {
      if (!name.endsWith('Sync') || typeof call !== 'function') continue
      Reflect.set(fs, name, (...given: unknown[]): unknown => {
        const [beganMs, ranBeforeMs] = [nowMs(), ranMs()]
        try {
          return Reflect.apply(call, fs, given)
        } finally {
          blockedMs += Math.max(0, nowMs() - beganMs - (ranMs() - ranBeforeMs))
        }
      })
    }
    syncBuiltinESMExports()
  }
  const busyMs = () => ranMs() + blockedMs
  const longest: Record<string, Stretch> = {}
  const probe: StallProbe = { operation: 'idle', longest, busyMs }
  let lastMs = nowMs()
  let lastBusyMs = busyMs()
  const looking = setInterval(() => {
    const [endedMs, busyNowMs] = [nowMs(), busyMs()]
    const ms = busyNowMs - lastBusyMs
    if ((longest[probe.operation]?.ms ?? 0) < ms) {
      longest[probe.operation] = { ms, beganAtUs: lastMs * 1000, endedAtUs: endedMs * 1000 }
    }
    lastMs = endedMs
    lastBusyMs = busyNowMs
  }, 1)
  // Watching keeps nothing running.
  looking.unref()
  Reflect.set(globalThis, 'stallProbe', probe)
}
