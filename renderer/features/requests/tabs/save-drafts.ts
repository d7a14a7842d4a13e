import type { Workbench } from '@contract/workbench'
import { type BridgeClient, FailureError } from '../../../bridge/bridge-client.ts'
import type { TabState } from './tab-state.ts'
import type { WorkbenchStore } from './workbench-store.tsx'

/** What is kept for the next start; without what this run knows of the files. */
const workbenchOf = ({ tabs, activeTab }: TabState): Workbench => ({
  tabs: tabs.map(({ id, path, title, draft, changed }) => ({ id, path, title, draft, changed })),
  activeTab,
})

/**
 * Saves the tabs as they are now, and notes in the store whether that went well. Never rejects: the drafts themselves are
 * still in the window, and are tried again.
 */
export async function saveDrafts(bridge: Pick<BridgeClient, 'ask'>, store: WorkbenchStore): Promise<void> {
  const { tabs } = store.getState()
  if (!tabs.loaded) return
  try {
    await bridge.ask('workbench.save', workbenchOf(tabs))
    store.draftsSaved(null)
  } catch (error) {
    const failure = error instanceof FailureError ? error.failure : null
    const reason = failure?.code === 'storage.write_failed' ? failure.details.reason : null
    store.draftsSaved(reason ?? 'other')
    if (reason === null) reportError(error)
  }
}
