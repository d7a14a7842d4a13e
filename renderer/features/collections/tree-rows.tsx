import { useVirtualizer } from '@tanstack/react-virtual'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import type { CollectionTree } from '@contract/collections'
import type { ItemPath } from '@contract/ids'
import type { Point } from '../../ui/menu-entry.ts'
import { useRememberedSet } from '../../ui/use-remembered-set.ts'
import css from './collection-tree.module.css'
import { flattenTree, type TreeRow } from './flatten-tree.ts'
import { rootPath } from './item-path.ts'
import { TreeMenu, type RowDeeds } from './tree-menu.tsx'
import { rowId, TreeRowView } from './tree-row.tsx'
import { useShownRow, type Shown } from './use-shown-row.ts'
import type { TreeActions } from './use-tree-actions.ts'
import { useTreeDrag } from './use-tree-drag.ts'
import { useTreeKeys } from './use-tree-keys.ts'

const MoveDialog = lazy(async () => ({ default: (await import('./move-dialog.tsx')).MoveDialog }))

const rowHeightPx = 28

interface TreeRowsProps {
  readonly tree: CollectionTree
  readonly filter: string
  readonly activePath: ItemPath | null
  readonly shown: Shown | null
  readonly actions: TreeActions
  readonly onOpen: (path: ItemPath) => void
  readonly onNewRequest: (folder: ItemPath) => void
}

/** Only the rows in view are in the document, however many there are; the tree itself holds the focus and the keys. */
export function TreeRows({ tree, filter, activePath, shown, actions, onOpen, onNewRequest }: TreeRowsProps) {
  const [closed, setClosed] = useRememberedSet(`closed-folders:${tree.folder}`)
  const [renaming, setRenaming] = useState<ItemPath | null>(null)
  const [menu, setMenu] = useState<{ row: TreeRow; at: Point } | null>(null)
  const [moving, setMoving] = useState<TreeRow | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => flattenTree(tree.items, rootPath, closed, filter), [tree.items, closed, filter])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
  })
  const { current, setCurrent } = useShownRow({
    rows,
    activePath,
    shown,
    openAncestors: (path) => {
      const kept = [...closed].filter((folder) => !path.startsWith(`${folder}/`))
      if (kept.length < closed.size) setClosed(new Set(kept))
    },
    scrollTo: (index) => virtualizer.scrollToIndex(index),
    onUnnamed: setRenaming,
  })
  const drag = useTreeDrag(
    rows,
    filter.trim() === '' && renaming === null,
    (row, drop) => void actions.move(row.item, drop),
  )

  const toggle = ({ item, isOpen }: TreeRow) => {
    const next = new Set(closed)
    if (isOpen === true) next.add(item.path)
    else next.delete(item.path)
    setClosed(next)
  }
  const folderOf = ({ item, parent }: TreeRow) => (item.kind === 'folder' ? item.path : parent)
  const choose = (row: TreeRow) => {
    setCurrent(row)
    if (row.item.kind === 'folder') toggle(row)
    // One that can't be read is opened too: to be told why.
    else onOpen(row.item.path)
  }
  const deeds: RowDeeds = {
    open: choose,
    newRequest: (row) => onNewRequest(folderOf(row)),
    newFolder: (row) => void actions.createFolder(folderOf(row)),
    rename: (row) => setRenaming(row.item.path),
    duplicate: (row) => void actions.duplicate(row),
    move: setMoving,
    remove: (row) => void actions.remove(row.item),
  }
  const onKeyDown = useTreeKeys({
    rows,
    current,
    onFocus: setCurrent,
    onToggle: toggle,
    onChoose: choose,
    onRename: deeds.rename,
    onDelete: deeds.remove,
    onNewRequest: deeds.newRequest,
    onMenu: (row) => {
      const place = document.getElementById(rowId(row.item.path))?.getBoundingClientRect()
      setMenu({ row, at: { x: (place?.left ?? 0) + 24, y: place?.bottom ?? 0 } })
    },
  })

  if (rows.length === 0) return <p className={css['nothing']}>Nothing matches “{filter.trim()}”.</p>
  return (
    <>
      <div
        ref={scroller}
        role="tree"
        aria-label="Requests"
        aria-activedescendant={current === undefined ? undefined : rowId(current.item.path)}
        tabIndex={0}
        className={css['tree']}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={css['rows']} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            const { path } = row.item
            return (
              <TreeRowView
                key={path}
                row={row}
                topPx={start}
                isSelected={path === activePath}
                isCurrent={row === current}
                isRenaming={path === renaming}
                isMenuOpen={menu?.row.item.path === path}
                dropZone={drag.hint?.over === row ? drag.hint.zone : null}
                isDragged={drag.dragged === row}
                onChoose={() => choose(row)}
                onMenu={(at) => {
                  setCurrent(row)
                  setMenu({ row, at })
                }}
                onRename={(name) => actions.rename(row.item, name)}
                onRenameEnd={() => {
                  setRenaming(null)
                  scroller.current?.focus()
                }}
                dragHandlers={drag.handlersFor(row)}
              />
            )
          })}
        </div>
      </div>
      {menu !== null && <TreeMenu row={menu.row} at={menu.at} deeds={deeds} onClose={() => setMenu(null)} />}
      {moving !== null && (
        <Suspense fallback={null}>
          <MoveDialog
            row={moving}
            tree={tree}
            onMove={(folder) => {
              setMoving(null)
              void actions.move(moving.item, { folder, before: null })
            }}
            onClose={() => setMoving(null)}
          />
        </Suspense>
      )}
    </>
  )
}
