import { symlink } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { channels } from '../../../../electron/contract/channels.ts'
import type { CollectionItem } from '../../../../electron/contract/collections.ts'
import { aRequestFile, at, aWorkspace, removeWorkspaces } from '../../../support/temporary-workspace.ts'

afterEach(removeWorkspaces)

const outline = (items: readonly CollectionItem[]): unknown[] =>
  items.map((item) => (item.kind === 'folder' ? [item.name, ...outline(item.items)] : item.name))

const messageOf = (items: readonly CollectionItem[], name: string) => {
  const item = items.find((each) => each.name === name)
  return item?.kind === 'unreadable' ? item.message : item?.kind
}

describe('a folder that is opened as a workspace', () => {
  test('is an empty collection by its own name, and nothing is written into it', async () => {
    const { collections, root } = await aWorkspace()
    expect(await collections.tree()).toEqual({ name: 'My API', folder: root, isPlayground: false, items: [] })
    expect((await collections.readEnvironment()).environment).toEqual({ name: 'default', variables: [] })
    expect(readdirSync(root)).toEqual([])
  })

  test('becomes a collection with the first request that is saved in it', async () => {
    const { collections, read } = await aWorkspace()
    const { draft } = await sampleOf(collections)
    expect(draft.url).toBe('https://api.example.test')
    expect(await read('opencollection.yml')).toBe('opencollection: 1.0.0\n\ninfo:\n  name: My API\n\nbundled: false\n')
  })

  test('is not turned into a mixture when it holds a collection in the older .bru format', async () => {
    const { collections } = await aWorkspace({ 'bruno.json': '{}', 'Get it.bru': 'meta {}' })
    expect(messageOf((await collections.tree()).items, 'Get it.bru')).toContain('.bru')
    await expect(sampleOf(collections)).rejects.toMatchObject({ code: 'collection.file_unreadable' })
  })

  const sampleOf = async (collections: Awaited<ReturnType<typeof aWorkspace>>['collections']) => {
    const { emptyDraft } = await import('../../../../electron/contract/requests.ts')
    const draft = { ...emptyDraft, url: 'https://api.example.test' }
    return collections.saveRequest({ to: 'new', folder: at(''), name: 'First', draft })
  }
})

