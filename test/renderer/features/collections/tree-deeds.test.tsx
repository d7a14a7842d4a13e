// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyDraft } from '../../../../electron/contract/requests.ts'
import { at, aTree } from '../../../support/collection-builder.ts'
import { giveElementsASize } from '../../../support/give-elements-a-size.ts'
import { askedOn, refusing } from '../../../support/staged-window.tsx'
import { item, menuOf, show } from './shown-tree.tsx'

giveElementsASize(260, 600)
beforeEach(() => window.localStorage.clear())
afterEach(cleanup)

describe('renaming', () => {
  test('happens in place by F2, and tells the new path', async () => {
    const { user, main, onRenamed } = show({ 'collections.rename': () => ({ path: at('orders/all-orders.yml') }) })
    await user.click(await item('GET List orders'))
    screen.getByRole('tree').focus()
    await user.keyboard('{F2}')
    const field = screen.getByRole('textbox', { name: 'New name for List orders' })
    await user.clear(field)
    await user.type(field, 'All orders{Enter}')
    await waitFor(() => expect(onRenamed).toHaveBeenCalledWith('orders/list.yml', 'orders/all-orders.yml'))
    expect(askedOn(main, 'collections.rename')).toEqual([{ path: 'orders/list.yml', name: 'All orders' }])
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('tree')))
  })

  test('is left by Escape with nothing changed', async () => {
    const { user, main } = show()
    await menuOf(user, 'GET List orders', /Rename/)
    await user.type(await screen.findByRole('textbox', { name: /New name/ }), 'xyz{Escape}')
    expect(screen.queryByRole('textbox', { name: /New name/ })).toBeNull()
    expect(askedOn(main, 'collections.rename')).toEqual([])
  })

  test('keeps what was typed when the name is taken', async () => {
    const { user } = show({
      'collections.rename': refusing({ code: 'collection.exists', details: { path: 'orders/create.yml' } }),
    })
    await menuOf(user, 'GET List orders', /Rename/)
    const field = await screen.findByRole('textbox', { name: /New name/ })
    await user.clear(field)
    await user.type(field, 'Create order{Enter}')
    await screen.findByRole('alert')
    expect(screen.getByRole('textbox', { name: /New name/ })).toHaveProperty('value', 'Create order')
  })

  test('of a folder tells of everything in it', async () => {
    const { user, onRenamed } = show({ 'collections.rename': () => ({ path: at('people') }) })
    await menuOf(user, 'Admin', /Rename/)
    const field = await screen.findByRole('textbox', { name: /New name/ })
    await user.clear(field)
    await user.type(field, 'People{Enter}')
    await waitFor(() =>
      expect(onRenamed.mock.calls).toEqual([
        ['admin', 'people'],
        ['admin/users.yml', 'people/users.yml'],
      ]),
    )
  })
})

describe('deleting', () => {
  const undo = '0c4f0cf0-7f0c-4a47-a26f-6f0f5c6c9d11'
  test('by the Delete key can be undone', async () => {
    const { user, main, onRemoved } = show({
      'collections.remove': () => ({ undo, name: 'List orders' }),
      'collections.undoRemove': () => ({ path: at('orders/list.yml') }),
    })
    await user.click(await item('GET List orders'))
    screen.getByRole('tree').focus()
    await user.keyboard('{Delete}')
    const toast = (await screen.findByText('Deleted “List orders”')).closest('[role="status"]')
    expect(onRemoved).toHaveBeenCalledWith('orders/list.yml')
    if (!(toast instanceof HTMLElement)) throw new Error('no toast')
    await user.click(within(toast).getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(askedOn(main, 'collections.undoRemove')).toEqual([{ undo }]))
    expect(screen.queryByText('Deleted “List orders”')).toBeNull()
  })

  test('that fails says so and tells nobody that it is gone', async () => {
    const { user, onRemoved } = show({
      'collections.remove': refusing({
        code: 'storage.write_failed',
        details: { file: 'list.yml', reason: 'not-allowed' },
      }),
    })
    await menuOf(user, 'GET List orders', /Delete/)
    await screen.findByRole('alert')
    expect(onRemoved).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByRole('alert')).toBeNull()
  })
})

describe('the menu of a row', () => {
  test('makes a request in the folder of the row', async () => {
    const { user, onNewRequest } = show()
    await menuOf(user, 'GET List orders', /New request/)
    expect(onNewRequest).toHaveBeenCalledWith('orders')
  })

  test('opens by the menu key and by the button too', async () => {
    const { user } = show()
    await user.click(await item('GET Health'))
    screen.getByRole('tree').focus()
    await user.keyboard('{Shift>}{F10}{/Shift}')
    expect(await screen.findByRole('menu', { name: 'More for Health' })).toBeTruthy()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
    expect(document.activeElement).toBe(screen.getByRole('tree'))
    await user.click(within(await item('GET Health')).getByRole('button', { name: 'More for Health' }))
    expect(await screen.findByRole('menu', { name: 'More for Health' })).toBeTruthy()
  })

  test('duplicates a request right behind it', async () => {
    const stored = (name: string) => ({
      path: at(`orders/${name}.yml`),
      name,
      draft: emptyDraft,
      inherited: { as: 'nobody' } as const,
    })
    const { user, main } = show({
      'collections.readRequest': () => stored('list'),
      'collections.saveRequest': () => stored('list-copy'),
      'collections.move': () => ({ path: at('orders/list-copy.yml') }),
    })
    await menuOf(user, 'GET List orders', /Duplicate/)
    await waitFor(() => expect(askedOn(main, 'collections.move')).toHaveLength(1))
    expect(askedOn(main, 'collections.saveRequest')).toMatchObject([
      { to: 'new', folder: 'orders', name: 'List orders copy' },
    ])
    expect(askedOn(main, 'collections.move')).toEqual([
      { path: 'orders/list-copy.yml', folder: 'orders', before: 'orders/create.yml' },
    ])
  })

  test('makes a folder and lets it be named at once', async () => {
    let tree = aTree()
    const { user } = show({
      'collections.tree': () => tree,
      'collections.createFolder': ({ name }) => {
        tree = aTree({ items: [...tree.items, { kind: 'folder', path: at('new-folder'), name, items: [] }] })
        return { path: at('new-folder') }
      },
    })
    await menuOf(user, 'GET Health', /New folder/)
    expect(await screen.findByRole('textbox', { name: 'New name for New folder' })).toBeTruthy()
  })

  test('moves to a folder that is chosen in a dialog, never into itself', async () => {
    const { user, main, onRenamed } = show({ 'collections.move': () => ({ path: at('admin/orders') }) })
    await menuOf(user, 'Orders', /Move/)
    const dialog = await screen.findByRole('dialog', { name: 'Move “Orders”' })
    const folders = within(dialog).getAllByRole('radio')
    expect(folders).toHaveLength(2)
    expect(within(dialog).getByRole('button', { name: 'Move' })).toHaveProperty('disabled', true)
    await user.click(within(dialog).getByRole('radio', { name: 'Admin' }))
    await user.click(within(dialog).getByRole('button', { name: 'Move' }))
    await waitFor(() => expect(onRenamed).toHaveBeenCalledWith('orders/list.yml', 'admin/orders/list.yml'))
    expect(askedOn(main, 'collections.move')).toEqual([{ path: 'orders', folder: 'admin', before: null }])
  })
})
