import type { ProfileId } from '@contract/ids'
import { useProfiles } from '../../bridge/use-profiles.ts'
import { resolveSender } from './resolve-sender.ts'
import { shownAnswer } from './tabs/send-state.ts'
import { useWorkbench } from './tabs/workbench-store.tsx'
import { useStoredRequest } from './use-stored-request.ts'

/** Who the tab in front goes out as: as its last answer did, or as its draft says; null for nobody. */
export function useActiveSender(): ProfileId | null {
  const tab = useWorkbench(({ tabs }) => tabs.tabs.find(({ id }) => id === tabs.activeTab))
  const shown = useWorkbench(({ tabs, sends }) => {
    const state = tabs.activeTab === null ? undefined : sends[tabs.activeTab]
    return state === undefined ? null : (shownAnswer(state)?.exchange ?? null)
  })
  const profiles = useProfiles()
  const stored = useStoredRequest(tab?.path ?? null)
  if (tab === undefined || profiles.state !== 'ready') return null
  const lastId = shown?.sentAs?.profileId
  if (lastId !== undefined && profiles.value.some(({ id }) => id === lastId)) return lastId
  const inherited = stored.state === 'ready' ? (stored.value?.inherited ?? null) : null
  const sender = resolveSender(tab.draft.sendAs, inherited, profiles.value)
  return sender.as === 'profile' ? sender.id : null
}
