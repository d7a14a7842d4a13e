import { screen } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { vi } from 'vitest'
import { CollectionTree } from '../../../../renderer/features/collections/collection-tree.tsx'
import { at, aTree } from '../../../support/collection-builder.ts'
import { stage, type Answers } from '../../../support/staged-window.tsx'

/** The tree over the workspace of the builder. */
export function show(answers: Answers = {}, activePath: string | null = null) {
  const deeds = { onOpen: vi.fn(), onNewRequest: vi.fn(), onRenamed: vi.fn(), onRemoved: vi.fn() }
  const part = <CollectionTree activePath={activePath === null ? null : at(activePath)} {...deeds} />
  const staged = stage(part, { 'collections.tree': () => aTree(), ...answers })
  return { ...staged, ...deeds, user: userEvent.setup() }
}
export const item = (name: string) => screen.findByRole('treeitem', { name })
/** Opens the menu of a row and chooses from it. */
export const menuOf = async (user: UserEvent, name: string, entry: RegExp) => {
  await user.pointer({ target: await item(name), keys: '[MouseRight]' })
  await user.click(await screen.findByRole('menuitem', { name: entry, hidden: true }))
}

/** What a screen reader calls the rows, top to bottom. */
export const names = () =>
  screen.getAllByRole('treeitem').map((row) => {
    const parts = (row.getAttribute('aria-labelledby') ?? '').split(' ')
    return parts
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ')
      .trim()
  })
