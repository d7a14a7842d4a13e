import type { FaultKind } from './fault-kind.ts'
import { sumOf, type TallySheet } from './tally.ts'

interface Outcome {
  readonly kind: Pick<FaultKind, 'name' | 'title'>
  readonly sheet: TallySheet
  readonly error: string | null
  readonly seconds: number
  readonly seed: number
}

const mostLosses = 20

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([label, count]) => `${label} ${count}`).join(', ')

/** One line with the counts of a kind, and under it what was lost, what could not be done, and what went wrong. */
export function linesOf({ kind, sheet, error, seconds, seed }: Outcome): readonly string[] {
  const { faults, losses, notFired, impossible, notes } = sheet
  const total = sumOf(faults)
  const isGood = losses.length === 0 && error === null
  const mark = !isGood ? '✗' : total === 0 ? '–' : '✓'
  const sorts = total === 0 ? '' : `: ${listed(faults)}`
  return [
    `${mark} ${kind.title}: ${total} faults, ${losses.length} lost in ${seconds.toFixed(1)} s${sorts}`,
    ...notes.map((text) => `    ${text}`),
    ...impossible.map(({ part, why }) => `    can't be tried here: ${part}: ${why}`),
    ...(notFired.size === 0 ? [] : [`    did not happen, not counted: ${listed(notFired)}`]),
    ...losses.slice(0, mostLosses).flatMap(({ what, repeat }) => [`    LOST: ${what}`, `      again: ${repeat}`]),
    ...(losses.length > mostLosses ? [`    and ${losses.length - mostLosses} more`] : []),
    ...(error === null ? [] : [`    ERROR: ${error}`]),
    ...(isGood ? [] : [`    all of this kind again: npm run test:faults -- --only ${kind.name} --seed ${seed}`]),
  ]
}
