import type { FailureDetails } from '@contract/failures'
import { createContext, useContext } from 'react'
import { createStore, useStore, type StoreApi } from 'zustand'
import { reduceSends, type SendAction, type SendStates } from './send-state.ts'
import { noTabs, reduceTabs, type TabAction, type TabState } from './tab-state.ts'

/** Why drafts can't be saved now. */
export type DraftsTrouble = FailureDetails<'storage.write_failed'>['reason']

export interface WorkbenchState {
  readonly tabs: TabState
  readonly sends: SendStates
  /** Why the drafts are not on the disk; null: they are, as far as is known. */
  readonly draftsTrouble: DraftsTrouble | null
}

export interface WorkbenchStore extends StoreApi<WorkbenchState> {
  readonly happened: (action: TabAction) => void
  readonly sent: (action: SendAction) => void
  /** How the last save of the drafts ended; null: well. */
  readonly draftsSaved: (trouble: DraftsTrouble | null) => void
}

/** The drafts of the tabs and what came of sending them: the only state in the window that main does not have. */
export function createWorkbenchStore(): WorkbenchStore {
  const store = createStore<WorkbenchState>(() => ({ tabs: noTabs, sends: {}, draftsTrouble: null }))
  return {
    ...store,
    happened: (action) => store.setState(({ tabs }) => ({ tabs: reduceTabs(tabs, action) })),
    sent: (action) => store.setState(({ sends }) => ({ sends: reduceSends(sends, action) })),
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
