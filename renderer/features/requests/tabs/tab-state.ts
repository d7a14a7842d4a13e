import type { StoredRequest } from '@contract/collections'
import type { ItemPath } from '@contract/ids'
import type { RequestDraft } from '@contract/requests'
import type { Tab, Workbench } from '@contract/workbench'
import { isSameDraft, newDraft } from '../new-draft.ts'
import { reduceDraft, type DraftAction } from './draft-actions.ts'
import { pathAfterRename } from './renamed-path.ts'

/** A tab in the window: what is kept for the next start, and what this run knows of the file. */
export interface OpenTab extends Tab {
  /** The file as it was last read or written; null until then and for a tab that was never saved. */
  readonly saved: RequestDraft | null
  /** Set when the file became another one under changes that are not saved. */
  readonly onDisk: RequestDraft | null
}

export interface TabState {
  readonly tabs: readonly OpenTab[]
  readonly activeTab: string | null
  readonly loaded: boolean
}

export type TabAction =
  | { type: 'workbench-loaded'; workbench: Workbench }
  | { type: 'workbench-left' }
  | { type: 'new-tab-opened'; id: string }
  | { type: 'request-opened'; id: string; request: StoredRequest }
  | { type: 'tab-chosen'; id: string }
  | { type: 'tab-closed'; id: string }
  | { type: 'tab-moved'; id: string; before: string | null }
  | { type: 'draft-edited'; id: string; edit: DraftAction }
  | { type: 'draft-saved'; id: string; request: StoredRequest }
  | { type: 'file-read'; request: StoredRequest }
  | { type: 'disk-version-taken'; id: string }
  | { type: 'disk-version-dismissed'; id: string }
  | { type: 'item-renamed'; from: ItemPath; to: ItemPath }
  | { type: 'item-removed'; path: ItemPath }

export const noTabs: TabState = { tabs: [], activeTab: null, loaded: false }

/** All that can happen to the tabs. */
export function reduceTabs(state: TabState, action: TabAction): TabState {
  switch (action.type) {
    case 'workbench-loaded':
      return afterLoaded(state, action.workbench)
    case 'workbench-left':
      return noTabs
    case 'new-tab-opened':
      return withTab(state, {
        id: action.id,
        path: null,
        title: 'New request',
        draft: newDraft,
        changed: false,
        saved: null,
        onDisk: null,
      })
    case 'request-opened': {
      const { path, name, draft } = action.request
      const open = state.tabs.find((tab) => tab.path === path)
      if (open !== undefined) return { ...state, activeTab: open.id }
      return withTab(state, { id: action.id, path, title: name, draft, changed: false, saved: draft, onDisk: null })
    }
    case 'tab-chosen':
      return state.tabs.some(({ id }) => id === action.id) ? { ...state, activeTab: action.id } : state
    case 'tab-closed':
      return withoutTab(state, action.id)
    case 'tab-moved': {
      const moved = state.tabs.find(({ id }) => id === action.id)
      if (moved === undefined || action.before === action.id) return state
      const others = state.tabs.filter(({ id }) => id !== action.id)
      const place = action.before === null ? others.length : others.findIndex(({ id }) => id === action.before)
      return { ...state, tabs: others.toSpliced(place === -1 ? others.length : place, 0, moved) }
    }
    case 'draft-edited':
      return changeTab(state, action.id, (tab) => {
        const draft = reduceDraft(tab.draft, action.edit)
        return {
          ...tab,
          draft,
          changed: !isSameDraft(draft, tab.saved ?? newDraft) || (tab.saved === null && tab.path !== null),
        }
      })
    case 'draft-saved':
      return changeTab(state, action.id, (tab) => {
        const { path, name, draft: saved } = action.request
        // Typed on while it was being saved: those letters are not in the file.
        return { ...tab, path, title: name, saved, onDisk: null, changed: !isSameDraft(tab.draft, saved) }
      })
    case 'file-read':
      return {
        ...state,
        tabs: state.tabs.map((tab) => (tab.path === action.request.path ? afterFileRead(tab, action.request) : tab)),
      }
    case 'disk-version-taken':
      return changeTab(state, action.id, (tab) =>
        tab.onDisk === null ? tab : { ...tab, draft: tab.onDisk, saved: tab.onDisk, onDisk: null, changed: false },
      )
    case 'disk-version-dismissed':
      return changeTab(state, action.id, (tab) => ({ ...tab, saved: tab.onDisk ?? tab.saved, onDisk: null }))
    case 'item-renamed':
      return {
        ...state,
        tabs: state.tabs.map((tab) =>
          tab.path === null ? tab : { ...tab, path: pathAfterRename(tab.path, action.from, action.to) },
        ),
      }
    case 'item-removed': {
      const isInside = ({ path }: OpenTab) =>
        path !== null && (path === action.path || path.startsWith(`${action.path}/`))
      // What would be lost stays open, as a tab that was never saved.
      const kept = {
        ...state,
        tabs: state.tabs.map((tab) => (isInside(tab) && tab.changed ? { ...tab, path: null, saved: null } : tab)),
      }
      return kept.tabs.filter(isInside).reduce<TabState>((left, { id }) => withoutTab(left, id), kept)
    }
  }
}

/** What was opened while the kept tabs were still on their way stays, after them and in front. */
function afterLoaded(since: TabState, { tabs, activeTab }: Workbench): TabState {
  const kept = tabs.map((tab): OpenTab => ({
    ...tab,
    saved: tab.path !== null && !tab.changed ? tab.draft : null,
    onDisk: null,
  }))
  const keptAs = (tab: OpenTab) => (tab.path === null ? undefined : kept.find(({ path }) => path === tab.path))
  const inFront = since.tabs.find(({ id }) => id === since.activeTab)
  return {
    tabs: [...kept, ...since.tabs.filter((tab) => keptAs(tab) === undefined)],
    activeTab: (inFront && (keptAs(inFront) ?? inFront).id) ?? activeTab ?? kept[0]?.id ?? null,
    loaded: true,
  }
}

function afterFileRead(tab: OpenTab, { name, draft: file }: StoredRequest): OpenTab {
  if (isSameDraft(tab.draft, file))
    return { ...tab, title: name, draft: tab.draft, saved: file, onDisk: null, changed: false }
  if (!tab.changed) return { ...tab, title: name, draft: file, saved: file, onDisk: null }
  // After a restart the file is seen for the first time: there is nothing yet that it could differ from.
  if (tab.saved === null) return { ...tab, title: name, saved: file }
  return { ...tab, title: name, onDisk: isSameDraft(tab.saved, file) ? null : file }
}

const withTab = (state: TabState, tab: OpenTab): TabState => ({
  ...state,
  tabs: [...state.tabs, tab],
  activeTab: tab.id,
})

function withoutTab(state: TabState, id: string): TabState {
  const index = state.tabs.findIndex((tab) => tab.id === id)
  if (index === -1) return state
  const tabs = state.tabs.toSpliced(index, 1)
  const neighbour = tabs[Math.min(index, tabs.length - 1)]?.id ?? null
  return { ...state, tabs, activeTab: state.activeTab === id ? neighbour : state.activeTab }
}

const changeTab = (state: TabState, id: string, change: (tab: OpenTab) => OpenTab): TabState => ({
  ...state,
  tabs: state.tabs.map((tab) => (tab.id === id ? change(tab) : tab)),
})
