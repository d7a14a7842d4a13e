import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { StoredRequest } from '@contract/collections'
import type { ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import type { Session } from '@contract/tokens'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureError, type BridgeClient } from '../../bridge/bridge-client.ts'
import { queryKeys } from '../../bridge/query-keys.ts'
import { newExchangeId } from './new-ids.ts'
import { resolveSender } from './resolve-sender.ts'
import type { Sender } from './tabs/send-state.ts'
import { useWorkbenchStore } from './tabs/workbench-store.tsx'

export interface Sending {
  /** Sends the tab's draft; `as` is another sender for this once. */
  readonly send: (tabId: string, as?: Sender) => Promise<void>
  readonly cancel: (tabId: string) => void
  readonly refreshAndSend: (tabId: string, profileId: ProfileId) => Promise<void>
  /** Signs in (asking for `scopes` on top of the profile's own), then sends as that profile. */
  readonly signInAndSend: (tabId: string, profileId: ProfileId, scopes: readonly string[]) => Promise<void>
}

export type SignIn = (profileId: ProfileId, extraScopes: string[]) => Promise<Session>

/** Everything that ends in a request on the wire. What goes wrong is shown in the tab's response area. */
export function useSend(signIn: SignIn): Sending {
  const bridge = useBridge()
  const queries = useQueryClient()
  const store = useWorkbenchStore()
  return useMemo(() => {
    const profilesNow = () =>
      queries.fetchQuery({ queryKey: queryKeys.profiles, queryFn: () => bridge.ask('profiles.list', {}) })

    async function senderOf(tabId: string): Promise<Sender> {
      const tab = store.getState().tabs.tabs.find(({ id }) => id === tabId)
      if (tab === undefined || tab.draft.sendAs.as === 'nobody') return { as: 'nobody' }
      const inherited = tab.draft.sendAs.as === 'inherit' && tab.path !== null ? await inheritedBy(tab.path) : null
      return resolveSender(tab.draft.sendAs, inherited, await profilesNow())
    }
    const inheritedBy = async (path: StoredRequest['path']) => {
      const read = () => bridge.ask('collections.readRequest', { path })
      return (await queries.fetchQuery({ queryKey: queryKeys.request(path), queryFn: read })).inherited
    }
    const senderFor = async (profileId: ProfileId): Promise<Sender> => namedSender(await profilesNow(), profileId)

    async function send(tabId: string, as?: Sender): Promise<void> {
      if (store.getState().sends[tabId]?.phase === 'sending') return
      await failuresInto(store, tabId, as ?? { as: 'nobody' }, async () => {
        const sender = as ?? (await senderOf(tabId))
        if (sender.as === 'unknown-name') return store.sent({ type: 'profile-missed', tabId, name: sender.name })
        await sendAs(bridge, store, tabId, sender)
        noteUseOf(sender)
      })
    }
    // Main enters a use into the timeline, and nothing else of the profile changes by it.
    const noteUseOf = (sender: Sender) => {
      if (sender.as === 'profile') void queries.invalidateQueries({ queryKey: queryKeys.timeline(sender.id) })
    }

    async function prepared(tabId: string, profileId: ProfileId, doing: string, step: () => Promise<unknown>) {
      await failuresInto(store, tabId, { as: 'profile', id: profileId, name: '' }, async () => {
        const sender = await senderFor(profileId)
        store.sent({ type: 'preparing-started', tabId, doing })
        await failuresInto(store, tabId, sender, async () => {
          await step()
          await sendAs(bridge, store, tabId, sender)
          noteUseOf(sender)
        })
      })
    }

    return {
      send,
      cancel: (tabId) => {
        const state = store.getState().sends[tabId]
        if (state?.phase === 'sending') {
          bridge.ask('requests.cancel', { exchangeId: state.exchangeId }).catch((error: unknown) => reportError(error))
        }
      },
      refreshAndSend: (tabId, profileId) =>
        prepared(tabId, profileId, 'Refreshing the token', () => bridge.ask('tokens.refresh', { profileId })),
      signInAndSend: (tabId, profileId, scopes) =>
        prepared(tabId, profileId, 'Waiting for the sign-in', () => signIn(profileId, [...scopes])),
    }
  }, [bridge, queries, signIn, store])
}

function namedSender(profiles: readonly ProfileSummary[], profileId: ProfileId): Sender {
  const profile = profiles.find(({ id }) => id === profileId)
  if (profile === undefined) throw new FailureError({ code: 'profile.not_found', details: { profileId } })
  return { as: 'profile', id: profileId, name: profile.name }
}

type Store = ReturnType<typeof useWorkbenchStore>

async function sendAs(bridge: BridgeClient, store: Store, tabId: string, sender: Sender): Promise<void> {
  const tab = store.getState().tabs.tabs.find(({ id }) => id === tabId)
  if (tab === undefined) return
  const exchangeId = newExchangeId()
  store.sent({ type: 'sending-started', tabId, exchangeId, atMs: Date.now(), sender })
  try {
    const profileId = sender.as === 'profile' ? sender.id : null
    const exchange = await bridge.ask('requests.send', { exchangeId, draft: tab.draft, profileId, path: tab.path })
    store.sent({ type: 'answer-came', tabId, exchange })
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    store.sent({ type: 'sending-failed', tabId, exchangeId, failure: error.failure, sender })
  }
}

async function failuresInto(store: Store, tabId: string, sender: Sender, deed: () => Promise<void>): Promise<void> {
  try {
    await deed()
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    const { failure } = error
    const state = store.getState().sends[tabId]
    if (failure.code === 'sign_in.cancelled' && state?.phase === 'preparing' && state.previous !== null) {
      return store.sent({ type: 'preparing-cancelled', tabId })
    }
    store.sent({ type: 'sending-failed', tabId, exchangeId: null, failure, sender })
  }
}
