/**
 * Runs a job while no other process on this machine, and nobody else in this one, runs a job of the same name. Waits for
 * its turn, and takes over from a process that is no more. Throws `storage.in_use` where the turn does not come in
 * `waitMs`.
 */
export type Exclusively = <Value>(name: string, waitMs: number, job: () => Promise<Value>) => Promise<Value>
