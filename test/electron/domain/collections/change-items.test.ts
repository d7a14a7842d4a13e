import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { CollectionItem } from '../../../../electron/contract/collections.ts'
import { emptyDraft } from '../../../../electron/contract/requests.ts'
import { aRequestFile, at, aWorkspace, removeWorkspaces } from '../../../support/temporary-workspace.ts'

afterEach(removeWorkspaces)

type Opened = Awaited<ReturnType<typeof aWorkspace>>
const names = (items: readonly CollectionItem[]): string[] => items.map(({ name }) => name)
const shown = async ({ collections }: Pick<Opened, 'collections'>, folder = '') => {
  const { items } = await collections.tree()
  const inside = items.find((item) => item.path === folder)
  return names(folder === '' ? items : inside?.kind === 'folder' ? inside.items : [])
}
const newRequest = ({ collections }: Pick<Opened, 'collections'>, name: string, folder = '') =>
  collections.saveRequest({ to: 'new', folder: at(folder), name, draft: emptyDraft })

const threeRequests = () =>
  aWorkspace({ 'a.yml': aRequestFile('A', 1), 'b.yml': aRequestFile('B', 2), 'c.yml': aRequestFile('C', 3) })

describe('a new request', () => {
  test('stands last, keeps its name whatever the file is called, and tells the window', async () => {
    const workspace = await threeRequests()
    const stored = await newRequest(workspace, 'GET /orders/{id}?')
    expect(stored).toMatchObject({ path: 'GET -orders-{id}-.yml', name: 'GET /orders/{id}?' })
    expect(await shown(workspace)).toEqual(['A', 'B', 'C', 'GET /orders/{id}?'])
    expect(workspace.changes).toHaveLength(1)
  })

  test('is refused the name of a neighbour, in any case', async () => {
    const workspace = await threeRequests()
    await expect(newRequest(workspace, 'a')).rejects.toMatchObject({
      code: 'collection.exists',
      details: { path: 'a.yml' },
    })
    expect(await shown(workspace)).toEqual(['A', 'B', 'C'])
  })

  test('takes a free file name where another name already has its file', async () => {
    const workspace = await aWorkspace()
    const paths = []
    for (const name of ['a/b', 'a:b', 'A|B']) paths.push((await newRequest(workspace, name)).path)
    expect(paths).toEqual(['a-b.yml', 'a-b 2.yml', 'A-B 3.yml'])
  })

  test('never becomes the folder’s own file', async () => {
    const workspace = await aWorkspace()
    await workspace.collections.createFolder(at(''), 'Orders')
    expect((await newRequest(workspace, 'folder', 'Orders')).path).toBe('Orders/_folder.yml')
    expect((await newRequest(workspace, 'opencollection')).path).toBe('_opencollection.yml')
    expect((await workspace.collections.createFolder(at(''), 'environments')).path).toBe('_environments')
  })

  test.each(['', ' ', '\u200b', 'a\nb', 'a\u0000b', '\u202e', 'a\ud800b'])('is refused the name %j', async (name) => {
    const workspace = await aWorkspace()
    await expect(newRequest(workspace, name)).rejects.toMatchObject({ code: 'collection.name_invalid' })
  })

  test('is refused a folder that is not there', async () => {
    await expect(newRequest(await aWorkspace(), 'A', 'Nowhere')).rejects.toMatchObject({ code: 'collection.not_found' })
  })

  test('is numbered once by each of 20 that are made at the same time', async () => {
    const workspace = await aWorkspace()
    await Promise.all(Array.from({ length: 20 }, (_, index) => newRequest(workspace, `R${index}`)))
    expect(await shown(workspace)).toEqual(Array.from({ length: 20 }, (_, index) => `R${index}`))
  })
})

describe('renaming', () => {
  test('changes name and file of a request, and nothing else in it', async () => {
    const workspace = await threeRequests()
    expect(await workspace.collections.rename(at('b.yml'), 'Beta: 2')).toEqual({ path: 'Beta- 2.yml' })
    expect(await workspace.read('Beta- 2.yml')).toBe(aRequestFile('"Beta: 2"', 2))
    expect(await shown(workspace)).toEqual(['A', 'Beta: 2', 'C'])
  })

  test('can change the case alone', async () => {
    const workspace = await threeRequests()
    expect(await workspace.collections.rename(at('b.yml'), 'b')).toEqual({ path: 'b.yml' })
    expect(await workspace.collections.rename(at('b.yml'), 'B')).toEqual({ path: 'B.yml' })
  })

  test('of a folder without a file of its own gives it one', async () => {
    const workspace = await aWorkspace({ 'Old/x.yml': aRequestFile('X', 1) })
    expect(await workspace.collections.rename(at('Old'), 'New?')).toEqual({ path: 'New-' })
    expect(await workspace.read('New-/folder.yml')).toContain('name: New?')
    expect(await shown(workspace, 'New-')).toEqual(['X'])
  })

  test('is refused where the name is taken, and for a file that can’t be read', async () => {
    const workspace = await threeRequests()
    await workspace.put('g.yml', 'info:\n  name: G\n  type: graphql\n')
    await expect(workspace.collections.rename(at('b.yml'), 'A')).rejects.toMatchObject({ code: 'collection.exists' })
    await expect(workspace.collections.rename(at('g.yml'), 'H')).rejects.toMatchObject({
      code: 'collection.file_unreadable',
    })
    expect(await workspace.read('g.yml')).toBe('info:\n  name: G\n  type: graphql\n')
  })
})

