import type { TreeRow } from './flatten-tree.ts'

export type TreeMove = { do: 'focus'; row: TreeRow } | { do: 'open' | 'close'; row: TreeRow }

/** What an arrow, Home or End does in a tree (WAI-ARIA APG, tree view); null when there is nothing to do. */
export function moveInTree(key: string, rows: readonly TreeRow[], current: TreeRow): TreeMove | null {
  const index = rows.indexOf(current)
  const focus = (row: TreeRow | undefined): TreeMove | null => (row === undefined ? null : { do: 'focus', row })
  switch (key) {
    case 'ArrowDown':
      return focus(rows[index + 1])
    case 'ArrowUp':
      return focus(rows[index - 1])
    case 'Home':
      return focus(rows[0])
    case 'End':
      return focus(rows.at(-1))
    case 'ArrowRight':
      if (current.isOpen === false) return { do: 'open', row: current }
      return current.isOpen === true && rows[index + 1]?.parent === current.item.path ? focus(rows[index + 1]) : null
    case 'ArrowLeft':
      if (current.isOpen === true) return { do: 'close', row: current }
      return focus(rows.find(({ item }) => item.path === current.parent))
    default:
      return null
  }
}

/** Typing finds the next row whose name starts with what was typed, round past the end. */
export function findByTyping(typed: string, rows: readonly TreeRow[], current: TreeRow): TreeRow | null {
  const start = rows.indexOf(current)
  // A first letter moves on from the current row; further letters may keep it.
  const from = typed.length === 1 ? start + 1 : start
  const inOrder = [...rows.slice(from), ...rows.slice(0, from)]
  return inOrder.find(({ item }) => item.name.toLowerCase().startsWith(typed.toLowerCase())) ?? null
}
