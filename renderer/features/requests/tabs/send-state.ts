import type { Diagnosis } from '@contract/challenges'
import type { Exchange } from '@contract/exchanges'
import type { Failure } from '@contract/failures'
import type { ExchangeId, ProfileId } from '@contract/ids'
import type { LooseToken } from '@contract/inspection'

/** Who a request goes out as. `unknown-name` is a name that no profile has. */
export type Sender =
  | { readonly as: 'profile'; readonly id: ProfileId; readonly name: string }
  | { readonly as: 'nobody' }
  | { readonly as: 'unknown-name'; readonly name: string }

/** Whether the token's own server was asked about it, by a person's press. */
export type ServerAsked =
  | { readonly state: 'no' }
  | { readonly state: 'asking' }
  | { readonly state: 'told' }
  | { readonly state: 'failed'; readonly failure: Failure }

/** An exchange, with what the window alone knows of it. */
export interface Answered {
  readonly exchange: Exchange
  /** What was sent in place of the profile's token; null where that was not so. */
  readonly looseToken: LooseToken | null
  readonly serverAsked: ServerAsked
}

/** What a tab's response area shows. */
export type SendState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'preparing'; readonly doing: string; readonly previous: Answered | null }
  | {
      readonly phase: 'sending'
      readonly exchangeId: ExchangeId
      readonly startedAtMs: number
      readonly sender: Sender
      readonly looseToken: LooseToken | null
      readonly previous: Answered | null
    }
  | ({ readonly phase: 'answered' } & Answered)
  /** Send itself failed before anything could be said of the API: signed out, vault locked, … */
  | {
      readonly phase: 'failed'
      readonly failure: Failure
      readonly sender: Sender
      readonly looseToken: LooseToken | null
    }
  | { readonly phase: 'no-such-profile'; readonly name: string }

interface SendingFailed {
  type: 'sending-failed'
  tabId: string
  exchangeId: ExchangeId | null
  failure: Failure
  sender: Sender
  looseToken: LooseToken | null
}

export type SendAction =
  | { type: 'preparing-started'; tabId: string; doing: string }
  /** The person thought better of it: an earlier answer is as good as it was. */
  | { type: 'preparing-cancelled'; tabId: string }
  | {
      type: 'sending-started'
      tabId: string
      exchangeId: ExchangeId
      atMs: number
      sender: Sender
      looseToken: LooseToken | null
    }
  | { type: 'answer-came'; tabId: string; exchange: Exchange }
  | SendingFailed
  | { type: 'profile-missed'; tabId: string; name: string }
  | { type: 'server-asked'; tabId: string; exchangeId: ExchangeId }
  | { type: 'reason-told'; tabId: string; exchangeId: ExchangeId; why: Diagnosis }
  | { type: 'server-not-asked'; tabId: string; exchangeId: ExchangeId; failure: Failure }

export type SendStates = Readonly<Record<string, SendState>>

export const idle: SendState = { phase: 'idle' }

const notAsked: ServerAsked = { state: 'no' }

/** The last answer that a state still holds, to be shown until the next one is there. */
export function shownAnswer(state: SendState): Answered | null {
  if (state.phase === 'answered') return state
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
      return { phase: 'preparing', doing: action.doing, previous: shownAnswer(current) }
    case 'preparing-cancelled':
      if (current.phase !== 'preparing') return current
      return current.previous === null ? idle : { ...current.previous, phase: 'answered' }
    case 'sending-started': {
      const { exchangeId, atMs: startedAtMs, sender, looseToken } = action
      return { phase: 'sending', exchangeId, startedAtMs, sender, looseToken, previous: shownAnswer(current) }
    }
    case 'answer-came': {
      if (current.phase !== 'sending' || current.exchangeId !== action.exchange.id) return current
      const { looseToken } = current
      return { phase: 'answered', exchange: action.exchange, looseToken, serverAsked: notAsked }
    }
    case 'sending-failed': {
      const { exchangeId, failure, sender, looseToken } = action
      if (exchangeId !== null && (current.phase !== 'sending' || current.exchangeId !== exchangeId)) return current
      return { phase: 'failed', failure, sender, looseToken }
    }
    case 'profile-missed':
      return { phase: 'no-such-profile', name: action.name }
    case 'server-asked':
      return withAnswer(current, action.exchangeId, (answer) => ({ ...answer, serverAsked: { state: 'asking' } }))
    case 'reason-told':
      return withAnswer(current, action.exchangeId, ({ exchange, ...answer }) => ({
        ...answer,
        exchange: { ...exchange, why: action.why },
        serverAsked: { state: 'told' },
      }))
    case 'server-not-asked':
      return withAnswer(current, action.exchangeId, (answer) => ({
        ...answer,
        serverAsked: { state: 'failed', failure: action.failure },
      }))
  }
}

/** Changes the answer of that exchange wherever it is still shown, also behind one that is under way. */
function withAnswer(state: SendState, exchangeId: ExchangeId, change: (answer: Answered) => Answered): SendState {
  if (shownAnswer(state)?.exchange.id !== exchangeId) return state
  if (state.phase === 'answered') return { ...change(state), phase: 'answered' }
  if ((state.phase === 'sending' || state.phase === 'preparing') && state.previous !== null)
    return { ...state, previous: change(state.previous) }
  return state
}
