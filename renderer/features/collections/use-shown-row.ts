import { useEffect, useRef, useState } from 'react'
import type { ItemPath } from '@contract/ids'
import type { TreeRow } from './flatten-tree.ts'

/** An item to bring into view; a new object asks again, for the same path too. */
export interface Shown {
  readonly path: ItemPath
  /** It has a name only because it must have one: the person is to type a better one. */
  readonly isUnnamed: boolean
}

interface ShownRowParts {
  readonly rows: readonly TreeRow[]
  readonly activePath: ItemPath | null
  readonly shown: Shown | null
  readonly openAncestors: (path: ItemPath) => void
  readonly scrollTo: (index: number) => void
  readonly onUnnamed: (path: ItemPath) => void
}

/**
 * The row that the keys act on. It follows the active tab and whatever just appeared, each once: a folder that the
 * person closes over the active request stays closed.
 */
export function useShownRow(parts: ShownRowParts) {
  const { rows, activePath, shown } = parts
  const [current, setCurrent] = useState<{ path: ItemPath | null; index: number }>({ path: null, index: 0 })
  const followed = useRef<{ active: ItemPath | null; shown: Shown | null }>({ active: null, shown: null })

  const reveal = (path: ItemPath): boolean => {
    const index = rows.findIndex(({ item }) => item.path === path)
    if (index === -1) {
      parts.openAncestors(path)
      return false
    }
    setCurrent({ path, index })
    parts.scrollTo(index)
    return true
  }

  // Runs after each render, since what it waits for may come with any of them; the ref ends it.
  useEffect(() => {
    // eslint-disable-next-line react/set-state-in-effect -- the row comes with a later answer of main, and showing it scrolls
    if (activePath !== followed.current.active && (activePath === null || reveal(activePath))) {
      followed.current.active = activePath
    }
    if (shown !== null && shown !== followed.current.shown && reveal(shown.path)) {
      followed.current.shown = shown
      if (shown.isUnnamed) parts.onUnnamed(shown.path)
    }
  })

  const found = rows.find(({ item }) => item.path === current.path)
  return {
    // When its item has gone, what stands in its place now.
    current: found ?? rows[Math.min(current.index, rows.length - 1)],
    setCurrent: (row: TreeRow) => {
      const index = rows.indexOf(row)
      setCurrent({ path: row.item.path, index })
      parts.scrollTo(index)
    },
  }
}
