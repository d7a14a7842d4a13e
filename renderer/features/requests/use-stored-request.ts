import { useQuery } from '@tanstack/react-query'
import type { StoredRequest } from '@contract/collections'
import type { ItemPath } from '@contract/ids'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { toLoadable, type Loadable } from '../../bridge/loadable.ts'
import { queryKeys } from '../../bridge/query-keys.ts'

/** The file of a tab, read again whenever the collection changes; a tab without one has none. */
export function useStoredRequest(path: ItemPath | null): Loadable<StoredRequest | null> {
  const bridge = useBridge()
  return toLoadable(
    useQuery({
      queryKey: path === null ? ['request', null] : queryKeys.request(path),
      queryFn: async () => (path === null ? null : bridge.ask('collections.readRequest', { path })),
    }),
  )
}
