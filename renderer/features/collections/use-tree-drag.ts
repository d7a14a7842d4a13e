import { useState } from 'react'
import { planDrop, zoneAt, type Drop, type DropZone } from './plan-drop.ts'
import type { TreeRow } from './flatten-tree.ts'

interface TreeDrag {
  readonly dragged: TreeRow | null
  readonly hint: { readonly over: TreeRow; readonly zone: DropZone } | null
  readonly handlersFor: (row: TreeRow) => React.HTMLAttributes<HTMLElement>
}

/** Drag and drop of rows. Only a place where dropping would change something shows a mark and takes the drop. */
export function useTreeDrag(
  rows: readonly TreeRow[],
  isEnabled: boolean,
  onDrop: (row: TreeRow, drop: Drop) => void,
): TreeDrag {
  const [dragged, setDragged] = useState<TreeRow | null>(null)
  const [hint, setHint] = useState<TreeDrag['hint']>(null)
  const end = () => {
    setDragged(null)
    setHint(null)
  }
  const dropOn = (row: TreeRow, event: React.DragEvent): { drop: Drop; zone: DropZone } | null => {
    if (dragged === null) return null
    const { top, height } = event.currentTarget.getBoundingClientRect()
    const zone = zoneAt(event.clientY - top, height, row.item.kind === 'folder')
    const drop = planDrop(dragged, row, zone, rows)
    return drop === null ? null : { drop, zone }
  }
  const handlersFor = (row: TreeRow): React.HTMLAttributes<HTMLElement> => ({
    draggable: isEnabled,
    onDragStart: (event) => {
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', row.item.name)
      setDragged(row)
    },
    onDragOver: (event) => {
      const found = dropOn(row, event)
      setHint(found === null ? null : { over: row, zone: found.zone })
      if (found !== null) event.preventDefault()
    },
    onDrop: (event) => {
      const found = dropOn(row, event)
      if (dragged !== null && found !== null) {
        event.preventDefault()
        onDrop(dragged, found.drop)
      }
      end()
    },
    onDragEnd: end,
  })
  return { dragged, hint, handlersFor }
}
