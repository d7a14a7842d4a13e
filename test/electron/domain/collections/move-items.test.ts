import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { CollectionItem } from '../../../../electron/contract/collections.ts'
import { aRequestFile, at, aWorkspace, removeWorkspaces } from '../../../support/temporary-workspace.ts'

afterEach(removeWorkspaces)

type Opened = Awaited<ReturnType<typeof aWorkspace>>
const names = (items: readonly CollectionItem[]): string[] => items.map(({ name }) => name)
const shown = async ({ collections }: Pick<Opened, 'collections'>, folder = '') => {
  const { items } = await collections.tree()
  const inside = items.find((item) => item.path === folder)
  return names(folder === '' ? items : inside?.kind === 'folder' ? inside.items : [])
}

const threeRequests = () =>
  aWorkspace({ 'a.yml': aRequestFile('A', 1), 'b.yml': aRequestFile('B', 2), 'c.yml': aRequestFile('C', 3) })

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
