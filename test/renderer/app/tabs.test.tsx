// @vitest-environment happy-dom
import { randomUUID } from 'node:crypto'
import { act, screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { itemPath } from '../../../electron/contract/ids.ts'
import { emptyDraft } from '../../../electron/contract/requests.ts'
import { createFakeBridge, FakeFailure } from '../../support/fake-bridge.ts'
import { giveElementsASize } from '../../support/give-elements-a-size.ts'
import { openWindow } from '../../support/open-window.tsx'

giveElementsASize(400, 800)
afterEach(() => void vi.useRealTimers())

const address = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Address' })
/** Pasted: a window is drawn anew for each keystroke. */
async function addToAddress(user: UserEvent, text: string) {
  await user.click(await address())
  await user.paste(text)
}
const mod = (key: string) => `{Control>}${key}{/Control}`

describe('drafts', () => {
  const tab = {
    id: randomUUID(),
    path: itemPath.parse('Orders/List orders.yml'),
    title: 'List orders',
    draft: { ...emptyDraft, url: 'https://typed-before-the-restart.test' },
    changed: true,
  }

  test('come back after a restart, still marked as changed', async () => {
    openWindow(createFakeBridge({ 'workbench.load': () => ({ tabs: [tab], activeTab: tab.id }) }))
    expect(await address()).toHaveProperty('value', 'https://typed-before-the-restart.test')
    await screen.findByRole('tab', { name: /^GET List orders ?, changed$/ })
    expect(screen.queryByText('The file of this request has changed on disk')).toBeNull()
  })

  test('are saved a moment after the last key, and at once when the page goes away', async () => {
    const { user, asked } = openWindow(createFakeBridge())
    await screen.findByRole('treeitem', { name: /Create order/ })
    await user.keyboard(mod('t'))
    await addToAddress(user, 'https://a.test')
    window.dispatchEvent(new Event('pagehide'))
    await waitFor(() =>
      expect(asked('workbench.save').at(-1)).toMatchObject({
        tabs: [{ draft: { url: 'https://a.test' }, changed: true }],
      }),
    )
  })

  test('that cannot be saved are said so quietly, wherever one looks, and tried again until they are', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    let isFull = true
    const { user, asked } = openWindow(
      createFakeBridge({
        'workbench.save': () => {
          if (!isFull) return {}
          throw new FakeFailure({
            code: 'storage.write_failed',
            details: { file: 'workbench.json', reason: 'disk-full' },
          })
        },
      }),
    )
    await screen.findByRole('treeitem', { name: /Create order/ })
    await user.keyboard(mod('t'))
    await addToAddress(user, 'https://a.test')
    const notice = await screen.findByText('Drafts can’t be saved: the disk is full')
    expect(notice.closest('[role=status]')?.textContent).toContain('kept while Claimcheck runs')
    const tries = asked('workbench.save').length
    await act(() => vi.advanceTimersByTimeAsync(5000))
    expect(asked('workbench.save').length).toBeGreaterThan(tries)
    expect(screen.queryByText(/Drafts can’t be saved/)).not.toBeNull()
    isFull = false
    await act(() => vi.advanceTimersByTimeAsync(5000))
    await waitFor(() => expect(screen.queryByText(/Drafts can’t be saved/)).toBeNull())
    expect(asked('workbench.save').at(-1)).toMatchObject({ tabs: [{ draft: { url: 'https://a.test' } }] })
  })

  test('are not overwritten by a start that could not read them', async () => {
    const { asked } = openWindow(
      createFakeBridge({
        'workbench.load': () => {
          throw new FakeFailure({ code: 'storage.unreadable', details: { file: 'workbench.json' } })
        },
      }),
    )
    await screen.findByText('workbench.json could not be read')
    window.dispatchEvent(new Event('pagehide'))
    expect(asked('workbench.save')).toEqual([])
  })
})

