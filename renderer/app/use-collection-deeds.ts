import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CollectionItem, CollectionTree, StoredRequest } from '@contract/collections'
import type { Failure } from '@contract/failures'
import type { ItemPath } from '@contract/ids'
import { FailureError } from '../bridge/bridge-client.ts'
import { useBridge } from '../bridge/bridge-context.tsx'
import { queryKeys } from '../bridge/query-keys.ts'
import { freeName } from '../features/collections/free-name.ts'
import { newDraft } from '../features/requests/new-draft.ts'
import { useWorkbenchStore } from '../features/requests/tabs/workbench-store.tsx'

export interface CollectionDeeds {
  readonly openRequest: (path: ItemPath) => void
  /** A file of the workspace that could not be read as a request, to be told of; null for none. */
  readonly unreadable: ItemPath | null
  readonly closeUnreadable: () => void
  /** It became a request: opens it. */
  readonly becameReadable: (request: StoredRequest) => void
  readonly newRequestIn: (folder: ItemPath) => void
  readonly newFolder: () => void
  /** Of the last deed; null when it went well. */
  readonly failure: Failure | null
  readonly dismissFailure: () => void
}

/** Opens and makes what is in the workspace. */
export function useCollectionDeeds(): CollectionDeeds {
  const bridge = useBridge()
  const queries = useQueryClient()
  const store = useWorkbenchStore()
  const [failure, setFailure] = useState<Failure | null>(null)

  const [unreadable, setUnreadable] = useState<ItemPath | null>(null)
  // Whatever tab comes to the front is what the person wants to see.
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.tabs.activeTab !== before.tabs.activeTab) setUnreadable(null)
      }),
    [store],
  )

  const attempt = (deed: () => Promise<void>) => {
    setFailure(null)
    deed().catch((error: unknown) => {
      if (!(error instanceof FailureError)) throw error
      setFailure(error.failure)
    })
  }
  const show = (request: StoredRequest) => {
    setUnreadable(null)
    queries.setQueryData(queryKeys.request(request.path), request)
    store.happened({ type: 'request-opened', id: crypto.randomUUID(), request })
  }
  const latestShow = useRef(show)
  useEffect(() => {
    latestShow.current = show
  })
  const becameReadable = useCallback((request: StoredRequest) => latestShow.current(request), [])
  const treeNow = () =>
    queries.fetchQuery({ queryKey: queryKeys.collectionTree, queryFn: () => bridge.ask('collections.tree', {}) })
  const treeIsOld = () => void queries.invalidateQueries({ queryKey: queryKeys.collectionTree })
  return {
    openRequest: (path) =>
      attempt(async () => {
        const open = store.getState().tabs.tabs.find((tab) => tab.path === path)
        if (open !== undefined) {
          setUnreadable(null)
          return store.happened({ type: 'tab-chosen', id: open.id })
        }
        try {
          show(await bridge.ask('collections.readRequest', { path }))
        } catch (error) {
          if (!(error instanceof FailureError) || error.failure.code !== 'collection.file_unreadable') throw error
          setUnreadable(path)
        }
      }),
    newRequestIn: (folder) =>
      attempt(async () => {
        const name = freeName('New request', itemsIn(await treeNow(), folder))
        show(await bridge.ask('collections.saveRequest', { to: 'new', folder, name, draft: newDraft }))
        treeIsOld()
      }),
    newFolder: () =>
      attempt(async () => {
        const tree = await treeNow()
        // The root of every workspace is the empty path.
        // eslint-disable-next-line typescript/no-unsafe-type-assertion -- see the line above
        const root = '' as ItemPath
        await bridge.ask('collections.createFolder', {
          parent: root,
          name: freeName('New folder', itemsIn(tree, root)),
        })
        treeIsOld()
      }),
    unreadable,
    closeUnreadable: () => setUnreadable(null),
    becameReadable,
    failure,
    dismissFailure: () => setFailure(null),
  }
}

function itemsIn(tree: CollectionTree, folder: ItemPath): readonly CollectionItem[] {
  const find = (items: readonly CollectionItem[]): readonly CollectionItem[] | null => {
    for (const item of items) {
      if (item.kind !== 'folder') continue
      if (item.path === folder) return item.items
      const inside = find(item.items)
      if (inside !== null) return inside
    }
    return null
  }
  return folder === '' ? tree.items : (find(tree.items) ?? [])
}
