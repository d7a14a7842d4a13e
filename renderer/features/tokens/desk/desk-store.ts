import { createStore, type StoreApi } from 'zustand'
import type { Failure } from '@contract/failures'
import type { LooseToken } from '@contract/inspection'
import type { DeskPlace } from './desk-place.ts'

/** What came of the last paste. It holds nothing of the text: main has that. */
export type TakeResult =
  | { readonly came: 'found'; readonly found: readonly LooseToken[]; readonly note: string | null }
  | { readonly came: 'nothing'; readonly note: string }
  | { readonly came: 'failed'; readonly failure: Failure }

export type TokenPlace = Extract<DeskPlace, { at: 'token' }>

export interface DeskState {
  readonly place: DeskPlace
  readonly taken: TakeResult | null
  /** What was shown before a comparison or an editor took its place. */
  readonly before: TokenPlace | null
  /** Every token that main holds is listed, and not only the newest. */
  readonly listsAll: boolean
  /** Somebody asked for the field to paste into, and it does not have the focus yet. */
  readonly wantsPaste: boolean
}

export interface DeskStore extends StoreApi<DeskState> {
  readonly goTo: (place: DeskPlace) => void
  readonly wishPaste: () => void
}

/**
 * What the token desk shows, kept while another view is in front. A store of its own: a paste draws the desk, and not the
 * whole window with it.
 */
export function createDeskStore(): DeskStore {
  const store = createStore<DeskState>(() => ({
    place: { at: 'token', subject: null, claim: null },
    taken: null,
    before: null,
    listsAll: false,
    wantsPaste: false,
  }))
  return {
    ...store,
    goTo: (place) =>
      store.setState(({ place: here, before, taken }) => ({
        place,
        before: place.at !== 'token' && here.at === 'token' ? here : before,
        // What the last paste brought has had its say once a person goes on to something else.
        taken: place.at === 'token' ? taken : null,
      })),
    wishPaste: () => store.setState({ wantsPaste: true }),
  }
}
