// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { aLooseToken } from '../../../../support/loose-token-builder.ts'
import { showDesk } from './shown-desk.tsx'

afterEach(cleanup)

const rows = () => within(screen.getByRole('region', { name: 'Pasted and made here' })).getAllByRole('listitem')

describe('the list of loose tokens', () => {
  test('of many shows the newest six and the one that is shown; all of them on demand', async () => {
    const held = Array.from({ length: 30 }, (_, at) => aLooseToken({ title: `t${at}` }))
    const { user, desk } = showDesk({ held })
    await user.click(await screen.findByRole('button', { name: 'Show all 30', expanded: false }))
    expect(rows()).toHaveLength(30)
    expect(desk.getState().listsAll).toBe(true)
    await user.click(screen.getByRole('button', { name: /^t20/ }))
    await user.click(screen.getByRole('button', { name: 'Show the newest 6', expanded: true }))
    expect(rows().map(({ textContent }) => /^t\d+/.exec(textContent)?.[0])).toEqual([
      ...['t0', 't1', 't2', 't3', 't4', 't5', 't20'],
    ])
  })

  test('of six folds nothing', async () => {
    showDesk({ held: Array.from({ length: 6 }, (_, at) => aLooseToken({ title: `t${at}` })) })
    await screen.findByRole('button', { name: /^t5/ })
    expect(screen.queryByRole('button', { name: /^Show all/ })).toBeNull()
  })
})
