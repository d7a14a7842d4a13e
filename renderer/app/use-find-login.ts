import type { ProfileSummary } from '@contract/profiles'
import { FailureError } from '../bridge/bridge-client.ts'
import { useBridge } from '../bridge/bridge-context.tsx'
import type { OpenTab } from '../features/requests/tabs/tab-state.ts'
import { useWorkbenchStore } from '../features/requests/tabs/workbench-store.tsx'
import type { Sending } from '../features/requests/use-send.ts'
import type { FindLoginWish } from './window-dialog.ts'

export interface FindLoginDeeds {
  /** Opens the search: for `url`, or for the API that the tab in front goes to. */
  readonly findLogin: (url?: string) => void
  /** The same, and looks at once: the person pressed a button that says so. */
  readonly findLoginOfTab: () => void
  /** Signs in with the profile that came of it and sends: in the tab it began from, or in a new one. */
  readonly sendAdopted: (profile: ProfileSummary, url: string, wish: FindLoginWish) => void
}

/** Ties the search for a login to the tabs: it begins with a request's address, and ends with its answer. */
export function useFindLogin(sending: Sending, open: (wish: FindLoginWish) => void): FindLoginDeeds {
  const bridge = useBridge()
  const store = useWorkbenchStore()

  const tabInFront = (): OpenTab | undefined => {
    const { tabs, activeTab } = store.getState().tabs
    return tabs.find(({ id }) => id === activeTab)
  }
  /** The address as it is sent, variables filled in. */
  async function addressOf({ draft }: OpenTab): Promise<string> {
    try {
      return (await bridge.ask('requests.preview', { draft })).url
    } catch (error) {
      // An address that can't be sent to is still the one that the person sees, and can mend in the dialog.
      if (error instanceof FailureError) return draft.url
      throw error
    }
  }
  const openForTab = (beginsAtOnce: boolean) => {
    const tab = tabInFront()
    if (tab === undefined) return open({ show: 'find-login', url: '', tabId: null, beginsAtOnce: false })
    addressOf(tab).then(
      (url) => open({ show: 'find-login', url, tabId: tab.id, beginsAtOnce: beginsAtOnce && url !== '' }),
      (error: unknown) => reportError(error),
    )
  }
  return {
    findLogin: (url) => {
      if (url === undefined) return openForTab(false)
      open({ show: 'find-login', url, tabId: null, beginsAtOnce: true })
    },
    findLoginOfTab: () => openForTab(true),
    sendAdopted: (profile, url, wish) => {
      const began = store.getState().tabs.tabs.find(({ id }) => id === wish.tabId)
      const isSameApi = began !== undefined && url === wish.url
      const id = isSameApi ? began.id : crypto.randomUUID()
      if (isSameApi) store.happened({ type: 'tab-chosen', id })
      else {
        store.happened({ type: 'new-tab-opened', id })
        store.happened({ type: 'draft-edited', id, edit: { type: 'url-typed', url } })
      }
      const sendAs = { as: 'profile', name: profile.name } as const
      store.happened({ type: 'draft-edited', id, edit: { type: 'send-as-chosen', sendAs } })
      void sending.signInAndSend(id, profile.id, [])
    },
  }
}
