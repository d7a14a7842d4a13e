import { describe, expect, test } from 'vitest'
import {
  followJsonPath,
  kindInWords,
  parseJsonPath,
  writeJsonPath,
} from '../../../../electron/domain/sign-in/json-path.ts'

describe('a path to one value (RFC 9535 §2.3.5.1)', () => {
  test.each([
    ['$', []],
    ['$.access_token', ['access_token']],
    ['$.data.token', ['data', 'token']],
    ["$['access token']", ['access token']],
    ['$["a.b"].c', ['a.b', 'c']],
    ['$.tokens[0].value', ['tokens', 0, 'value']],
    ['$[-1]', [-1]],
    ["$['it\\'s']", ["it's"]],
    ['$["a\\"b"]', ['a"b']],
    [`$['a"b']`, ['a"b']],
    [`$['a\\\\"b']`, ['a\\"b']],
    ['$["\\u00e9"]', ['é']],
    ['$.ключ', ['ключ']],
    ['$ .a [0]', ['a', 0]],
    ['$[ "a" ]', ['a']],
    ['  $.a  ', ['a']],
    ['$.access-token', ['access-token']],
    ["$['']", ['']],
  ])('%s', (text, path) => expect(parseJsonPath(text)).toEqual({ path }))

  test.each([
    ...['', 'token', '.token', '$token', '$.', '$..token', '$.*', '$[*]', '$[0:1]', '$[?@.a]', "$['a','b']", '$[01]'],
    ...['$[-0]', '$[1.5]', "$['a", '$["a\']', '$.a b', '$[a]', "$['\\x']", '$.1a', '$[99999999999999999]'],
  ])('%j is none', (text) => expect(parseJsonPath(text)).toHaveProperty('fault'))

  test.each(['$.a.b[0]', "$['a b'][-1]", "$['it\\'s']"])('%s is written as it was read', (text) => {
    const read = parseJsonPath(text)
    expect('path' in read && writeJsonPath(read.path)).toBe(text)
  })
})

describe('a path in an answer', () => {
  const answer = JSON.parse('{"data":{"tokens":[{"t":"a"},{"t":"b"}],"user":{"id":7}},"__proto__":{"x":"own"}}')
  const follow = (text: string) => {
    const read = parseJsonPath(text)
    if ('fault' in read) throw new Error(read.fault)
    return followJsonPath(answer, read.path)
  }

  test.each([
    ['$.data.tokens[1].t', 'b'],
    ['$.data.tokens[-2].t', 'a'],
    ['$.data.user.id', 7],
    ["$['__proto__'].x", 'own'],
  ])('%s leads to its value', (text, value) => expect(follow(text)).toEqual({ found: true, value }))

  test.each([
    ['$.token', '$', 'an object with data, __proto__'],
    ['$.data.token', '$.data', 'an object with tokens, user'],
    ['$.data.tokens[2]', '$.data.tokens', 'a list of 2'],
    ['$.data.tokens.t', '$.data.tokens', 'a list of 2'],
    ['$.data.user.id.x', '$.data.user.id', 'a number'],
    ['$.data.tokens[0].t[0]', '$.data.tokens[0].t', 'a text'],
    ['$.data.constructor', '$.data', 'an object with tokens, user'],
    ['$.data.tokens.length', '$.data.tokens', 'a list of 2'],
  ])('%s says how far it led, and what stood there', (text, reached, saw) => {
    expect(follow(text)).toEqual({ found: false, reached, saw })
  })

  test('what stood there is told in names and kinds, never in values', () => {
    const said = [null, true, 'canary', { canaryless: 'canary' }, ['canary'], {}, [], ''].map(kindInWords)
    expect(said).toEqual([
      ...['null', 'true or false', 'a text', 'an object with canaryless', 'a list of 1'],
      ...['an empty object', 'an empty list', 'an empty text'],
    ])
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`${'n'.repeat(100)}${n}`, n]))
    expect(kindInWords(many).length).toBeLessThan(600)
  })
})
