import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Workbench } from '@contract/workbench'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { toLoadable, type Loadable } from '../../../bridge/loadable.ts'
import { queryKeys } from '../../../bridge/query-keys.ts'
import type { TabState } from './tab-state.ts'
import { useWorkbenchStore } from './workbench-store.tsx'

const saveAfterMs = 300

/** What is kept for the next start; without what this run knows of the files. */
export const workbenchOf = ({ tabs, activeTab }: TabState): Workbench => ({
  tabs: tabs.map(({ id, path, title, draft, changed }) => ({ id, path, title, draft, changed })),
  activeTab,
})

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
      if (timer === null) return
      window.clearTimeout(timer)
      timer = null
      if (!store.getState().tabs.loaded) return
      // A failed save is tried again with the next change; the drafts themselves are still in the window.
      bridge.ask('workbench.save', workbenchOf(store.getState().tabs)).catch((error: unknown) => reportError(error))
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
    const { tabs } = store.getState()
    if (tabs.loaded) {
      // A failure is no reason to stay among tabs whose files are elsewhere; it is reported, as for any other save.
      await bridge.ask('workbench.save', workbenchOf(tabs)).catch((error: unknown) => reportError(error))
    }
    store.happened({ type: 'workbench-left' })
    // The same path names another file here: what was read of it may not come up, not even for a moment.
    queries.removeQueries({ queryKey: queryKeys.requests })
    await queries.resetQueries({ queryKey: queryKeys.workbench })
  }
}
