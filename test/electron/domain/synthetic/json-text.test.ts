import { describe, expect, test } from 'vitest'
import {
  indentJson,
  readWritten,
  valueOf,
  withMember,
  withoutBlanks,
  withoutMember,
  writeObject,
} from '../../../../electron/domain/synthetic/json-text.ts'
import { seededRandom } from '../../../support/seeded-random.ts'

const written = '{"a":12345678901234567890,"a":1.50,"b":"x\\u0041\\"}, {","c":[],"d":{"e":[1,{"f":null}]}}'

describe('JSON as it was written', () => {
  test('keeps big numbers, spellings and repeated members when it is laid out', () => {
    const laidOut = indentJson(written)
    expect(laidOut.split('\n').slice(0, 3)).toEqual(['{', '  "a": 12345678901234567890,', '  "a": 1.50,'])
    expect(laidOut).toContain('"c": [],')
    expect(withoutBlanks(laidOut)).toBe(written)
  })

  test('is read member by member, and written again', () => {
    const members = readWritten(indentJson(written)) ?? []
    expect(members.map(({ name }) => name)).toEqual(['a', 'a', 'b', 'c', 'd'])
    expect(members[0]?.json).toBe('12345678901234567890')
    expect(writeObject(members)).toBe(written)
  })

  test('is changed in its place, and nowhere else', () => {
    const members = readWritten(written) ?? []
    expect(writeObject(withMember(members, 'a', '2'))).toBe(written.replace('12345678901234567890,"a":1.50', '2'))
    expect(writeObject(withMember(members, 'new', '[]'))).toBe(`${written.slice(0, -1)},"new":[]}`)
    expect(writeObject(withoutMember(members, 'a'))).toBe(`{${written.slice(written.indexOf('"b"'))}`)
  })

  test('tells the last of two members, as most receivers do', () => {
    const members = readWritten(written) ?? []
    expect([valueOf(members, 'a'), valueOf(members, 'b'), valueOf(members, 'none')]).toEqual([
      1.5,
      'xA"}, {',
      undefined,
    ])
  })

  test.each(['[]', '"x"', '1', 'null'])('is no object: %s', (text) => {
    expect(readWritten(text)).toBeNull()
  })

  test.each(['{}', ' { } '])('may be empty: %j', (text) => {
    expect([readWritten(text), withoutBlanks(text), indentJson(text)]).toEqual([[], '{}', '{}'])
  })
})

test('2,000 objects of any shape say the same laid out, and read member by member', () => {
  const random = seededRandom(5)
  const value = (depth: number): unknown => {
    const kind = Math.floor(random() * (depth > 3 ? 4 : 6))
    if (kind === 0) return random() < 0.5 ? null : random() < 0.5
    if (kind === 1) return (random() - 0.5) * 1e6
    if (kind < 4) return ['', '"', '\\', '{,}:', 'é😀', '\n\t', 'a b'][Math.floor(random() * 7)]
    const inner = Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1))
    return kind === 4 ? inner : Object.fromEntries(inner.map((each, at) => [`${['', '"', '\\"'][at % 3]}${at}`, each]))
  }
  for (let turn = 0; turn < 2000; turn += 1) {
    const object = { x: value(0), 'y"': value(0) }
    const text = JSON.stringify(object)
    expect(JSON.parse(indentJson(text))).toEqual(object)
    expect(withoutBlanks(indentJson(text))).toBe(text)
    expect(writeObject(readWritten(indentJson(text)) ?? [])).toBe(text)
  }
})
