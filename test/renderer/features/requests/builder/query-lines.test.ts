import { describe, expect, test } from 'vitest'
import {
  linesAfterUrl,
  queryLines,
  urlAfterLines,
} from '../../../../../renderer/features/requests/builder/query-lines.ts'

const line = (name: string, value: string, enabled = true) => ({ name, value, enabled })

describe('the lines of a typed address', () => {
  test.each([
    ['https://a.test/x', []],
    ['https://a.test/x?', []],
    ['https://a.test/x?a=1&b=2', [line('a', '1'), line('b', '2')]],
    ['https://a.test/x?a=1&a=2', [line('a', '1'), line('a', '2')]],
    ['https://a.test/x?flag&b=', [line('flag', ''), line('b', '')]],
    ['https://a.test/x?q=two%20words&r=a+b', [line('q', 'two words'), line('r', 'a b')]],
    ['https://a.test/x?e=a=b', [line('e', 'a=b')]],
    ['https://a.test/x?half=100%', [line('half', '100%')]],
    ['https://a.test/x#part?not=query', []],
    ['{{base?x}}/y?z={{a#b}}', [line('z', '{{a#b}}')]],
  ])('of %s are its query', (url, lines) => {
    expect(queryLines(url)).toEqual(lines)
  })

  test('keep the ones that are switched off where they stood', () => {
    const before = [line('a', '1'), line('off', 'x', false), line('b', '2')]
    expect(linesAfterUrl('https://a.test/?a=9&b=2&c=3', before)).toEqual([
      line('a', '9'),
      line('off', 'x', false),
      line('b', '2'),
      line('c', '3'),
    ])
  })

  test('lose what was taken out of the address', () => {
    expect(linesAfterUrl('https://a.test/', [line('a', '1'), line('off', 'x', false)])).toEqual([
      line('off', 'x', false),
    ])
  })
})

describe('the address after the table was edited', () => {
  test('escapes what would end a line, and leaves variables', () => {
    expect(urlAfterLines('https://a.test/x', [line('q', 'a&b=c #d+{{var}}')])).toBe(
      'https://a.test/x?q=a%26b=c%20%23d%2B{{var}}',
    )
  })

  test('keeps the very characters of lines that were not touched', () => {
    const url = 'https://a.test/x?q=a+b&flag&n=%7Eme#top'
    const lines = queryLines(url)
    expect(urlAfterLines(url, [...lines, line('new', '1')])).toBe('https://a.test/x?q=a+b&flag&n=%7Eme&new=1#top')
  })

  test('leaves out lines that are switched off or empty, and the mark with the last one', () => {
    expect(urlAfterLines('https://a.test/x?a=1#f', [line('a', '1', false), line('', '')])).toBe('https://a.test/x#f')
  })

  test('reads back as the lines that were written', () => {
    const lines = [line('a b', 'ü&%'), line('c=d', '50%'), line('e', '')]
    expect(queryLines(urlAfterLines('https://a.test', lines))).toEqual(lines)
  })
})
