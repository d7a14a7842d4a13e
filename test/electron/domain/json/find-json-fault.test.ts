import { describe, expect, test } from 'vitest'
import { findJsonFault, parseJsonOrFault } from '../../../../electron/domain/json/find-json-fault.ts'
import { seededRandom } from '../../../support/seeded-random.ts'

describe('text that is no JSON is told by its place', () => {
  test.each([
    ['', 1, 1, 'a value'],
    ['{', 1, 2, 'a name in double quotes'],
    ['{"a": 1,}', 1, 9, 'a name in double quotes'],
    ['{"a" 1}', 1, 6, '“:”'],
    ['{"a": abc}', 1, 7, 'a value'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, '“,” or “}”'],
    ['[1, 2', 1, 6, '“,” or “]”'],
    ["{'a': 1}", 1, 2, 'a name in double quotes'],
    ['{"a": "b', 1, 7, 'a string that ends, with its control characters escaped'],
    ['{"a": "x\ny"}', 1, 7, 'a string that ends, with its control characters escaped'],
    ['{} x', 1, 4, 'the end'],
    ['{"a": 01}', 1, 8, '“,” or “}”'],
    ['{"a": 1} // note', 1, 10, 'the end'],
    ['{"a": NaN}', 1, 7, 'a value'],
    [`${'['.repeat(300)}${']'.repeat(300)}`, 1, 202, 'less nesting'],
  ])('%j', (text, line, column, wanted) => {
    expect(findJsonFault(text)).toEqual({ line, column, wanted })
  })
})

test('agrees with the parser about 20,000 damaged texts', () => {
  const random = seededRandom(7)
  const good = '{"iss": "me", "n": [1, -2.5e3, true, null], "o": {"x": "a\\"b\\u0041"}, "e": []}'
  const marks = ['"', '{', '}', ',', ':', '\\', '0', 'x', ' ', '', '\n', '-']
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text)
      return true
    } catch {
      return false
    }
  }
  for (let turn = 0; turn < 20_000; turn += 1) {
    const at = Math.floor(random() * good.length)
    const mark = marks[Math.floor(random() * marks.length)] ?? ''
    const text = good.slice(0, at) + mark + good.slice(at + Math.floor(random() * 3))
    expect(findJsonFault(text) === null, text).toBe(isJson(text))
  }
})

test('gives the value of what is JSON', () => {
  expect(parseJsonOrFault(' {"a": [1]} ')).toEqual({ value: { a: [1] } })
  expect(parseJsonOrFault('null')).toEqual({ value: null })
})
