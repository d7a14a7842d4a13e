import { describe, expect, test } from 'vitest'
import type { StoredRequest } from '../../../../../electron/contract/collections.ts'
import { itemPath } from '../../../../../electron/contract/ids.ts'
import {
  noTabs,
  reduceTabs,
  type TabAction,
  type TabState,
} from '../../../../../renderer/features/requests/tabs/tab-state.ts'
import { newDraft } from '../../../../../renderer/features/requests/new-draft.ts'

const path = (text: string) => itemPath.parse(text)
const stored = (place: string, url = 'https://a.test'): StoredRequest => ({
  path: path(place),
  name: place.replace(/^.*\/|\.yml$/g, ''),
  draft: { ...newDraft, url },
  inherited: { as: 'nobody' },
})
const after = (...actions: TabAction[]): TabState => actions.reduce(reduceTabs, noTabs)
const opened = (id: string, place: string): TabAction => ({ type: 'request-opened', id, request: stored(place) })
const typed = (id: string, url: string): TabAction => ({ type: 'draft-edited', id, edit: { type: 'url-typed', url } })

describe('opening', () => {
  test('a request that is open already shows its tab', () => {
    const state = after(opened('1', 'a.yml'), opened('2', 'b.yml'), opened('3', 'a.yml'))
    expect(state.tabs.map(({ id }) => id)).toEqual(['1', '2'])
    expect(state.activeTab).toBe('1')
  })
})

describe('the kept tabs that come when something was opened already', () => {
  const kept = (id: string, place: string) => ({ id, path: path(place), title: id, draft: newDraft, changed: false })
  const loaded: TabAction = {
    type: 'workbench-loaded',
    workbench: { tabs: [kept('1', 'a.yml'), kept('2', 'b.yml')], activeTab: '1' },
  }

  test('take nothing away: a new tab stays, after them and in front, with what was typed', () => {
    const state = after({ type: 'new-tab-opened', id: 'new' }, typed('new', 'https://typed.test'), loaded)
    expect(state.tabs.map(({ id }) => id)).toEqual(['1', '2', 'new'])
    expect(state.tabs[2]).toMatchObject({ draft: { url: 'https://typed.test' }, changed: true })
    expect(state).toMatchObject({ activeTab: 'new', loaded: true })
  })

  test('show the kept tab of a request that was opened meanwhile, once', () => {
    const state = after(opened('again', 'b.yml'), loaded)
    expect(state.tabs.map(({ id }) => id)).toEqual(['1', '2'])
    expect(state.activeTab).toBe('2')
  })
})

describe('a tab is changed', () => {
  test('when its draft differs from the file, and not when it is typed back', () => {
    const state = after(opened('1', 'a.yml'), typed('1', 'https://b.test'))
    expect(state.tabs[0]?.changed).toBe(true)
    expect(reduceTabs(state, typed('1', 'https://a.test')).tabs[0]?.changed).toBe(false)
  })

  test('never by being new and empty', () => {
    const state = after({ type: 'new-tab-opened', id: '1' })
    expect(state.tabs[0]?.changed).toBe(false)
    expect(reduceTabs(state, typed('1', 'x')).tabs[0]?.changed).toBe(true)
  })

  test('still, when more was typed while it was being saved', () => {
    const state = after(opened('1', 'a.yml'), typed('1', 'https://saved.test'), typed('1', 'https://later.test'), {
      type: 'draft-saved',
      id: '1',
      request: stored('a.yml', 'https://saved.test'),
    })
    expect(state.tabs[0]).toMatchObject({ changed: true, draft: { url: 'https://later.test' } })
  })
})

describe('closing the tab in front', () => {
  test.each([
    ['2', '3'],
    ['3', '2'],
  ])('%s shows its neighbour %s', (closed, shown) => {
    const state = after(opened('1', 'a.yml'), opened('2', 'b.yml'), opened('3', 'c.yml'), {
      type: 'tab-chosen',
      id: closed,
    })
    expect(reduceTabs(state, { type: 'tab-closed', id: closed }).activeTab).toBe(shown)
  })

  test('and the last one shows none', () => {
    expect(after(opened('1', 'a.yml'), { type: 'tab-closed', id: '1' })).toMatchObject({ tabs: [], activeTab: null })
  })
})

