import { useQuery } from '@tanstack/react-query'
import type { CollectionTree } from '@contract/collections'
import { useBridge } from './bridge-context.tsx'
import { toLoadable, type Loadable } from './loadable.ts'
import { queryKeys } from './query-keys.ts'

/** The workspace's folders and requests, as names and paths. */
export function useCollectionTree(): Loadable<CollectionTree> {
  const bridge = useBridge()
  return toLoadable(useQuery({ queryKey: queryKeys.collectionTree, queryFn: () => bridge.ask('collections.tree', {}) }))
}
