import { describe, expect, test } from 'vitest'
import { countRequests, flattenTree, itemsOfFolder } from '../../../../renderer/features/collections/flatten-tree.ts'
import { aFolder, aRequest, at, aTree } from '../../../support/collection-builder.ts'

const tree = aTree()
const shown = (closed: readonly string[], filter = '') =>
  flattenTree(tree.items, at(''), new Set(closed), filter).map(({ item, level }) => `${level} ${item.name}`)

describe('the rows of a tree', () => {
  test('stand in the order of the files, each with its level', () => {
    expect(shown([])).toEqual([
      '1 Orders',
      '2 List orders',
      '2 Create order',
      '2 Cancel order',
      '1 Admin',
      '2 All users',
      '1 Health',
    ])
  })

  test('leave out what a closed folder holds', () => {
    expect(shown(['orders'])).toEqual(['1 Orders', '1 Admin', '2 All users', '1 Health'])
  })

  test('tell position and size of their set, as a screen reader wants them', () => {
    const row = flattenTree(tree.items, at(''), new Set(), '').find(({ item }) => item.name === 'Create order')
    expect(row).toMatchObject({ position: 2, setSize: 3, level: 2, parent: 'orders', isOpen: null })
  })
})

describe('a filter', () => {
  test('shows a match inside a closed folder', () => {
    expect(shown(['orders', 'admin'], 'users')).toEqual(['1 Admin', '2 All users'])
  })

  test('finds by method, by folder and by every word in any order', () => {
    expect(shown([], 'post')).toEqual(['1 Orders', '2 Create order'])
    expect(shown([], 'cancel ORDERS')).toEqual(['1 Orders', '2 Cancel order'])
  })

  test('keeps all of a folder that matches itself', () => {
    expect(shown([], 'admin')).toEqual(['1 Admin', '2 All users'])
  })

  test('shows nothing when nothing matches', () => {
    expect(shown([], 'nonsense')).toEqual([])
  })
})

test('requests are counted at every depth, and files that cannot be read are not', () => {
  const bad = { kind: 'unreadable', path: at('a/b/x.yml'), name: 'x', message: 'no YAML' } as const
  const folder = aFolder('a', 'a', [aRequest('a/1.yml', '1'), aFolder('a/b', 'b', [aRequest('a/b/2.yml', '2'), bad])])
  expect(folder.kind === 'folder' && countRequests(folder)).toBe(2)
})

test('the items of a folder are found at any depth, and of no folder there are none', () => {
  const items = [aFolder('a', 'a', [aFolder('a/b', 'b', [aRequest('a/b/2.yml', '2')])])]
  expect(itemsOfFolder(items, at('a/b'))?.map(({ name }) => name)).toEqual(['2'])
  expect(itemsOfFolder(items, at('c'))).toBeNull()
})
