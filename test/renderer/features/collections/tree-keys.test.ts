import { describe, expect, test } from 'vitest'
import { flattenTree } from '../../../../renderer/features/collections/flatten-tree.ts'
import { findByTyping, moveInTree } from '../../../../renderer/features/collections/tree-keys.ts'
import { at, aTree } from '../../../support/collection-builder.ts'

const rows = flattenTree(aTree().items, at(''), new Set(['admin']), '')
const row = (name: string) => {
  const found = rows.find(({ item }) => item.name === name)
  if (found === undefined) throw new Error(`no row ${name}`)
  return found
}
const press = (key: string, name: string) => {
  const move = moveInTree(key, rows, row(name))
  return move === null ? null : `${move.do} ${move.row.item.name}`
}

describe('keys in the tree', () => {
  test.each([
    ['ArrowDown', 'Orders', 'focus List orders'],
    ['ArrowUp', 'Orders', null],
    ['ArrowDown', 'Health', null],
    ['Home', 'Health', 'focus Orders'],
    ['End', 'Orders', 'focus Health'],
    ['ArrowRight', 'Admin', 'open Admin'],
    ['ArrowRight', 'Orders', 'focus List orders'],
    ['ArrowRight', 'Health', null],
    ['ArrowLeft', 'Orders', 'close Orders'],
    ['ArrowLeft', 'Create order', 'focus Orders'],
    ['ArrowLeft', 'Health', null],
  ])('%s on %s does: %s', (key, on, expected) => {
    expect(press(key, on)).toBe(expected)
  })
})

describe('typing', () => {
  test('goes to the next row that starts with it, round past the end', () => {
    expect(findByTyping('c', rows, row('Create order'))?.item.name).toBe('Cancel order')
    expect(findByTyping('o', rows, row('Health'))?.item.name).toBe('Orders')
  })
  test('keeps the row while its name still fits', () => {
    expect(findByTyping('cr', rows, row('Create order'))?.item.name).toBe('Create order')
  })
  test('finds nothing where nothing starts so', () => {
    expect(findByTyping('zz', rows, row('Orders'))).toBeNull()
  })
})
