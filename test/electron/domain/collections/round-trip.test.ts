import { afterEach, describe, expect, test } from 'vitest'
import type { RequestDraft } from '../../../../electron/contract/requests.ts'
import { aRequestFile, at, aWorkspace, removeWorkspaces } from '../../../support/temporary-workspace.ts'

afterEach(removeWorkspaces)

const fromBruno = `# Owned by the orders team
info:
  name: Search orders
  type: http
  seq: 3
  tags:
    - smoke # nightly
  x-owner: 12345678901234567890

http:
  method: get
  url: "{{baseUrl}}/orders/:id?limit=10&tag=a"
  headers:
    # Needed by the gateway
    - name: X-Trace
      value: "1"
      description: Shows up in the logs
    - name: Accept
      value: application/json
      disabled: true
  params:
    - name: id
      value: "7"
      type: path
    - name: limit
      value: "10"
      type: query
    - name: tag
      value: a
      type: query
  body:
    type: xml
    data: <order/>
  auth:
    type: bearer
    token: "{{ token.alice }}"

runtime:
  scripts:
    - type: tests
      code: |-
        test("it", () => {})
  assertions:
    - expression: res.status
      operator: eq
      value: "200"

settings:
  encodeUrl: false # our server wants it raw
  timeout: 0
  followRedirects: true
  maxRedirects: 5

examples:
  - name: One
    response:
      status: 1.10
docs: Finds orders.
`

async function opened(text: string) {
  const workspace = await aWorkspace({ 'request.yml': text })
  const path = at('request.yml')
  const { draft } = await workspace.collections.readRequest(path)
  const save = (change: Partial<RequestDraft>) =>
    workspace.collections.saveRequest({ to: 'existing', path, draft: { ...draft, ...change } })
  return { ...workspace, path, draft, save }
}

describe('a request file of another program', () => {
  test('reads as a draft, with what no draft can hold left out', async () => {
    const { draft } = await opened(fromBruno)
    expect(draft).toEqual({
      method: 'GET',
      url: '{{baseUrl}}/orders/:id?limit=10&tag=a',
      headers: [
        { name: 'X-Trace', value: '1', enabled: true },
        { name: 'Accept', value: 'application/json', enabled: false },
      ],
      params: [
        { name: 'limit', value: '10', enabled: true },
        { name: 'tag', value: 'a', enabled: true },
      ],
      body: { kind: 'text', text: '<order/>' },
      sendAs: { as: 'profile', name: 'alice' },
      settings: { followRedirects: true, timeoutMs: 60_000 },
      notes: 'Finds orders.',
    })
  })

  test('saved without a change is the same to the last byte', async () => {
    const { save, read } = await opened(fromBruno)
    await save({})
    expect(await read('request.yml')).toBe(fromBruno)
  })

  test.each<[string, Partial<RequestDraft>, (text: string) => string]>([
    ['the method', { method: 'DELETE' }, (text) => text.replace('method: get', 'method: DELETE')],
    ['the address', { url: 'https://x.test/' }, (text) => text.replace(/url: .*/, 'url: "https://x.test/"')],
    ['the body, which stays XML', { body: { kind: 'text', text: '<a/>' } }, (text) => text.replace('<order/>', '<a/>')],
    [
      'the profile',
      { sendAs: { as: 'profile', name: 'bob' } },
      (text) => text.replace('{{ token.alice }}', '{{token.bob}}'),
    ],
    ['the notes', { notes: 'Found.' }, (text) => text.replace('Finds orders.', 'Found.')],
    [
      'who it inherits from',
      { sendAs: { as: 'inherit' } },
      (text) => text.replace(/auth:\n.*\n.*\n/, 'auth: inherit\n'),
    ],
    ['that nobody sends it', { sendAs: { as: 'nobody' } }, (text) => text.replace(/ {2}auth:\n.*\n.*\n/, '')],
    [
      'the time-out',
      { settings: { followRedirects: true, timeoutMs: 5000 } },
      (text) => text.replace('timeout: 0', 'timeout: 5000'),
    ],
    [
      'redirects',
      { settings: { followRedirects: false, timeoutMs: 60_000 } },
      (text) => text.replace('followRedirects: true', 'followRedirects: false'),
    ],
    [
      'a header’s value, beside its description',
      {
        headers: [
          { name: 'X-Trace', value: '2', enabled: true },
          { name: 'Accept', value: 'application/json', enabled: false },
        ],
      },
      (text) => text.replace('value: "1"', 'value: "2"'),
    ],
    [
      'a header’s name, in its place',
      {
        headers: [
          { name: 'X-Trace', value: '1', enabled: true },
          { name: 'Accept-Language', value: 'application/json', enabled: false },
        ],
      },
      (text) => text.replace('name: Accept\n', 'name: Accept-Language\n'),
    ],
    [
      'a header that is switched on',
      {
        headers: [
          { name: 'X-Trace', value: '1', enabled: true },
          { name: 'Accept', value: 'application/json', enabled: true },
        ],
      },
      (text) => text.replace('      disabled: true\n', ''),
    ],
    [
      'a parameter, beside the path parameter',
      { params: [{ name: 'tag', value: 'a', enabled: false }] },
      (text) =>
        text
          .replace('    - name: limit\n      value: "10"\n      type: query\n', '')
          .replace('      value: a\n      type: query\n', '      value: a\n      type: query\n      disabled: true\n'),
    ],
  ])('loses nothing when a person changes %s', async (_what, change, expected) => {
    const { save, read } = await opened(fromBruno)
    const saved = await save(change)
    expect(saved.draft).toMatchObject(change)
    expect(await read('request.yml')).toBe(expected(fromBruno))
  })

  test('keeps its Windows line ends, its byte order mark and its way of indenting', async () => {
    const lines = ['info:', '  name: Flat', '  type: http', 'http:', '  method: GET', '  url: https://x.test']
    const list = ['  headers:', '  - name: A', '    value: b', 'docs: |', '  One', '  Two', '']
    const text = `\uFEFF${[...lines, ...list].join('\r\n')}`
    const { save, read } = await opened(text)
    await save({ method: 'PUT' })
    expect(await read('request.yml')).toBe(text.replace('method: GET', 'method: PUT'))
  })

  test('keeps an indentation of four', async () => {
    const text = aRequestFile('Wide', 1).replace(/^( +)/gm, '$1$1')
    const { save, read } = await opened(text)
    await save({ method: 'PUT' })
    expect(await read('request.yml')).toBe(text.replace('method: GET', 'method: PUT'))
  })

  test('is refused a change when it shares values by anchors, and can still be read', async () => {
    const text = 'info: {name: A, type: http}\nhttp:\n  method: GET\n  url: &u https://x.test\nx-copy: *u\n'
    const { draft, save, read } = await opened(text)
    expect(draft.url).toBe('https://x.test')
    await expect(save({ url: 'https://y.test' })).rejects.toMatchObject({
      code: 'collection.file_unreadable',
      details: { message: expect.stringContaining('anchors') },
    })
    expect(await read('request.yml')).toBe(text)
  })

  test('is sent as nobody when its authentication is no profile, and keeps it untouched', async () => {
    const text = aRequestFile('Basic', 1).replace('auth: inherit', 'auth:\n    type: basic\n    username: u')
    const { draft, save, read } = await opened(text)
    expect(draft.sendAs).toEqual({ as: 'nobody' })
    await save({ method: 'PUT' })
    expect(await read('request.yml')).toBe(text.replace('GET', 'PUT'))
  })
})
