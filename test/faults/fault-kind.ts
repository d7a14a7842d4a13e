import type { Tally } from './tally.ts'

/** An Electron that can be started, and a display to start it on. */
export interface ReadyElectron {
  readonly executable: string
  readonly env: NodeJS.ProcessEnv
  readonly switches: readonly string[]
  readonly close: () => Promise<void>
}

export interface FaultSituation {
  /** At most 90 s for all kinds together; else as many faults as prove something. */
  readonly isShort: boolean
  /** Everything that is random follows from it. */
  readonly seed: number
  /** A folder of this kind alone; removed at the end. */
  readonly folder: string
  /** The compiled program of that name in test/faults/programs. */
  readonly program: (name: string) => string
  /** A sentence where there can be none. */
  readonly readyElectron: () => Promise<ReadyElectron | string>
}

export interface FaultKind {
  /** What `--only` takes. */
  readonly name: string
  readonly title: string
  /** Adds to the tally; what it throws is an error of the suite, and fails it. */
  readonly run: (situation: FaultSituation, tally: Tally) => Promise<void>
}
