import { afterEach, describe, expect, test } from 'vitest'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { readRequestFile } from '../../../../electron/domain/collections/request-file.ts'
import { parseYaml } from '../../../../electron/domain/collections/yaml-file.ts'
import { pick, seededRandom } from '../../../support/seeded-random.ts'
import { aRequestFile, at, aWorkspace, removeWorkspaces } from '../../../support/temporary-workspace.ts'

afterEach(removeWorkspaces)

const request = aRequestFile('Normal', 1)
const billionLaughs = `${request}a: &a [lol, lol]\n${'bcdefghij'
  .split('')
  .map((name, index) => `${name}: &${name} [${`*${'abcdefghij'[index]}, `.repeat(15)}]`)
  .join('\n')}\n`

describe('a hostile YAML file', () => {
  test.each<[string, string, RegExp]>([
    ['a billion laughs', billionLaughs, /aliases/],
    ['101 aliases', `${request}a: &a x\nb:\n${'  - *a\n'.repeat(101)}`, /101 aliases/],
    ['an alias of nothing', `${request}a: *missing\n`, /alias/i],
    ['a tag that makes code', `${request}a: !!js/function "x"\n`, /tag/i],
    ['a tag of another program', `${request}a: !Exec x\n`, /tag/i],
    ['thousands of open brackets', `${request}a: ${'['.repeat(7000)}`, /./],
    ['several documents', `${request}---\n${request}`, /document/i],
    ['no mapping', '- a\n- b\n', /mapping/],
    ['nothing', '', /no request/],
    ['a directive of another version', `%YAML 3.0\n---\n${request}`, /version/i],
  ])('with %s is told as unreadable', async (_what, text, message) => {
    const { collections, read } = await aWorkspace({ 'x.yml': text })
    const [item] = (await collections.tree()).items
    expect(item).toMatchObject({ kind: 'unreadable', message: expect.stringMatching(message) })
    await expect(collections.readRequest(at('x.yml'))).rejects.toMatchObject({ code: 'collection.file_unreadable' })
    expect(await read('x.yml')).toBe(text)
  })

  test('over 5 MB is not even read', async () => {
    const { collections } = await aWorkspace({ 'x.yml': `# ${'x'.repeat(5 * 1024 * 1024)}\n${request}` })
    expect((await collections.tree()).items).toMatchObject([
      { kind: 'unreadable', message: expect.stringMatching(/too large/) },
    ])
    await expect(collections.readRequest(at('x.yml'))).rejects.toMatchObject({
      code: 'collection.file_unreadable',
      details: { message: 'The file is larger than 5 MB' },
    })
  })

  test('that is no UTF-8 is told as such and not rewritten with question marks', async () => {
    const { collections, put } = await aWorkspace()
    await put('x.yml', Buffer.concat([Buffer.from(`${request}docs: caf`), Buffer.from([0xe9, 0x0a])]))
    expect((await collections.tree()).items).toMatchObject([
      { kind: 'unreadable', message: expect.stringMatching(/UTF-8/) },
    ])
  })

  test('with __proto__ and constructor as keys changes nothing but itself', async () => {
    const text = `${request}__proto__:\n  polluted: yes\nconstructor:\n  prototype:\n    polluted: yes\n`
    const { collections, read } = await aWorkspace({ 'x.yml': text })
    const { draft } = await collections.readRequest(at('x.yml'))
    await collections.saveRequest({ to: 'existing', path: at('x.yml'), draft: { ...draft, method: 'PUT' } })
    expect(await read('x.yml')).toBe(text.replace('GET', 'PUT'))
    expect(Object.keys(Object.prototype)).toEqual([])
    expect('polluted' in {}).toBe(false)
  })

  test('made from 3,000 mutations is read or refused, and nothing else', () => {
    const random = seededRandom(99)
    const scraps = [
      '&a',
      '*a',
      '!!',
      '{',
      '}',
      '[',
      ']',
      ':',
      '\n',
      '\t',
      '- ',
      '? ',
      '|',
      '"',
      "'",
      '\0',
      '%',
      '---',
      '#',
      '<<: ',
      '\uFFFE',
    ]
    let read = 0
    for (let round = 0; round < 3000; round += 1) {
      let text = request
      for (let changes = 0; changes <= round % 4; changes += 1) {
        const place = Math.floor(random() * text.length)
        text = text.slice(0, place) + pick(random, scraps) + text.slice(place + Math.floor(random() * 4))
      }
      try {
        readRequestFile(parseYaml(text, at('x.yml')))
        read += 1
      } catch (failure) {
        if (!(failure instanceof ClaimcheckError)) throw new Error(JSON.stringify(text), { cause: failure })
      }
    }
    expect(read).toBeGreaterThan(100)
  }, 60_000)
})
