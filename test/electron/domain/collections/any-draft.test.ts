import { afterEach, describe, expect, test } from 'vitest'
import { channels } from '../../../../electron/contract/channels.ts'
import { emptyDraft, type Field, type RequestDraft } from '../../../../electron/contract/requests.ts'
import { readRequestFile } from '../../../../electron/domain/collections/request-file.ts'
import { newRequestText } from '../../../../electron/domain/collections/write-request-file.ts'
import { parseYaml } from '../../../../electron/domain/collections/yaml-file.ts'
import { pick, seededRandom } from '../../../support/seeded-random.ts'
import { at, aWorkspace, removeWorkspaces } from '../../../support/temporary-workspace.ts'

afterEach(removeWorkspaces)

describe('any draft at all', () => {
  const scraps = [
    'a',
    'é',
    '😀',
    ' ',
    '\n',
    '\t',
    '"',
    "'",
    '{{x}}',
    ': ',
    ' #',
    '- ',
    '|',
    '\r\n',
    '\u0001',
    '\u2028',
    '\uFEFF',
    '\u0085',
    '\\',
    '%',
    '&',
    '*',
    '!',
    '012',
    '1e3',
    'null',
    'true',
    '---',
    '...',
    '<<',
  ]
  const random = seededRandom(7)
  const text = () => Array.from({ length: Math.floor(random() * 7) }, () => pick(random, scraps)).join('')
  const fields = (): Field[] =>
    Array.from({ length: Math.floor(random() * 4) }, () => ({ name: text(), value: text(), enabled: random() < 0.6 }))
  const bodies = (): RequestDraft['body'] =>
    pick<RequestDraft['body']>(random, [
      { kind: 'none' },
      { kind: 'json', text: text() },
      { kind: 'text', text: text() },
      { kind: 'form', fields: fields() },
    ])
  const draft = (): RequestDraft => ({
    method: pick(random, ['GET', 'POST', 'PROPFIND', 'x-odd']),
    url: text(),
    headers: fields(),
    params: fields(),
    body: bodies(),
    sendAs: pick<RequestDraft['sendAs']>(random, [
      { as: 'nobody' },
      { as: 'inherit' },
      { as: 'profile', name: 'alice' },
      { as: 'profile', name: 'A "B" }} c: #é' },
    ]),
    settings: { followRedirects: random() < 0.5, timeoutMs: 100 + Math.floor(random() * 599_900) },
    notes: text(),
  })

  test('is read back from a new file as it was, 500 times', () => {
    for (let round = 0; round < 500; round += 1) {
      const wanted = draft()
      const name = `n${text().replace(/[\p{C}\p{Z}]/gu, '')}`
      const file = newRequestText(at('x.yml'), name, round + 1, wanted)
      expect(readRequestFile(parseYaml(file, at('x.yml')))).toEqual({ name, draft: wanted })
    }
  }, 60_000)

  test('is read back from the file of another draft, 200 times', async () => {
    const { collections, put } = await aWorkspace()
    const path = at('x.yml')
    for (let round = 0; round < 200; round += 1) {
      await put('x.yml', newRequestText(path, 'x', 1, draft()))
      const wanted = draft()
      const saved = await collections.saveRequest({ to: 'existing', path, draft: wanted })
      expect(channels['collections.saveRequest'].response.parse(saved)).toEqual(saved)
      expect(saved.draft).toEqual(wanted)
    }
  }, 60_000)

  test('is a number, a boolean or a date to no other reader of YAML', async () => {
    const { parse } = await import('yaml')
    for (const value of [
      '10',
      '1e3',
      '0x1F',
      '1_000',
      'true',
      'no',
      'null',
      '~',
      '',
      '2020-01-01',
      '.5',
      '-.inf',
      '=',
    ]) {
      const file = newRequestText(at('x.yml'), value || 'x', 1, {
        ...emptyDraft,
        url: value,
        notes: value,
        headers: [{ name: 'a', value, enabled: true }],
      })
      for (const version of ['1.1', '1.2'] as const) {
        expect(parse(file, { version })).toMatchObject({ http: { url: value, headers: [{ name: 'a', value }] } })
      }
    }
  })
})
