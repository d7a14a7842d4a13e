import type { ItemPath } from '../../contract/ids.ts'

export interface Placed {
  readonly path: ItemPath
  readonly name: string
  /** The number that the file gives itself; null: none. */
  readonly seq: number | null
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Numbered items first, in the order of their numbers; then by name as people sort; the path decides what is equal. */
export function comparePlaced(one: Placed, other: Placed): number {
  const bySeq = (one.seq ?? Infinity) - (other.seq ?? Infinity)
  if (bySeq !== 0 && !Number.isNaN(bySeq)) return bySeq
  return byName.compare(one.name, other.name) || (one.path < other.path ? -1 : Number(one.path > other.path))
}

/** A number as `info.seq` holds it; null for anything else. */
export function seqFrom(text: string | null | undefined): number | null {
  if (text === null || text === undefined || text.trim() === '') return null
  const seq = Number(text)
  return Number.isFinite(seq) ? seq : null
}

/**
 * The fewest new numbers that make `wanted` the order which `comparePlaced` gives: numbers that already fit stay, so a
 * move changes one file where there is room. Items in `fixed` can't be changed and are passed over.
 */
export function renumber(
  wanted: readonly Placed[],
  moved: ItemPath,
  fixed: ReadonlySet<ItemPath> = new Set(),
): Map<ItemPath, number> {
  const changes = new Map<ItemPath, number>()
  const movable = wanted.filter(({ path }) => !fixed.has(path))
  const firstToEnd = trailingStart(movable)
  let last: Placed | null = null
  for (const [index, item] of movable.entries()) {
    const next = movable[index + 1]
    const followsLast = last === null || comparePlaced(last, item) < 0
    // The moved one must fit on both sides, or everything behind it would have to follow its old number.
    const precedesNext = item.path !== moved || next === undefined || comparePlaced(item, next) < 0
    if (index >= firstToEnd || (item.seq !== null && followsLast && precedesNext)) {
      last = item
      continue
    }
    const seq: number = last === null ? seqBefore(next) : Math.floor(last.seq ?? 0) + 1
    changes.set(item.path, seq)
    last = { ...item, seq }
  }
  return changes
}

/** From where on items may stay without a number, because their names order them already. */
function trailingStart(items: readonly Placed[]): number {
  let start = items.length
  while (start > 0) {
    const item = items[start - 1]
    const next = items[start]
    if (item === undefined || item.seq !== null) break
    if (next !== undefined && comparePlaced(item, next) >= 0) break
    start -= 1
  }
  return start
}

/** Room before the first one is made by counting down to 1; below that its neighbours move up. */
const seqBefore = (next: Placed | undefined): number => Math.max(1, Math.ceil(next?.seq ?? 2) - 1)