describe('moving', () => {
  const three = after(opened('1', 'a.yml'), opened('2', 'b.yml'), opened('3', 'c.yml'))
  const order = (id: string, before: string | null) =>
    reduceTabs(three, { type: 'tab-moved', id, before }).tabs.map((tab) => tab.id)

  test('puts a tab before another or at the end', () => {
    expect(order('3', '1')).toEqual(['3', '1', '2'])
    expect(order('1', null)).toEqual(['2', '3', '1'])
    expect(order('2', '2')).toEqual(['1', '2', '3'])
    expect(order('2', 'gone')).toEqual(['1', '3', '2'])
  })
})

describe('a file that became another one on disk', () => {
  const read: TabAction = { type: 'file-read', request: stored('a.yml', 'https://pulled.test') }

  test('is taken over by a tab without changes', () => {
    expect(after(opened('1', 'a.yml'), read).tabs[0]).toMatchObject({
      draft: { url: 'https://pulled.test' },
      changed: false,
      onDisk: null,
    })
  })

  test('waits beside a tab with changes until the person decides', () => {
    const state = after(opened('1', 'a.yml'), typed('1', 'https://mine.test'), read)
    expect(state.tabs[0]).toMatchObject({ draft: { url: 'https://mine.test' }, onDisk: { url: 'https://pulled.test' } })
    expect(reduceTabs(state, { type: 'disk-version-taken', id: '1' }).tabs[0]).toMatchObject({
      draft: { url: 'https://pulled.test' },
      changed: false,
      onDisk: null,
    })
    const kept = reduceTabs(state, { type: 'disk-version-dismissed', id: '1' })
    expect(kept.tabs[0]).toMatchObject({ draft: { url: 'https://mine.test' }, changed: true, onDisk: null })
    expect(reduceTabs(kept, read).tabs[0]?.onDisk).toBeNull()
  })

  test('is no news to changes that are read again after a restart', () => {
    const tab = {
      id: '1',
      path: path('a.yml'),
      title: 'a',
      draft: { ...newDraft, url: 'https://mine.test' },
      changed: true,
    }
    const state = after({ type: 'workbench-loaded', workbench: { tabs: [tab], activeTab: '1' } }, read)
    expect(state.tabs[0]).toMatchObject({ draft: { url: 'https://mine.test' }, changed: true, onDisk: null })
  })
})

describe('a folder', () => {
  test('that is renamed takes the paths of its tabs along, and no others', () => {
    const state = after(opened('1', 'Orders/a.yml'), opened('2', 'Orders 2/b.yml'), {
      type: 'item-renamed',
      from: path('Orders'),
      to: path('Sales'),
    })
    expect(state.tabs.map((tab) => tab.path)).toEqual(['Sales/a.yml', 'Orders 2/b.yml'])
  })

  test('that is removed closes its tabs, but keeps typed changes as a request that was never saved', () => {
    const state = after(opened('1', 'Orders/a.yml'), opened('2', 'Orders/b.yml'), typed('2', 'https://mine.test'), {
      type: 'item-removed',
      path: path('Orders'),
    })
    expect(state.tabs).toMatchObject([{ id: '2', path: null, changed: true, draft: { url: 'https://mine.test' } }])
  })
})

describe('the address and its table', () => {
  test('mirror each other', () => {
    const state = after(opened('1', 'a.yml'), typed('1', 'https://a.test/?x=1'))
    expect(state.tabs[0]?.draft.params).toEqual([{ name: 'x', value: '1', enabled: true }])
    const off = reduceTabs(state, {
      type: 'draft-edited',
      id: '1',
      edit: { type: 'params-edited', params: [{ name: 'x', value: '1', enabled: false }] },
    })
    expect(off.tabs[0]?.draft).toMatchObject({ url: 'https://a.test/', params: [{ name: 'x', enabled: false }] })
  })
})
