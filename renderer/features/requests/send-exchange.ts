import type { LooseToken } from '@contract/inspection'
import { FailureError, type BridgeClient } from '../../bridge/bridge-client.ts'
import { newExchangeId } from './new-ids.ts'
import type { Sender } from './tabs/send-state.ts'
import type { WorkbenchStore } from './tabs/workbench-store.tsx'

/** Who it goes out as, and what it carries in place of that one's own token. */
export interface Carrier {
  readonly sender: Sender
  readonly looseToken: LooseToken | null
}

/** Puts the tab's draft on the wire; the answer, or the failure, goes into the tab's state. */
export async function sendExchange(
  bridge: BridgeClient,
  store: WorkbenchStore,
  tabId: string,
  { sender, looseToken }: Carrier,
): Promise<void> {
  const tab = store.getState().tabs.tabs.find(({ id }) => id === tabId)
  if (tab === undefined) return
  const exchangeId = newExchangeId()
  store.sent({ type: 'sending-started', tabId, exchangeId, atMs: Date.now(), sender, looseToken })
  try {
    const exchange = await bridge.ask('requests.send', {
      exchangeId,
      draft: tab.draft,
      profileId: sender.as === 'profile' ? sender.id : null,
      looseToken: looseToken?.id ?? null,
      path: tab.path,
    })
    store.sent({ type: 'answer-came', tabId, exchange })
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    store.sent({ type: 'sending-failed', tabId, exchangeId, failure: error.failure, sender, looseToken })
  }
}

/** What fails before anything is sent is shown in the tab; a sign-in that was cancelled leaves the earlier answer. */
export async function failuresInto(
  store: WorkbenchStore,
  tabId: string,
  { sender, looseToken }: Carrier,
  deed: () => Promise<void>,
): Promise<void> {
  try {
    await deed()
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    const { failure } = error
    const state = store.getState().sends[tabId]
    if (failure.code === 'sign_in.cancelled' && state?.phase === 'preparing' && state.previous !== null) {
      return store.sent({ type: 'preparing-cancelled', tabId })
    }
    store.sent({ type: 'sending-failed', tabId, exchangeId: null, failure, sender, looseToken })
  }
}
