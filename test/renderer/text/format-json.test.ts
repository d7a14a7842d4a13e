import { describe, expect, test } from 'vitest'
import { formatJson } from '../../../renderer/text/format-json.ts'
import { jsonProblem } from '../../../renderer/text/json-problem.ts'

describe('JSON that is laid out', () => {
  test('keeps big integers, exponents, escapes and duplicate keys as they came', () => {
    expect(formatJson('{"n":12345678901234567890,"e":1E400,"s":"\\u00e4\\/","a":1,"a":2}')).toBe(
      '{\n  "n": 12345678901234567890,\n  "e": 1E400,\n  "s": "\\u00e4\\/",\n  "a": 1,\n  "a": 2\n}',
    )
  })

  test('means the same as before', () => {
    const value = { a: [1, 'two, "three": [4]', { b: null }, []], c: {}, d: [[1, 2], ['x'.repeat(80)]] }
    expect(JSON.parse(formatJson(JSON.stringify(value)))).toEqual(value)
  })

  test('puts short lists of plain values on one line, commas in their strings untouched', () => {
    expect(formatJson('{"s":["a,b","c"],"e":[ ],"o":{ }}')).toBe('{\n  "s": ["a,b", "c"],\n  "e": [],\n  "o": {}\n}')
  })

  test('is stable when it is laid out again', () => {
    const once = formatJson('{"a":[1,2,{"b":[true,false,null]}],"c":"x"}')
    expect(formatJson(once)).toBe(once)
  })

  test('comes out as far as it goes when it is cut short or no JSON', () => {
    expect(formatJson('{"a":[{"b":"cut')).toBe('{\n  "a": [\n    {\n      "b": "cut')
    expect(formatJson('not json')).toContain('not')
    expect(formatJson('}}]]')).toContain('}')
  })

  test('shows lines of JSON each by itself', () => {
    expect(formatJson('{"a":1}\n{"a":2}')).toBe('{\n  "a": 1\n}\n{\n  "a": 2\n}')
  })

  test('leaves variables whole', () => {
    expect(formatJson('{"a":{{id}},"b":"{{name}}"}')).toBe('{\n  "a": {{id}},\n  "b": "{{name}}"\n}')
  })

  test('takes a large body in a moment', () => {
    const text = JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id, name: `order ${id}`, tags: ['a'] })))
    const startedAt = performance.now()
    formatJson(text)
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })
})

describe('the first place where text stops being JSON', () => {
  test('is none in an empty text, in JSON, and where variables stand for values', () => {
    expect(['', '  ', '{"a":1}', '{"a":{{n}},"b":"x {{y}}"}'].map(jsonProblem)).toEqual([null, null, null, null])
  })

  test('is named by line and place', () => {
    expect(jsonProblem('{\n  "a": 1,\n  oops\n}')).toMatchObject({ line: 3, from: 14 })
  })

  test('is the end when the text just ends', () => {
    expect(jsonProblem('{"a":')).toMatchObject({ line: 1, from: 5 })
  })
})
