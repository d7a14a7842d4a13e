/** What came of the faults of one kind. */
export interface Tally {
  /** A fault that really happened. `label` says which sort of it. */
  readonly fault: (label: string, count?: number) => void
  /** Something was lost, leaked or wrong after a fault; `repeat` says how to make it happen again. */
  readonly lost: (what: string, repeat: string) => void
  /** A fault that was planned and did not happen: it proves nothing and is not counted. */
  readonly notFired: (label: string, count?: number) => void
  /** A part that this machine can't do, and why. */
  readonly cannot: (part: string, why: string) => void
  /** A figure worth a line. */
  readonly note: (text: string) => void
}

export interface TallySheet {
  readonly faults: ReadonlyMap<string, number>
  readonly losses: readonly { readonly what: string; readonly repeat: string }[]
  readonly notFired: ReadonlyMap<string, number>
  readonly impossible: readonly { readonly part: string; readonly why: string }[]
  readonly notes: readonly string[]
}

export const sumOf = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0)

export function createTally(): { tally: Tally; sheet: TallySheet } {
  const faults = new Map<string, number>()
  const notFired = new Map<string, number>()
  const losses: { what: string; repeat: string }[] = []
  const impossible: { part: string; why: string }[] = []
  const notes: string[] = []
  const addTo =
    (counts: Map<string, number>) =>
    (label: string, count = 1): void =>
      void counts.set(label, (counts.get(label) ?? 0) + count)
  return {
    tally: {
      fault: addTo(faults),
      notFired: addTo(notFired),
      lost: (what, repeat) => void losses.push({ what, repeat }),
      cannot: (part, why) => void impossible.push({ part, why }),
      note: (text) => void notes.push(text),
    },
    sheet: { faults, losses, notFired, impossible, notes },
  }
}
