import type { FailureDetails } from '@contract/failures'
import type { LooseToken } from '@contract/inspection'
import { createContext, useContext } from 'react'
import { createStore, useStore, type StoreApi } from 'zustand'
import { reduceSends, type SendAction, type SendStates } from './send-state.ts'
import { noTabs, reduceTabs, type TabAction, type TabState } from './tab-state.ts'

/** Why drafts can't be saved now. */
export type DraftsTrouble = FailureDetails<'storage.write_failed'>['reason']

export interface WorkbenchState {
  readonly tabs: TabState
  readonly sends: SendStates
  /** By tab, what its next Send carries in place of the profile's token. */
  readonly onceWith: Readonly<Record<string, LooseToken>>
  /** Why the drafts are not on the disk; null: they are, as far as is known. */
  readonly draftsTrouble: DraftsTrouble | null
}

export interface WorkbenchStore extends StoreApi<WorkbenchState> {
  readonly happened: (action: TabAction) => void
  readonly sent: (action: SendAction) => void
  /** Sets what the next Send of a tab carries in place of the profile's token; null: nothing. */
  readonly chooseOnceWith: (tabId: string, token: LooseToken | null) => void
  /** How the last save of the drafts ended; null: well. */
  readonly draftsSaved: (trouble: DraftsTrouble | null) => void
}

/** The drafts of the tabs and what came of sending them: the only state in the window that main does not have. */
export function createWorkbenchStore(): WorkbenchStore {
  const store = createStore<WorkbenchState>(() => ({ tabs: noTabs, sends: {}, onceWith: {}, draftsTrouble: null }))
  return {
    ...store,
    happened: (action) => store.setState(({ tabs }) => ({ tabs: reduceTabs(tabs, action) })),
    sent: (action) => store.setState(({ sends }) => ({ sends: reduceSends(sends, action) })),
    chooseOnceWith: (tabId, token) =>
      store.setState(({ onceWith: { [tabId]: _before, ...others } }) => ({
        onceWith: token === null ? others : { ...others, [tabId]: token },
      })),
    draftsSaved: (draftsTrouble) => store.setState({ draftsTrouble }),
  }
}

const WorkbenchContext = createContext<WorkbenchStore | null>(null)
export const WorkbenchProvider = WorkbenchContext.Provider

export function useWorkbenchStore(): WorkbenchStore {
  const store = useContext(WorkbenchContext)
  if (store === null) throw new Error('useWorkbenchStore needs a WorkbenchProvider above it')
  return store
}

export function useWorkbench<Part>(part: (state: WorkbenchState) => Part): Part {
  return useStore(useWorkbenchStore(), part)
}
