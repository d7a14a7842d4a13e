import { useRef } from 'react'
import type { TreeRow } from './flatten-tree.ts'
import { findByTyping, moveInTree } from './tree-keys.ts'

interface TreeKeysParts {
  readonly rows: readonly TreeRow[]
  readonly current: TreeRow | undefined
  readonly onFocus: (row: TreeRow) => void
  readonly onToggle: (row: TreeRow) => void
  /** Enter and Space. */
  readonly onChoose: (row: TreeRow) => void
  readonly onRename: (row: TreeRow) => void
  readonly onDelete: (row: TreeRow) => void
  readonly onNewRequest: (row: TreeRow) => void
  readonly onMenu: (row: TreeRow) => void
}

const typingPauseMs = 700

/** The keys of the tree (WAI-ARIA APG), with those of a file list: F2, Delete, Ctrl+N, the menu key, type-ahead. */
export function useTreeKeys(parts: TreeKeysParts): (event: React.KeyboardEvent) => void {
  const typed = useRef({ text: '', at: 0 })

  function act(event: React.KeyboardEvent, row: TreeRow): boolean {
    const { key, shiftKey, altKey } = event
    const isShortcut = event.ctrlKey || event.metaKey
    if (isShortcut && !shiftKey && !altKey && key.toLowerCase() === 'n') {
      parts.onNewRequest(row)
      return true
    }
    if (isShortcut || altKey) return false
    const deeds: Readonly<Record<string, () => void>> = {
      Enter: () => parts.onChoose(row),
      ' ': () => parts.onChoose(row),
      F2: () => parts.onRename(row),
      Delete: () => parts.onDelete(row),
      ContextMenu: () => parts.onMenu(row),
      ...(shiftKey && { F10: () => parts.onMenu(row) }),
    }
    const deed = deeds[key]
    if (deed !== undefined) {
      deed()
      return true
    }
    const move = moveInTree(key, parts.rows, row)
    if (move !== null) {
      if (move.do === 'focus') parts.onFocus(move.row)
      else parts.onToggle(move.row)
      return true
    }
    return key.length === 1 && jumpTo(key, event.timeStamp, row)
  }

  function jumpTo(letter: string, at: number, row: TreeRow): boolean {
    const text = at - typed.current.at < typingPauseMs ? typed.current.text + letter : letter
    typed.current = { text, at }
    const found = findByTyping(text, parts.rows, row)
    if (found !== null) parts.onFocus(found)
    return found !== null
  }

  return (event) => {
    // A rename field and the row's button have keys of their own.
    if (event.target !== event.currentTarget || parts.current === undefined) return
    if (!act(event, parts.current)) return
    event.preventDefault()
    event.stopPropagation()
  }
}
