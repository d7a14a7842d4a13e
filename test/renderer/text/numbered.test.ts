import { expect, test } from 'vitest'
import { numbered } from '../../../renderer/text/numbered.ts'

test('of one name the first, the second and their count are told, and no two have one key', () => {
  const items = ['sub', 'iss', 'sub', '', 'sub', '2 sub']
  const told = numbered(items, (name) => name)
  expect(told.map(({ place, count }) => `${place}/${count}`)).toEqual(['1/3', '1/1', '2/3', '1/1', '3/3', '1/1'])
  expect(new Set(told.map(({ key }) => key)).size).toBe(items.length)
})
