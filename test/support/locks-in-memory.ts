import { ClaimcheckError } from '../../electron/domain/failures/claimcheck-error.ts'
import type { Exclusively } from '../../electron/domain/storage/exclusively.ts'
import type { Schedule } from '../../electron/domain/tokens/timer.ts'

/**
 * Locks of one machine: hand the same `exclusively` to two keepers, and they are two processes. A test may hold a lock
 * itself; how long anybody waits is by the test's clock, where there is one.
 */
export function locksInMemory(schedule: Schedule | null = null) {
  const queues = new Map<string, Promise<unknown>>()
  const names: string[] = []

  const exclusively: Exclusively = async (name, waitMs, job) => {
    names.push(name)
    const before = queues.get(name) ?? Promise.resolve()
    let isOver = false
    const turn = before.then(async () => (isOver ? null : { value: await job() }))
    queues.set(
      name,
      turn.catch(() => undefined),
    )
    const ended = new Promise<never>((_resolve, reject) => {
      const callOff = schedule?.(waitMs, () => {
        isOver = true
        reject(new ClaimcheckError('storage.in_use', { file: name, processId: 4711 }))
      })
      void before.then(() => callOff?.())
    })
    const outcome = await Promise.race([turn, ended])
    if (outcome === null) throw new Error('a job that did not wait for its turn')
    return outcome.value
  }

  /** Holds a lock as another process would, until the function that this gives is called. */
  function hold(name: string): () => void {
    let release: () => void = () => undefined
    void exclusively(
      name,
      0,
      () =>
        new Promise<void>((resolve) => {
          release = resolve
        }),
    ).catch(() => undefined)
    return () => release()
  }

  return { exclusively, names, hold }
}
