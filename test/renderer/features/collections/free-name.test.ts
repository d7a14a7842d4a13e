import { expect, test } from 'vitest'
import { copyName, freeName } from '../../../../renderer/features/collections/free-name.ts'

const named = (...names: string[]) => names.map((name) => ({ name }))

test('a name that is free is taken as it is', () => {
  expect(freeName('New folder', named('Orders'))).toBe('New folder')
})
test('a name that is taken, in any case of letters, gets the first free number', () => {
  expect(freeName('New folder', named('new FOLDER', 'New folder 2'))).toBe('New folder 3')
})
test('the copy of a copy is no copy copy', () => {
  expect(copyName('List orders', named('List orders'))).toBe('List orders copy')
  expect(copyName('List orders copy', named('List orders', 'List orders copy'))).toBe('List orders copy 2')
  expect(copyName('List orders copy 2', named('List orders copy', 'List orders copy 2'))).toBe('List orders copy 3')
})
