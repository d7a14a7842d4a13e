// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { useEarlyKeys } from '../../../renderer/app/use-early-keys.ts'
import { itemPath } from '../../../electron/contract/ids.ts'
import { createFakeBridge, FakeFailure } from '../../support/fake-bridge.ts'
import { giveElementsASize } from '../../support/give-elements-a-size.ts'
import { openWindow } from '../../support/open-window.tsx'

giveElementsASize(400, 800)
afterEach(cleanup)

describe('keys typed before the palette is there', () => {
  function Late({ hasField, onEscape }: { readonly hasField: boolean; readonly onEscape: () => void }) {
    const [typed, setTyped] = useState('')
    useEarlyKeys(setTyped, onEscape)
    return hasField ? (
      <input data-early-keys aria-label="field" value={typed} onChange={(event) => setTyped(event.target.value)} />
    ) : null
  }

  test('stand in its field as soon as it is', () => {
    const onEscape = vi.fn()
    const { rerender } = render(<Late hasField={false} onEscape={onEscape} />)
    for (const key of ['o', 'r', 'x', 'Backspace', 'd', 'Shift', 'ArrowDown']) fireEvent.keyDown(window, { key })
    fireEvent.keyDown(window, { key: 'a', ctrlKey: true })
    rerender(<Late hasField onEscape={onEscape} />)
    expect(screen.getByLabelText('field')).toHaveProperty('value', 'ord')
  })

  test('are the field’s own once it has the focus', () => {
    render(<Late hasField onEscape={vi.fn()} />)
    const field = screen.getByLabelText('field')
    act(() => field.focus())
    fireEvent.keyDown(field, { key: 'o' })
    expect(field).toHaveProperty('value', '')
  })

  test('can think better of it', () => {
    const onEscape = vi.fn()
    render(<Late hasField={false} onEscape={onEscape} />)
    fireEvent.keyDown(window, { key: 'Escape' })
    expect(onEscape).toHaveBeenCalledOnce()
  })
})

describe('Ctrl+N', () => {
  test('makes a request at the top of the workspace, wherever the focus is', async () => {
    const { user, asked } = openWindow(createFakeBridge())
    await screen.findByRole('treeitem', { name: /Create order/ })
    await user.keyboard('{Control>}n{/Control}')
    await screen.findByRole('tab', { name: /New request/ })
    expect(asked('collections.saveRequest')).toMatchObject([{ to: 'new', folder: '', name: 'New request' }])
  })
})

describe('undo in the address', () => {
  test('goes by words', async () => {
    const { user } = openWindow(createFakeBridge())
    await user.click(await screen.findByRole('treeitem', { name: /Order by id/ }))
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Address' })
    const before = field.value
    await user.type(field, '/lines/first')
    await user.keyboard('{Control>}z{/Control}')
    expect(field.value).toBe(`${before}/lines/`)
    await user.keyboard('{Control>}zz{/Control}')
    expect(field.value).toBe(before)
    await user.keyboard('{Control>}y{/Control}')
    expect(field.value).toBe(`${before}/`)
  })
})

describe('a file of the workspace that is no request', () => {
  test('opens a page that tells why and where, and the request once it is mended', async () => {
    const path = itemPath.parse('Orders/broken.yml')
    const fake: ReturnType<typeof createFakeBridge> = createFakeBridge({
      'collections.tree': () => ({
        name: 'Orders API',
        folder: '/home/sam/orders-api',
        isPlayground: false,
        items: [{ kind: 'unreadable', path, name: 'broken', message: 'a mapping has two keys “url”' }],
      }),
      'collections.readRequest': () => {
        const draft = fake.drafts.get(path)
        if (draft !== undefined) return { path, name: 'broken', draft, inherited: { as: 'nobody' } }
        const details = { path, message: 'a mapping has two keys “url”', line: 12 }
        throw new FakeFailure({ code: 'collection.file_unreadable', details })
      },
    })
    const { user } = openWindow(fake)
    await user.click(await screen.findByRole('treeitem', { name: /broken, cannot be read/ }))
    const page = await screen.findByRole('region', { name: 'File that cannot be read' })
    expect(page.textContent).toContain('Orders/broken.yml cannot be read as a request')
    expect(page.textContent).toContain('Line 12: a mapping has two keys “url”')
    const mended = fake.drafts.get('Orders/Order by id.yml')
    if (mended !== undefined) fake.drafts.set(path, mended)
    act(() => fake.emit('collections.changed', {}))
    await screen.findByRole('tab', { name: /broken/ })
    await waitFor(() => expect(screen.queryByRole('region', { name: 'File that cannot be read' })).toBeNull())
  })
})
