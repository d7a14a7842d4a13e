import type { CollectionFolder, CollectionItem } from '@contract/collections'
import type { ItemPath } from '@contract/ids'

/** One visible line of the tree, with what an ARIA treeitem must tell (level, position, size of its set). */
export interface TreeRow {
  readonly item: CollectionItem
  readonly parent: ItemPath
  readonly level: number
  readonly position: number
  readonly setSize: number
  /** null for what can't be opened. */
  readonly isOpen: boolean | null
}

const wordsOf = (filter: string) => filter.toLowerCase().split(/\s+/).filter(Boolean)

const searchText = (item: CollectionItem, trail: string) =>
  `${trail} ${item.kind === 'request' ? item.method : ''} ${item.name}`.toLowerCase()

/** Keeps what matches every word, and folders that hold or are a match; a matching folder keeps all it holds. */
function matching(items: readonly CollectionItem[], words: readonly string[], trail: string): CollectionItem[] {
  return items.flatMap((item): CollectionItem[] => {
    if (words.every((word) => searchText(item, trail).includes(word))) return [item]
    if (item.kind !== 'folder') return []
    const kept = matching(item.items, words, `${trail} ${item.name}`.toLowerCase())
    return kept.length === 0 ? [] : [{ ...item, items: kept }]
  })
}

/**
 * The tree as the lines that are to be seen, top to bottom. While a filter is set every folder is open, so that no
 * match is hidden.
 */
export function flattenTree(
  items: readonly CollectionItem[],
  root: ItemPath,
  closed: ReadonlySet<string>,
  filter: string,
): readonly TreeRow[] {
  const words = wordsOf(filter)
  const rows: TreeRow[] = []
  const walk = (siblings: readonly CollectionItem[], parent: ItemPath, level: number) => {
    for (const [index, item] of siblings.entries()) {
      const isOpen = item.kind === 'folder' ? words.length > 0 || !closed.has(item.path) : null
      rows.push({ item, parent, level, position: index + 1, setSize: siblings.length, isOpen })
      if (item.kind === 'folder' && isOpen === true) walk(item.items, item.path, level + 1)
    }
  }
  walk(words.length === 0 ? items : matching(items, words, ''), root, 1)
  return rows
}

/** How many requests a folder holds, at any depth. */
export function countRequests(folder: CollectionFolder): number {
  return folder.items.reduce(
    (count, item) => count + (item.kind === 'request' ? 1 : item.kind === 'folder' ? countRequests(item) : 0),
    0,
  )
}

/** The items that a folder holds directly; the root's for the empty path; null when there is no such folder. */
export function itemsOfFolder(items: readonly CollectionItem[], path: ItemPath): readonly CollectionItem[] | null {
  if (path === '') return items
  for (const item of items) {
    if (item.kind !== 'folder') continue
    if (item.path === path) return item.items
    if (path.startsWith(`${item.path}/`)) return itemsOfFolder(item.items, path)
  }
  return null
}
