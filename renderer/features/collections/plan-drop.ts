import type { ItemPath } from '@contract/ids'
import type { TreeRow } from './flatten-tree.ts'

/** Where a dragged item would land: in a folder, before one of its items or at the end. */
export interface Drop {
  readonly folder: ItemPath
  readonly before: ItemPath | null
}

export type DropZone = 'before' | 'into' | 'after'

/** The third of a row that the pointer is over; only a folder has a middle. */
export function zoneAt(offsetPx: number, heightPx: number, isFolder: boolean): DropZone {
  if (!isFolder) return offsetPx < heightPx / 2 ? 'before' : 'after'
  if (offsetPx < heightPx * 0.25) return 'before'
  return offsetPx > heightPx * 0.75 ? 'after' : 'into'
}

/** Tells whether `path` is `folder` or lies in it. */
export const isWithin = (path: ItemPath, folder: ItemPath): boolean =>
  path === folder || folder === '' || path.startsWith(`${folder}/`)

/** What dropping `dragged` on `target` means; null where it means nothing: onto or into itself, or where it already is. */
export function planDrop(dragged: TreeRow, target: TreeRow, zone: DropZone, rows: readonly TreeRow[]): Drop | null {
  const drop = landing(target, zone, rows)
  if (isWithin(drop.folder, dragged.item.path) && drop.folder !== '') return null
  if (drop.before === dragged.item.path) return null
  if (drop.folder === dragged.parent && drop.before === followerOf(dragged, rows)) return null
  return drop
}

function landing(target: TreeRow, zone: DropZone, rows: readonly TreeRow[]): Drop {
  if (zone === 'into') return { folder: target.item.path, before: null }
  if (zone === 'before') return { folder: target.parent, before: target.item.path }
  const first = rows[rows.indexOf(target) + 1]
  // Below the line of an open folder is above its first item.
  if (target.isOpen === true && first?.parent === target.item.path) {
    return { folder: target.item.path, before: first.item.path }
  }
  return { folder: target.parent, before: followerOf(target, rows) }
}

/** The next item in the same folder, past everything that an open folder shows in between. */
function followerOf(row: TreeRow, rows: readonly TreeRow[]): ItemPath | null {
  const later = rows.slice(rows.indexOf(row) + 1)
  return later.find((each) => each.parent === row.parent && each.level === row.level)?.item.path ?? null
}