describe('moving', () => {
  const touched = async (workspace: Opened, move: () => Promise<unknown>) => {
    const before = new Map<string, number>()
    for (const file of await readdir(workspace.root))
      before.set(file, (await stat(path.join(workspace.root, file))).ino)
    await move()
    const after = await readdir(workspace.root)
    const inodes = await Promise.all(
      after.map(async (file) => [file, (await stat(path.join(workspace.root, file))).ino] as const),
    )
    return inodes.filter(([file, inode]) => before.get(file) !== inode).map(([file]) => file)
  }

  test('to the end changes one file', async () => {
    const workspace = await threeRequests()
    expect(await touched(workspace, () => workspace.collections.move(at('a.yml'), at(''), null))).toEqual(['a.yml'])
    expect(await shown(workspace)).toEqual(['B', 'C', 'A'])
  })

  test('into a gap changes one file', async () => {
    const workspace = await aWorkspace({
      'a.yml': aRequestFile('A', 10),
      'b.yml': aRequestFile('B', 20),
      'c.yml': aRequestFile('C', 30),
    })
    expect(await touched(workspace, () => workspace.collections.move(at('c.yml'), at(''), at('b.yml')))).toEqual([
      'c.yml',
    ])
    expect(await shown(workspace)).toEqual(['A', 'C', 'B'])
    expect(await touched(workspace, () => workspace.collections.move(at('b.yml'), at(''), at('a.yml')))).toEqual([
      'b.yml',
    ])
    expect(await shown(workspace)).toEqual(['B', 'A', 'C'])
  })

  test('to the front moves the others up', async () => {
    const workspace = await threeRequests()
    await workspace.collections.move(at('c.yml'), at(''), at('a.yml'))
    expect(await shown(workspace)).toEqual(['C', 'A', 'B'])
  })

  test('among unnumbered ones numbers only as many as it must', async () => {
    const workspace = await aWorkspace({
      'a.yml': aRequestFile('A'),
      'b.yml': aRequestFile('B'),
      'c.yml': aRequestFile('C'),
      'd.yml': aRequestFile('D'),
    })
    expect(await touched(workspace, () => workspace.collections.move(at('c.yml'), at(''), at('b.yml')))).toEqual([
      'a.yml',
      'c.yml',
    ])
    expect(await shown(workspace)).toEqual(['A', 'C', 'B', 'D'])
  })

  test('every request to every place gives that order', async () => {
    const workspace = await aWorkspace({
      'a.yml': aRequestFile('A', 1),
      'b.yml': aRequestFile('B', 1),
      'c.yml': aRequestFile('C'),
      'd.yml': aRequestFile('D', 7),
      'bad.yml': 'x: "',
    })
    let order = ['a', 'b', 'd', 'c'].map((name) => `${name}.yml`)
    for (let round = 0; round < 40; round += 1) {
      const moved = order[(round * 7) % 4] ?? ''
      const others = order.filter((name) => name !== moved)
      const place = (round * 5) % 4
      const before = others[place]
      await workspace.collections.move(at(moved), at(''), before === undefined ? null : at(before))
      order = others.toSpliced(place, 0, moved)
      const { items } = await workspace.collections.tree()
      expect(items.filter(({ kind }) => kind === 'request').map((item) => item.path)).toEqual(order)
    }
    expect(await workspace.read('bad.yml')).toBe('x: "')
  })

  test('into another folder keeps both where the name is taken', async () => {
    const workspace = await aWorkspace({
      'a.yml': aRequestFile('A', 5),
      'F/a.yml': aRequestFile('A', 1),
      'F/b.yml': aRequestFile('B', 2),
    })
    expect(await workspace.collections.move(at('a.yml'), at('F'), at('F/b.yml'))).toEqual({ path: 'F/a 2.yml' })
    expect(await shown(workspace, 'F')).toEqual(['A', 'A', 'B'])
    expect((await workspace.collections.readRequest(at('F/a 2.yml'))).draft.url).toBe('https://api.example.test/5')
  })

  test('a folder takes along what is in it, and is refused its own inside', async () => {
    const workspace = await aWorkspace({ 'F/G/a.yml': aRequestFile('A', 1), 'H/b.yml': aRequestFile('B', 1) })
    await expect(workspace.collections.move(at('F'), at('F/G'), null)).rejects.toMatchObject({
      code: 'collection.move_into_itself',
    })
    await expect(workspace.collections.move(at('F'), at('F'), null)).rejects.toMatchObject({
      code: 'collection.move_into_itself',
    })
    expect(await workspace.collections.move(at('F'), at('H'), null)).toEqual({ path: 'H/F' })
    expect((await workspace.collections.readRequest(at('H/F/G/a.yml'))).name).toBe('A')
  })

  test('folders keep an order of their own', async () => {
    const workspace = await aWorkspace({
      'F/a.yml': aRequestFile('A'),
      'G/a.yml': aRequestFile('A'),
      'H/a.yml': aRequestFile('A'),
    })
    await workspace.collections.move(at('H'), at(''), at('F'))
    expect(await shown(workspace)).toEqual(['H', 'F', 'G'])
  })
})

