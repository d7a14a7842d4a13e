import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CollectionItem, CollectionTree } from '@contract/collections'
import type { Failure } from '@contract/failures'
import type { ItemPath } from '@contract/ids'
import { FailureError } from '../../bridge/bridge-client.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { queryKeys } from '../../bridge/query-keys.ts'
import { itemsOfFolder, type TreeRow } from './flatten-tree.ts'
import { copyName, freeName } from './free-name.ts'
import { pathAfterMove } from './item-path.ts'
import type { Drop } from './plan-drop.ts'

/** What can be undone, for as long as its toast is there. */
export interface Removed {
  readonly undo: string
  readonly name: string
}

interface TreeActionsParts {
  readonly tree: CollectionTree
  readonly onRenamed: (from: ItemPath, to: ItemPath) => void
  readonly onRemoved: (path: ItemPath) => void
  /** A new or returned item: to be shown, and named where it is new. */
  readonly onAppeared: (path: ItemPath, isUnnamed: boolean) => void
}

/** An item's own path, and those of all that it holds. */
const pathsIn = (item: CollectionItem): readonly ItemPath[] =>
  item.kind === 'folder' ? [item.path, ...item.items.flatMap(pathsIn)] : [item.path]

/** Everything that changes the tree on disk. One failure is shown at a time; nothing is changed here before main did it. */
export function useTreeActions({ tree, onRenamed, onRemoved, onAppeared }: TreeActionsParts) {
  const bridge = useBridge()
  const queries = useQueryClient()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [removed, setRemoved] = useState<Removed | null>(null)
  const [bug, setBug] = useState<Error | null>(null)
  // What is thrown in a callback reaches no error boundary; what is thrown while rendering does.
  if (bug !== null) throw bug

  /** True when it was done. */
  async function attempt(deed: () => Promise<void>): Promise<boolean> {
    setFailure(null)
    try {
      await deed()
      await queries.invalidateQueries({ queryKey: queryKeys.collectionTree })
      return true
    } catch (thrown) {
      if (thrown instanceof FailureError) setFailure(thrown.failure)
      else setBug(thrown instanceof Error ? thrown : new Error('a deed of the tree failed', { cause: thrown }))
      return false
    }
  }

  const tellMoved = (item: CollectionItem, to: ItemPath) => {
    for (const path of pathsIn(item)) onRenamed(path, pathAfterMove(path, item.path, to))
  }
  const siblings = (folder: ItemPath) => itemsOfFolder(tree.items, folder) ?? []

  return {
    failure,
    dismissFailure: () => setFailure(null),
    removed,
    forgetRemoved: () => setRemoved(null),

    createFolder: (parent: ItemPath) =>
      attempt(async () => {
        const made = await bridge.ask('collections.createFolder', {
          parent,
          name: freeName('New folder', siblings(parent)),
        })
        onAppeared(made.path, true)
      }),

    rename: (item: CollectionItem, name: string) =>
      attempt(async () => {
        const { path } = await bridge.ask('collections.rename', { path: item.path, name })
        tellMoved(item, path)
      }),

    move: (item: CollectionItem, { folder, before }: Drop) =>
      attempt(async () => {
        const { path } = await bridge.ask('collections.move', { path: item.path, folder, before })
        tellMoved(item, path)
        onAppeared(path, false)
      }),

    duplicate: (row: TreeRow) =>
      attempt(async () => {
        const around = siblings(row.parent)
        const { draft } = await bridge.ask('collections.readRequest', { path: row.item.path })
        const name = copyName(row.item.name, around)
        const copy = await bridge.ask('collections.saveRequest', { to: 'new', folder: row.parent, name, draft })
        const next = around[around.findIndex(({ path }) => path === row.item.path) + 1]
        const place =
          next === undefined
            ? copy
            : await bridge.ask('collections.move', { path: copy.path, folder: row.parent, before: next.path })
        onAppeared(place.path, false)
      }),

    remove: (item: CollectionItem) =>
      attempt(async () => {
        setRemoved(await bridge.ask('collections.remove', { path: item.path }))
        for (const path of pathsIn(item)) onRemoved(path)
      }),

    undoRemove: ({ undo }: Removed) =>
      attempt(async () => {
        setRemoved(null)
        const { path } = await bridge.ask('collections.undoRemove', { undo })
        onAppeared(path, false)
      }),
  }
}
export type TreeActions = ReturnType<typeof useTreeActions>
