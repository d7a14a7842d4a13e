import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Workbench } from '@contract/workbench'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { toLoadable, type Loadable } from '../../../bridge/loadable.ts'
import { queryKeys } from '../../../bridge/query-keys.ts'
import { saveDrafts } from './save-drafts.ts'
import { useWorkbenchStore } from './workbench-store.tsx'

const saveAfterMs = 300

/** Loads the tabs once, then saves them a moment after each change and when the page goes away. */
export function useWorkbenchFile(): Loadable<Workbench> {
  const bridge = useBridge()
  const store = useWorkbenchStore()
  const query = useQuery({
    queryKey: queryKeys.workbench,
    queryFn: () => bridge.ask('workbench.load', {}),
    gcTime: Infinity,
  })
  const loaded = query.data
  useEffect(() => {
    if (loaded !== undefined && !store.getState().tabs.loaded)
      store.happened({ type: 'workbench-loaded', workbench: loaded })
  }, [loaded, store])

  useEffect(() => {
    let timer: number | null = null
    const save = () => {
      // What could not be saved gets one more try when the page goes away.
      if (timer === null && store.getState().draftsTrouble === null) return
      if (timer !== null) window.clearTimeout(timer)
      timer = null
      void saveDrafts(bridge, store)
    }
    const stop = store.subscribe((state, before) => {
      if (state.tabs === before.tabs) return
      // What was just loaded is on the disk already, unless something was opened before it came.
      if (!before.tabs.loaded && before.tabs.tabs.length === 0) return
      // Not put off by the next change: somebody who types on and on would have nothing saved.
      timer ??= window.setTimeout(save, saveAfterMs)
    })
    window.addEventListener('pagehide', save)
    return () => {
      save()
      stop()
      window.removeEventListener('pagehide', save)
    }
  }, [bridge, store])

  return toLoadable(query)
}

/**
 * For when another workspace was opened: puts the tabs away with the one that they were loaded from (main knows which),
 * then loads those of the new one.
 */
export function useTabsOfOpenedWorkspace(): () => Promise<void> {
  const bridge = useBridge()
  const store = useWorkbenchStore()
  const queries = useQueryClient()
  return async () => {
    // A failure is no reason to stay among tabs whose files are elsewhere.
    await saveDrafts(bridge, store)
    store.draftsSaved(null)
    store.happened({ type: 'workbench-left' })
    // The same path names another file here: what was read of it may not come up, not even for a moment.
    queries.removeQueries({ queryKey: queryKeys.requests })
    await queries.resetQueries({ queryKey: queryKeys.workbench })
  }
}
