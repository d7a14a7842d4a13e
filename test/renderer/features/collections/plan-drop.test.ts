import { describe, expect, test } from 'vitest'
import { flattenTree } from '../../../../renderer/features/collections/flatten-tree.ts'
import { planDrop, zoneAt, type DropZone } from '../../../../renderer/features/collections/plan-drop.ts'
import { at, aTree } from '../../../support/collection-builder.ts'

const rows = flattenTree(aTree().items, at(''), new Set(), '')
const row = (name: string) => {
  const found = rows.find(({ item }) => item.name === name)
  if (found === undefined) throw new Error(`no row ${name}`)
  return found
}
const drop = (dragged: string, target: string, zone: DropZone) => planDrop(row(dragged), row(target), zone, rows)

describe('dropping a request', () => {
  test('on a folder puts it at its end', () => {
    expect(drop('Health', 'Orders', 'into')).toEqual({ folder: 'orders', before: null })
  })
  test('over the upper half of a row puts it before that', () => {
    expect(drop('Health', 'Create order', 'before')).toEqual({ folder: 'orders', before: 'orders/create.yml' })
  })
  test('under a row puts it before the one that follows there', () => {
    expect(drop('Health', 'List orders', 'after')).toEqual({ folder: 'orders', before: 'orders/create.yml' })
    expect(drop('Health', 'Cancel order', 'after')).toEqual({ folder: 'orders', before: null })
  })
  test('under an open folder puts it before its first item', () => {
    expect(drop('Health', 'Admin', 'after')).toEqual({ folder: 'admin', before: 'admin/users.yml' })
  })
  test('where it already is means nothing', () => {
    expect(drop('Create order', 'List orders', 'after')).toBeNull()
    expect(drop('Create order', 'Cancel order', 'before')).toBeNull()
    expect(drop('Create order', 'Create order', 'before')).toBeNull()
  })
})

describe('dropping a folder', () => {
  test('into itself or between its own items means nothing', () => {
    expect(drop('Orders', 'Orders', 'into')).toBeNull()
    expect(drop('Orders', 'List orders', 'before')).toBeNull()
  })
  test('on another folder moves it there', () => {
    expect(drop('Admin', 'Orders', 'into')).toEqual({ folder: 'orders', before: null })
  })
  test('back to the top level is possible', () => {
    expect(drop('Admin', 'Orders', 'before')).toEqual({ folder: '', before: 'orders' })
  })
})

test('only a folder has a middle to drop into', () => {
  expect([zoneAt(3, 28, true), zoneAt(14, 28, true), zoneAt(26, 28, true)]).toEqual(['before', 'into', 'after'])
  expect([zoneAt(13, 28, false), zoneAt(15, 28, false)]).toEqual(['before', 'after'])
})
