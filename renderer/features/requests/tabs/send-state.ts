import type { Exchange } from '@contract/exchanges'
import type { Failure } from '@contract/failures'
import type { ExchangeId, ProfileId } from '@contract/ids'

/** Who a request goes out as. `unknown-name` is a name that no profile has. */
export type Sender =
  | { readonly as: 'profile'; readonly id: ProfileId; readonly name: string }
  | { readonly as: 'nobody' }
  | { readonly as: 'unknown-name'; readonly name: string }

/** What a tab's response area shows. */
export type SendState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'preparing'; readonly doing: string; readonly previous: Exchange | null }
  | {
      readonly phase: 'sending'
      readonly exchangeId: ExchangeId
      readonly startedAtMs: number
      readonly sender: Sender
      readonly previous: Exchange | null
    }
  | { readonly phase: 'answered'; readonly exchange: Exchange }
  /** Send itself failed before anything could be said of the API: signed out, vault locked, … */
  | { readonly phase: 'failed'; readonly failure: Failure; readonly sender: Sender }
  | { readonly phase: 'no-such-profile'; readonly name: string }

export type SendAction =
  | { type: 'preparing-started'; tabId: string; doing: string }
  /** The person thought better of it: an earlier answer is as good as it was. */
  | { type: 'preparing-cancelled'; tabId: string }
  | { type: 'sending-started'; tabId: string; exchangeId: ExchangeId; atMs: number; sender: Sender }
  | { type: 'answer-came'; tabId: string; exchange: Exchange }
  | { type: 'sending-failed'; tabId: string; exchangeId: ExchangeId | null; failure: Failure; sender: Sender }
  | { type: 'profile-missed'; tabId: string; name: string }

export type SendStates = Readonly<Record<string, SendState>>

export const idle: SendState = { phase: 'idle' }

/** The last exchange that a state still holds, to be shown until the next one is there. */
export function shownExchange(state: SendState): Exchange | null {
  if (state.phase === 'answered') return state.exchange
  return state.phase === 'sending' || state.phase === 'preparing' ? state.previous : null
}

/** An answer belongs to the tab only while the tab waits for that exchange: a late one changes nothing. */
export function reduceSends(states: SendStates, action: SendAction): SendStates {
  const current = states[action.tabId] ?? idle
  const next = nextState(current, action)
  return next === current ? states : { ...states, [action.tabId]: next }
}

function nextState(current: SendState, action: SendAction): SendState {
  switch (action.type) {
    case 'preparing-started':
      return { phase: 'preparing', doing: action.doing, previous: shownExchange(current) }
    case 'preparing-cancelled':
      if (current.phase !== 'preparing') return current
      return current.previous === null ? idle : { phase: 'answered', exchange: current.previous }
    case 'sending-started': {
      const { exchangeId, atMs: startedAtMs, sender } = action
      return { phase: 'sending', exchangeId, startedAtMs, sender, previous: shownExchange(current) }
    }
    case 'answer-came':
      if (current.phase !== 'sending' || current.exchangeId !== action.exchange.id) return current
      return { phase: 'answered', exchange: action.exchange }
    case 'sending-failed':
      if (action.exchangeId !== null && (current.phase !== 'sending' || current.exchangeId !== action.exchangeId))
        return current
      return { phase: 'failed', failure: action.failure, sender: action.sender }
    case 'profile-missed':
      return { phase: 'no-such-profile', name: action.name }
  }
}
