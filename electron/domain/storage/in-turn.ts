/** Runs a job after all that were asked for before it, and gives what it gave or threw. */
export type InTurn = <Value>(job: () => Promise<Value> | Value) => Promise<Value>

/** A line of jobs: one at a time, in the order in which they are asked for. One that fails holds nobody up. */
export function createInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (job) => {
    const turn = last.then(job)
    // The failure is its caller's; whoever is next only waits for the end.
    last = turn.catch(() => undefined)
    return turn
  }
}
