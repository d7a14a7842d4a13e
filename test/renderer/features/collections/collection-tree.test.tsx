// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aRequest, at, aTree } from '../../../support/collection-builder.ts'
import { giveElementsASize } from '../../../support/give-elements-a-size.ts'
import { askedOn, refusing } from '../../../support/staged-window.tsx'
import { item, names, show } from './shown-tree.tsx'

giveElementsASize(260, 600)
beforeEach(() => window.localStorage.clear())
afterEach(cleanup)

describe('the tree of requests', () => {
  test('tells levels, open folders and the active request', async () => {
    show({}, 'orders/create.yml')
    const create = await item('POST Create order')
    expect(create.getAttribute('aria-level')).toBe('2')
    expect(create.getAttribute('aria-selected')).toBe('true')
    expect((await item('Orders')).getAttribute('aria-expanded')).toBe('true')
  })

  test('opens a request by a click, and by keys alone', async () => {
    const { user, onOpen } = show()
    await user.click(await item('POST Create order'))
    expect(onOpen).toHaveBeenLastCalledWith('orders/create.yml')
    screen.getByRole('tree').focus()
    await user.keyboard('{ArrowUp}{Enter}')
    expect(onOpen).toHaveBeenLastCalledWith('orders/list.yml')
  })

  test('remembers a closed folder when the window comes again', async () => {
    const { user, view } = show()
    await user.click(await item('Orders'))
    expect(names()).not.toContain('GET List orders')
    view.unmount()
    show()
    await item('Orders')
    expect(names()).toEqual(['Orders', 'Admin', 'GET All users', 'GET Health'])
  })

  test('filters, says when nothing is left, and comes back', async () => {
    const { user } = show()
    await item('Orders')
    await user.type(screen.getByRole('textbox', { name: 'Filter requests' }), 'users')
    expect(names()).toEqual(['Admin', 'GET All users'])
    await user.type(screen.getByRole('textbox', { name: 'Filter requests' }), 'xx')
    expect(screen.getByText(/Nothing matches/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Clear the filter' }))
    expect(names()).toHaveLength(7)
  })

  test('shows a file that cannot be read with its reason', async () => {
    const bad = {
      kind: 'unreadable',
      path: at('broken.yml'),
      name: 'broken.yml',
      message: 'line 3: bad indentation',
    } as const
    show({ 'collections.tree': () => aTree({ items: [bad] }) })
    expect(await item('broken.yml, cannot be read: line 3: bad indentation')).toBeTruthy()
  })

  test('offers a first request when the workspace is empty', async () => {
    const { user, onNewRequest } = show({ 'collections.tree': () => aTree({ items: [] }) })
    await screen.findByText('No requests yet')
    await user.click(screen.getByRole('button', { name: 'New request' }))
    expect(onNewRequest).toHaveBeenCalledWith('')
  })

  test('says why it could not be read, and tries again', async () => {
    const { answers, user } = show({
      'collections.tree': refusing({ code: 'storage.unreadable', details: { file: 'opencollection.yml' } }),
    })
    await screen.findByRole('alert')
    answers['collections.tree'] = () => aTree()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await item('Orders')).toBeTruthy()
  })

  test('keeps only the rows in view in the document, of ten thousand', async () => {
    const items = Array.from({ length: 10_000 }, (_, index) => aRequest(`r${index}.yml`, `Request ${index}`))
    show({ 'collections.tree': () => aTree({ items }) })
    await item('GET Request 0')
    expect(screen.getAllByRole('treeitem').length).toBeLessThan(60)
    expect((await item('GET Request 0')).getAttribute('aria-setsize')).toBe('10000')
  })
})

test('what changed on disk is shown at once', async () => {
  const { main, answers } = show()
  await item('GET Health')
  answers['collections.tree'] = () => aTree({ items: [aRequest('pulled.yml', 'Pulled from git')] })
  main.emit('collections.changed', {})
  expect(await item('GET Pulled from git')).toBeTruthy()
})

// happy-dom's drag events carry none; and as nothing has a height there, the pointer is in the middle of a row.
const dataTransfer = { effectAllowed: 'none', setData: () => undefined }

describe('dragging', () => {
  test('a request onto a folder moves it there, and tells its new path', async () => {
    const { main, onRenamed } = show({ 'collections.move': () => ({ path: at('admin/health.yml') }) })
    const health = await item('GET Health')
    const admin = await item('Admin')
    fireEvent.dragStart(health, { dataTransfer })
    fireEvent.dragOver(admin, { clientY: 0 })
    fireEvent.drop(admin, { clientY: 0 })
    await waitFor(() => expect(onRenamed).toHaveBeenCalledWith('health.yml', 'admin/health.yml'))
    expect(askedOn(main, 'collections.move')).toEqual([{ path: 'health.yml', folder: 'admin', before: null }])
  })

  test('a folder onto its own request does nothing', async () => {
    const { main } = show()
    fireEvent.dragStart(await item('Orders'), { dataTransfer })
    fireEvent.drop(await item('GET List orders'), { clientY: 0 })
    expect(askedOn(main, 'collections.move')).toEqual([])
    fireEvent.dragStart(await item('Orders'), { dataTransfer })
    fireEvent.drop(await item('Admin'), { clientY: 0 })
    await waitFor(() => expect(askedOn(main, 'collections.move')).toHaveLength(1))
  })

  test('is off while a filter hides what lies between', async () => {
    const { user } = show()
    expect((await item('GET Health')).getAttribute('draggable')).toBe('true')
    await user.type(screen.getByRole('textbox', { name: 'Filter requests' }), 'health')
    expect((await item('GET Health')).getAttribute('draggable')).toBe('false')
  })
})
