import { describe, expect, test } from 'vitest'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { glanceAtItem } from '../../../../electron/domain/collections/glance-at-item.ts'
import { parsedFacts } from '../../../../electron/domain/collections/parsed-facts.ts'
import { starterFiles } from '../../../../electron/domain/collections/starter.ts'
import { pick, seededRandom } from '../../../support/seeded-random.ts'
import { at } from '../../../support/temporary-workspace.ts'

const plainly = (text: string) => {
  try {
    return Object.fromEntries(parsedFacts(text, at('x.yml')))
  } catch (failure) {
    if (failure instanceof ClaimcheckError) return null
    throw failure
  }
}

const usual = [
  'info:\n  name: "List \\"all\\" orders"\n  type: http\n  seq: 1\n  tags:\n    - smoke\n    - slow\n\nhttp:\n  method: GET\n  url: "{{baseUrl}}/x"\n  headers:\n    - name: A\n      value: b: c\n      disabled: true\n    - name: B\n      value: ""\n  body:\n    type: json\n    data: |-\n      {\n        "http": {"method": "PUT"}\n      }\n  auth:\n    type: bearer\n    token: "{{token.alice}}"\n\nruntime:\n  scripts:\n  - type: tests\n    code: |\n      info:\n        name: no\n\nsettings:\n  encodeUrl: true # kept\n\ndocs: >-\n  Some\n  words\n',
  "info:\n  name: 'it''s'\n  type: folder\n  seq: 2.5\n",
  '# a comment\ninfo:\n    name: Four spaces\n    type: http\nhttp:\n    method: post\n    body:\n        - title: a\n',
  ...starterFiles().map(([, text]) => text),
]

describe('a glance at a file', () => {
  test.each(usual.map((text, index) => [index, text]))('says what the parser says of usual file %i', (_index, text) => {
    const glanced = glanceAtItem(text, true)
    if (text.includes('value: b: c')) expect(glanced).toBeNull()
    else expect(glanced === null ? null : Object.fromEntries(glanced)).toEqual(plainly(text))
  })

  test('leaves what it is not sure of to the parser', () => {
    for (const text of [
      '{info: {name: x}}',
      'info: &a\n  name: x\n',
      'info:\n  name: !!str x\n',
      'info:\n\tname: x\n',
      '---\ninfo:\n  name: x\n',
      'info:\n  name: |\n    x\n',
      'info:\n  name: two\n    lines\n',
    ]) {
      expect(glanceAtItem(text, true)).toBeNull()
    }
  })

  test('never contradicts the parser, over 4,000 damaged files', () => {
    const random = seededRandom(41)
    const scraps = [
      ' ',
      '\n',
      ':',
      '- ',
      '"',
      "'",
      '#',
      '|',
      '  ',
      '\t',
      '{',
      '&a ',
      '*a',
      '? ',
      'name: x\n',
      '\r\n',
      '%',
      '...',
      '<<: ',
    ]
    let sure = 0
    for (let round = 0; round < 4000; round += 1) {
      let text = pick(random, usual)
      for (let changes = 0; changes < 2; changes += 1) {
        const place = Math.floor(random() * text.length)
        text = text.slice(0, place) + pick(random, scraps) + text.slice(place + Math.floor(random() * 3))
      }
      const glanced = glanceAtItem(text, true)
      if (glanced === null) continue
      sure += 1
      expect([text, Object.fromEntries(glanced)]).toEqual([text, plainly(text)])
    }
    expect(sure).toBeGreaterThan(500)
  })

  test('of a cut text tells only what it has seen whole', () => {
    const text = usual[0]?.replace('b: c', 'bc') ?? ''
    for (let length = 0; length < text.length; length += 1) {
      const glanced = glanceAtItem(text.slice(0, length), false)
      if (glanced !== null) expect(glanced.get('http.method')).toBe('GET')
    }
  })
})
