import { describe, expect, test } from 'vitest'
import { memberJson, membersOf, withMember } from '../../../../../renderer/features/tokens/desk/json-member.ts'

describe('the members of a JSON text', () => {
  test('are those of the outermost object, repeated ones too', () => {
    const text = '{ "a" : {"b": [1, {"c": 2}]}, "d":"x,}\\"", "a": -1.5e3 }'
    expect(membersOf(text)?.map(({ name, from, to }) => [name, text.slice(from, to)])).toEqual([
      ['a', '{"b": [1, {"c": 2}]}'],
      ['d', '"x,}\\""'],
      ['a', '-1.5e3'],
    ])
  })

  test.each(['', '[1]', '"a"', 'null', '{', '{"a":}', '{"a":1,}', '{{a}}'])('are not told of %s', (text) => {
    expect(membersOf(text)).toBeNull()
    expect(withMember(text, 'a', '1')).toBeNull()
  })

  test('are none of an empty object', () => expect(membersOf(' { } ')).toEqual([]))

  test('of one name are read by the last of them', () => {
    expect(memberJson('{"exp":1,"exp":2}', 'exp')).toBe('2')
    expect(memberJson('{"exp":1}', 'nbf')).toBeNull()
    expect(memberJson('{"e\\u0078p":1}', 'exp')).toBe('1')
  })
})

describe('a member that is changed', () => {
  test('leaves every other character as it was', () => {
    const text = '{\n  "big": 12345678901234567890,\n  "exp": 1, "twice": 1, "twice": 2 }'
    expect(withMember(text, 'exp', '99')).toBe(text.replace('"exp": 1', '"exp": 99'))
  })

  test('is added behind the last one, or alone', () => {
    expect(withMember('{"a":1}', 'b', '2')).toBe('{"a":1,\n  "b": 2}')
    expect(withMember('{}', 'b', '2')).toBe('{\n  "b": 2\n}')
  })
})