describe('the tree', () => {
  test('stands in the order of the numbers in the files, folders first, unnumbered ones by name', async () => {
    const { collections } = await aWorkspace({
      'opencollection.yml': 'opencollection: 1.0.0\ninfo:\n  name: Shop\n',
      'z.yml': aRequestFile('Zebra', 1),
      'b.yml': aRequestFile('item 10'),
      'a.yml': aRequestFile('item 9'),
      'm.yml': aRequestFile('Middle', 2),
      'Orders/folder.yml': 'info:\n  name: All orders\n  type: folder\n  seq: 2\n',
      'Orders/List.yml': aRequestFile('List', 1),
      'Users/folder.yml': 'info:\n  name: Users\n  type: folder\n  seq: 1\n',
      'Bare/Inside.yml': aRequestFile('Inside', 1),
      'environments/local.yml': 'name: local\n',
    })
    const tree = await collections.tree()
    expect(channels['collections.tree'].response.parse(tree)).toEqual(tree)
    expect([tree.name, ...outline(tree.items)]).toEqual([
      'Shop',
      ['Users'],
      ['All orders', 'List'],
      ['Bare', 'Inside'],
      ...['Zebra', 'Middle', 'item 9', 'item 10'],
    ])
  })

  test('shows what it can’t open with the reason, and the line where there is one', async () => {
    const { collections, root } = await aWorkspace({
      'graph.yml': 'info:\n  name: Graph\n  type: graphql\ngraphql:\n  url: https://x.test\n',
      'socket.yml': 'info:\n  name: Socket\n  type: websocket\n',
      'script.yml': 'type: script\nscript: |\n  x()\n',
      'upload.yml': aRequestFile('Upload', 1, '  body:\n    type: multipart-form\n    data: []\n'),
      'many.yml': aRequestFile('Many', 1, '  body:\n    - title: a\n      body: {type: json, data: "1"}\n'),
      'broken.yml': 'info:\n  name: Broken\n  type: http\nhttp:\n  method: "GET\n',
      'merge.yml': `<<<<<<< HEAD\n${aRequestFile('Ours')}=======\n${aRequestFile('Theirs')}>>>>>>> theirs\n`,
      'indent.yml': 'info:\n  name: x\n  type: http\nhttp:\n  method: GET\n    url: y\n',
      'twice.yml': 'info:\n  name: x\n  type: http\nhttp:\n  method: GET\n  method: PUT\n',
      'compose.yml': 'services:\n  db:\n    image: postgres\n',
      'odd.yml': 'info:\n  name: Odd\n  type: http\nhttp:\n  method: "GET IT"\n',
    })
    await symlink('/etc/hostname', path.join(root, 'link.yml'))
    await symlink('..', path.join(root, 'up'))
    const { items } = await collections.tree()
    expect(items.filter(({ kind }) => kind !== 'unreadable')).toEqual([])
    expect(messageOf(items, 'Graph')).toContain('graphql')
    expect(messageOf(items, 'Socket')).toContain('websocket')
    expect(messageOf(items, 'script')).toContain('script')
    expect(messageOf(items, 'Upload')).toContain('multipart-form')
    expect(messageOf(items, 'Many')).toContain('several variants')
    expect(messageOf(items, 'broken')).toMatch(/^Line [56]: /)
    expect(messageOf(items, 'merge')).toMatch(/^Line \d+: /)
    expect(messageOf(items, 'indent')).toMatch(/^Line [56]: /)
    expect(messageOf(items, 'twice')).toMatch(/^Line 6: .*unique/)
    expect(messageOf(items, 'compose')).toContain('no request')
    expect(messageOf(items, 'Odd')).toContain('no HTTP method')
    expect(messageOf(items, 'link.yml')).toContain('link')
    expect(messageOf(items, 'up')).toContain('link')
  })

  test('leaves out what is hidden, what has a job of its own, and folders of other programs', async () => {
    const { collections } = await aWorkspace({
      '.git/config.yml': aRequestFile('Secret'),
      '.hidden.yml': aRequestFile('Hidden'),
      'node_modules/a/b.yml': aRequestFile('Module'),
      'src/deep/main.ts': 'x',
      'environments/local.yml': 'name: local\n',
      'README.md': '# Hi',
    })
    expect((await collections.tree()).items).toEqual([])
    for (const place of ['.git/config.yml', '.hidden.yml', 'environments/local.yml', 'node_modules/a/b.yml']) {
      await expect(collections.readRequest(at(place))).rejects.toMatchObject({ code: 'collection.not_found' })
      await expect(collections.remove(at(place))).rejects.toMatchObject({ code: 'collection.not_found' })
    }
  })

  test('tells of a broken opencollection.yml and shows the rest', async () => {
    const { collections } = await aWorkspace({ 'opencollection.yml': 'info: "', 'a.yml': aRequestFile('A', 1) })
    const { name, items } = await collections.tree()
    expect(name).toBe('My API')
    expect(items).toMatchObject([{ name: 'A' }, { kind: 'unreadable', path: 'opencollection.yml' }])
  })

  test('of 2,000 requests takes about as long as parsing them alone would, files included', async () => {
    const files: Record<string, string> = {}
    const notes = `\ndocs: |-\n${'  A line of notes about what this request is for.\n'.repeat(20)}`
    for (let index = 0; index < 2000; index += 1) {
      files[`Folder ${index % 40}/Request ${index}.yml`] = aRequestFile(`Request ${index}`, index + 1, notes)
    }
    const { collections } = await aWorkspace(files)
    const { parseYaml } = await import('../../../../electron/domain/collections/yaml-file.ts')
    const parsingStarted = performance.now()
    for (const text of Object.values(files)) parseYaml(text, at('x.yml'))
    const parsingMs = performance.now() - parsingStarted
    const started = performance.now()
    const { items } = await collections.tree()
    const tookMs = performance.now() - started
    console.log(`tree of 2,000 requests: ${Math.round(tookMs)} ms, parser alone ${Math.round(parsingMs)} ms`)
    expect(items).toHaveLength(40)
    expect(items.every((item) => item.kind === 'folder' && item.items.length === 50)).toBe(true)
    expect(tookMs).toBeLessThan(parsingMs * 3)
  }, 60_000)
})
