import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { StoredRequest } from '@contract/collections'
import type { ItemPath } from '@contract/ids'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { queryKeys } from '../../bridge/query-keys.ts'
import { isSameDraft } from './new-draft.ts'
import type { OpenTab } from './tabs/tab-state.ts'
import { useWorkbenchStore } from './tabs/workbench-store.tsx'

export interface SaveWish {
  readonly tab: OpenTab
  /** Where a new file goes; null writes over the tab's own. */
  readonly place: { readonly folder: ItemPath; readonly name: string } | null
}

/**
 * Writes a tab's draft into the workspace. Gives null, and writes nothing, where the file became another one since the
 * tab last saw it: the tab then says so, and saving once more writes over it. Errors are a FailureError.
 */
export function useSave() {
  const bridge = useBridge()
  const queries = useQueryClient()
  const store = useWorkbenchStore()
  return useMutation<StoredRequest | null, Error, SaveWish>({
    mutationFn: async ({ tab: { id, path, draft, saved, onDisk }, place }) => {
      if (place !== null) return bridge.ask('collections.saveRequest', { to: 'new', ...place, draft })
      if (path === null) throw new Error('a tab without a file is saved with a place')
      if (saved !== null && onDisk === null) {
        const file = await bridge.ask('collections.readRequest', { path })
        if (!isSameDraft(file.draft, saved) && !isSameDraft(file.draft, draft)) {
          queries.setQueryData(queryKeys.request(path), file)
          store.happened({ type: 'file-read', request: file })
          store.happened({ type: 'tab-chosen', id })
          return null
        }
      }
      return bridge.ask('collections.saveRequest', { to: 'existing', path, draft })
    },
    onSuccess: (request, { tab }) => {
      if (request === null) return
      queries.setQueryData(queryKeys.request(request.path), request)
      void queries.invalidateQueries({ queryKey: queryKeys.collectionTree })
      store.happened({ type: 'draft-saved', id: tab.id, request })
    },
  })
}
