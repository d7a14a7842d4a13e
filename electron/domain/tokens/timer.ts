/** Runs `task` once, `delayMs` from now (setTimeout's limits apply); gives back the way to call it off. */
export type Schedule = (delayMs: number, task: () => void) => () => void