describe('closing a tab with changes', () => {
  async function changedTab() {
    const fake = createFakeBridge()
    const opened = openWindow(fake)
    await opened.user.click(await screen.findByRole('treeitem', { name: /Create order/ }))
    await addToAddress(opened.user, '?x=1')
    await opened.user.keyboard(mod('w'))
    const dialog = await screen.findByRole('dialog', { name: 'Save “Create order” first?' })
    return { ...opened, fake, dialog }
  }

  test('asks, and saves when told to', async () => {
    const { user, dialog, fake } = await changedTab()
    await user.click(within(dialog).getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(screen.queryByRole('tab', { name: /Create order/ })).toBeNull())
    expect(fake.drafts.get('Orders/Create order.yml')?.url).toBe('{{baseUrl}}/orders?x=1')
  })

  test('throws them away only when told to', async () => {
    const { user, dialog, fake } = await changedTab()
    await user.click(within(dialog).getByRole('button', { name: 'Discard changes' }))
    await waitFor(() => expect(screen.queryByRole('tab', { name: /Create order/ })).toBeNull())
    expect(fake.drafts.get('Orders/Create order.yml')?.url).toBe('{{baseUrl}}/orders')
  })

  test('keeps the tab when thought better of', async () => {
    const { user, dialog } = await changedTab()
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    screen.getByRole('tab', { name: /^POST Create order ?, changed$/ })
  })
})

describe('saving a new request', () => {
  test('asks for name and folder, and says when the name is taken', async () => {
    const fake = createFakeBridge()
    const { user } = openWindow(fake)
    await screen.findByRole('treeitem', { name: /Create order/ })
    await user.keyboard(mod('t'))
    await addToAddress(user, 'https://a.test')
    await user.keyboard(mod('s'))
    const dialog = await screen.findByRole('dialog', { name: 'Save request' })
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Ping')
    await user.click(within(dialog).getByRole('button', { name: 'Save' }))
    await screen.findByRole('tab', { name: 'GET Ping' })
    expect(fake.drafts.get('Ping.yml')?.url).toBe('https://a.test')
    await screen.findByRole('treeitem', { name: /Ping/ })

    await user.keyboard(mod('t'))
    await user.keyboard(mod('s'))
    const second = await screen.findByRole('dialog', { name: 'Save request' })
    await user.type(within(second).getByRole('textbox', { name: 'Name' }), 'Ping')
    await user.click(within(second).getByRole('button', { name: 'Save' }))
    await within(second).findByText('That name is taken')
  })
})

describe('a file that changes on disk under typed changes', () => {
  test('is offered, not taken', async () => {
    const fake = createFakeBridge()
    const { user } = openWindow(fake)
    await user.click(await screen.findByRole('treeitem', { name: /Create order/ }))
    await addToAddress(user, '?mine=1')
    const draft = fake.drafts.get('Orders/Create order.yml') ?? emptyDraft
    fake.drafts.set('Orders/Create order.yml', { ...draft, url: 'https://pulled.test' })
    fake.emit('collections.changed', {})
    await user.click(await screen.findByRole('button', { name: 'Take the file’s version' }))
    expect(await address()).toHaveProperty('value', 'https://pulled.test')
  })

  test('is not written over unasked by someone who saves, and is by saving once more', async () => {
    const fake = createFakeBridge()
    const { user, asked } = openWindow(fake)
    await user.click(await screen.findByRole('treeitem', { name: /Create order/ }))
    await addToAddress(user, '?mine=1')
    const draft = fake.drafts.get('Orders/Create order.yml') ?? emptyDraft
    fake.drafts.set('Orders/Create order.yml', { ...draft, url: 'https://pulled.test' })
    await user.keyboard(mod('s'))
    await screen.findByText('The file of this request has changed on disk')
    expect(asked('collections.saveRequest')).toEqual([])
    expect((await address()).value).toContain('?mine=1')
    await user.keyboard(mod('s'))
    await waitFor(() => expect(screen.queryByText('The file of this request has changed on disk')).toBeNull())
    expect(fake.drafts.get('Orders/Create order.yml')?.url).toContain('?mine=1')
  })
})

describe('the palette', () => {
  test('opens a request by a few letters', async () => {
    const { user } = openWindow(createFakeBridge())
    await screen.findByRole('treeitem', { name: /Create order/ })
    await user.keyboard(mod('k'))
    await user.type(await screen.findByRole('combobox', { name: 'Command or request' }), 'set ro{Enter}')
    await screen.findByRole('tab', { name: 'PUT Set role' })
  })

  test('changes the theme for good', async () => {
    const { user, asked } = openWindow(createFakeBridge())
    await screen.findByRole('treeitem', { name: /Create order/ })
    await user.keyboard(mod('k'))
    await user.type(await screen.findByRole('combobox', { name: 'Command or request' }), 'theme light{Enter}')
    await waitFor(() => expect(document.documentElement.dataset['mantineColorScheme']).toBe('light'))
    expect(asked('settings.save')).toEqual([{ theme: 'light' }])
  })
})
