import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RequestOf } from '@contract/channels'
import type { StoredRequest } from '@contract/collections'
import type { ExchangeId, ProfileId } from '@contract/ids'
import type { LooseToken } from '@contract/inspection'
import type { ProfileSummary } from '@contract/profiles'
import type { Session } from '@contract/tokens'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureError } from '../../bridge/bridge-client.ts'
import { queryKeys } from '../../bridge/query-keys.ts'
import { resolveSender, senderIn } from './resolve-sender.ts'
import { failuresInto, sendExchange } from './send-exchange.ts'
import type { Sender } from './tabs/send-state.ts'
import { useWorkbenchStore } from './tabs/workbench-store.tsx'

/** What an API asked of a sign-in (RFC 9470 §4). */
export type StepUp = NonNullable<RequestOf<'signIn.start'>['stepUp']>

export interface Sending {
  /** Sends the tab's draft; `as` is another sender for this once. */
  readonly send: (tabId: string, as?: Sender) => Promise<void>
  /** Sends once with `looseToken` in place of the sender's own: carried in the same way, and never refreshed. */
  readonly sendWith: (tabId: string, looseToken: LooseToken, as?: Sender) => Promise<void>
  /** Sends again, with the same token where it was not the profile's own. */
  readonly resend: (tabId: string) => Promise<void>
  readonly cancel: (tabId: string) => void
  readonly refreshAndSend: (tabId: string, profileId: ProfileId) => Promise<void>
  /** Signs in (asking for `scopes` on top of the profile's own, or at another level), then sends as that profile. */
  readonly signInAndSend: (
    tabId: string,
    profileId: ProfileId,
    scopes: readonly string[],
    stepUp?: StepUp,
  ) => Promise<void>
  /** Binds the profile's tokens to a DPoP key from now on, signs in, and sends as that profile. */
  readonly useDpopAndSend: (tabId: string, profileId: ProfileId) => Promise<void>
  /** Asks the token's own server about it, and tells the reason of the refusal anew. */
  readonly askServer: (tabId: string, exchangeId: ExchangeId) => Promise<void>
}

export type SignIn = (
  profileId: ProfileId,
  extraScopes: string[],
  prompt: null,
  stepUp: StepUp | null,
) => Promise<Session>

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

    async function sendNow(tabId: string, as: Sender | undefined, looseToken: LooseToken | null): Promise<void> {
      if (store.getState().sends[tabId]?.phase === 'sending') return
      await failuresInto(store, tabId, { sender: as ?? { as: 'nobody' }, looseToken }, async () => {
        const sender = as ?? (await senderOf(tabId))
        if (sender.as === 'unknown-name') return store.sent({ type: 'profile-missed', tabId, name: sender.name })
        await sendExchange(bridge, store, tabId, { sender, looseToken })
        if (looseToken === null) noteUseOf(sender)
      })
    }
    // Main enters a use into the timeline, and nothing else of the profile changes by it.
    const noteUseOf = (sender: Sender) => {
      if (sender.as === 'profile') void queries.invalidateQueries({ queryKey: queryKeys.timeline(sender.id) })
    }
    async function send(tabId: string, as?: Sender): Promise<void> {
      const once = as === undefined ? (store.getState().onceWith[tabId] ?? null) : null
      if (once !== null) store.chooseOnceWith(tabId, null)
      await sendNow(tabId, as, once)
    }

    async function prepared(tabId: string, profileId: ProfileId, doing: string, step: () => Promise<unknown>) {
      const asked = { as: 'profile', id: profileId, name: '' } as const
      await failuresInto(store, tabId, { sender: asked, looseToken: null }, async () => {
        const carrier = { sender: await senderFor(profileId), looseToken: null }
        store.sent({ type: 'preparing-started', tabId, doing })
        await failuresInto(store, tabId, carrier, async () => {
          await step()
          await sendExchange(bridge, store, tabId, carrier)
          noteUseOf(carrier.sender)
        })
      })
    }

    return {
      send,
      sendWith: (tabId, looseToken, as) => sendNow(tabId, as, looseToken),
      resend: (tabId) => {
        const state = store.getState().sends[tabId]
        if (state?.phase !== 'answered' && state?.phase !== 'failed') return send(tabId)
        const { looseToken } = state
        if (looseToken === null) return send(tabId)
        return sendNow(tabId, state.phase === 'failed' ? state.sender : senderIn(state.exchange), looseToken)
      },
      cancel: (tabId) => {
        const state = store.getState().sends[tabId]
        if (state?.phase === 'sending') {
          bridge.ask('requests.cancel', { exchangeId: state.exchangeId }).catch((error: unknown) => reportError(error))
        }
      },
      refreshAndSend: (tabId, profileId) =>
        prepared(tabId, profileId, 'Refreshing the token', () => bridge.ask('tokens.refresh', { profileId })),
      signInAndSend: (tabId, profileId, scopes, stepUp) =>
        prepared(tabId, profileId, 'Waiting for the sign-in', () =>
          signIn(profileId, [...scopes], null, stepUp ?? null),
        ),
      useDpopAndSend: (tabId, profileId) =>
        prepared(tabId, profileId, 'Waiting for the sign-in', async () => {
          await bridge.ask('profiles.useDpop', { profileId })
          await queries.invalidateQueries({ queryKey: queryKeys.profiles })
          await signIn(profileId, [], null, null)
        }),
      askServer: async (tabId, exchangeId) => {
        store.sent({ type: 'server-asked', tabId, exchangeId })
        try {
          const why = await bridge.ask('exchanges.askServer', { exchangeId })
          store.sent({ type: 'reason-told', tabId, exchangeId, why })
        } catch (error) {
          if (!(error instanceof FailureError)) throw error
          store.sent({ type: 'server-not-asked', tabId, exchangeId, failure: error.failure })
        }
      },
    }
  }, [bridge, queries, signIn, store])
}

function namedSender(profiles: readonly ProfileSummary[], profileId: ProfileId): Sender {
  const profile = profiles.find(({ id }) => id === profileId)
  if (profile === undefined) throw new FailureError({ code: 'profile.not_found', details: { profileId } })
  return { as: 'profile', id: profileId, name: profile.name }
}
