import { describe, expect, test } from 'vitest'
import { fillJsonTemplate } from '../../../../electron/domain/json/fill-json-template.ts'
import { createTemplateFiller } from '../../../../electron/domain/requests/template-filler.ts'

function fill(template: string, values: Record<string, string>): string {
  const filler = createTemplateFiller(new Map(Object.entries(values)))
  return fillJsonTemplate(template, (piece, write) => filler.fill(piece, write))
}

const nasty = ['p"w', 'back\\slash', 'line\nbreak', '","admin":true,"x":"', '{{other}}', '\u2028', "it's", '\\"', '"']

describe('a value in a JSON template', () => {
  test.each(nasty)('stays one string within quotes: %j', (value) => {
    expect(JSON.parse(fill('{"a": "<{{v}}>", "b": "{{v}}"}', { v: value }))).toEqual({ a: `<${value}>`, b: value })
  })

  test.each(nasty)('stays one value without quotes: %j', (value) => {
    expect(JSON.parse(fill('{"a": {{v}}, "b": 1}', { v: value }))).toEqual({ a: value, b: 1 })
  })

  test.each([
    ['12', 12],
    ['["a","b"]', ['a', 'b']],
    ['{"x":1}', { x: 1 }],
    ['true', true],
    ['null', null],
    ['"quoted"', 'quoted'],
  ])('that is JSON stands as it is without quotes: %s', (value, read) => {
    expect(JSON.parse(fill('{"a": {{v}}}', { v: value }))).toEqual({ a: read })
  })

  test('may be part of a name', () => {
    expect(fill('{"{{n}}": 1}', { n: 'a"b' })).toBe('{"a\\"b": 1}')
  })

  test('of a template that is damaged changes nothing else of it', () => {
    expect(fill('{"a": "x{{v}}', { v: '"' })).toBe('{"a": "x\\"')
  })
})

test('the text is sent as typed, not parsed and printed again', () => {
  expect(fill('{ "n": 1.0,\n\t"big": 12345678901234567890 }', {})).toBe('{ "n": 1.0,\n\t"big": 12345678901234567890 }')
})