describe('removing', () => {
  test('is undone exactly, file by file, also after a restart', async () => {
    const workspace = await aWorkspace({
      'F/folder.yml': 'info:\n  name: Orders\n  type: folder\n  seq: 4\n',
      'F/a.yml': aRequestFile('A', 1),
      'F/notes.txt': 'not ours',
      'F/deep/b.yml': aRequestFile('B', 1),
    })
    const before = await workspace.collections.tree()
    const { undo, name } = await workspace.collections.remove(at('F'))
    expect(name).toBe('Orders')
    expect(await shown(workspace)).toEqual([])
    expect(await readdir(workspace.root)).toEqual([])
    expect(await workspace.open().undoRemove(undo)).toEqual({ path: 'F' })
    expect(await workspace.collections.tree()).toEqual(before)
    expect(await workspace.read('F/notes.txt')).toBe('not ours')
    expect(await readdir(workspace.trashFolder)).toEqual([])
  })

  test('is undone beside what has taken the place since, and into folders that are gone', async () => {
    const workspace = await aWorkspace({ 'F/a.yml': aRequestFile('A', 1), 'F/b.yml': aRequestFile('B', 2) })
    const first = await workspace.collections.remove(at('F/a.yml'))
    await workspace.put('F/a.yml', aRequestFile('Newer', 1))
    expect(await workspace.collections.undoRemove(first.undo)).toEqual({ path: 'F/a 2.yml' })
    const second = await workspace.collections.remove(at('F/b.yml'))
    await workspace.collections.remove(at('F'))
    expect(await workspace.collections.undoRemove(second.undo)).toEqual({ path: 'F/b.yml' })
  })

  test('is undone once, and only in the workspace that it came from', async () => {
    const workspace = await threeRequests()
    const { undo } = await workspace.collections.remove(at('a.yml'))
    await workspace.collections.undoRemove(undo)
    await expect(workspace.collections.undoRemove(undo)).rejects.toMatchObject({ code: 'collection.not_found' })
    await expect(workspace.collections.undoRemove('../../etc')).rejects.toMatchObject({ code: 'collection.not_found' })
  })

  test('takes a file that can’t be read as well, and gives back the same bytes', async () => {
    const workspace = await aWorkspace({ 'bad.yml': 'x: "' })
    const { undo } = await workspace.collections.remove(at('bad.yml'))
    await workspace.collections.undoRemove(undo)
    expect(await workspace.read('bad.yml')).toBe('x: "')
  })

  test('of what is not there, or of the whole workspace, is refused', async () => {
    const { collections } = await threeRequests()
    for (const place of ['none.yml', '']) {
      await expect(collections.remove(at(place))).rejects.toMatchObject({ code: 'collection.not_found' })
    }
  })

  test('is forgotten after thirty days', async () => {
    let now = new Date()
    const workspace = await aWorkspace(
      { 'a.yml': aRequestFile('A', 1), 'b.yml': aRequestFile('B', 2) },
      { now: () => now },
    )
    const old = await workspace.collections.remove(at('a.yml'))
    now = new Date(now.getTime() + 31 * 24 * 3600 * 1000)
    await workspace.collections.remove(at('b.yml'))
    await expect(workspace.collections.undoRemove(old.undo)).rejects.toMatchObject({ code: 'collection.not_found' })
  })
})
