import { readdir } from 'node:fs/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { aRequestFile, at, aWorkspace, removeWorkspaces } from '../../../support/temporary-workspace.ts'

afterEach(removeWorkspaces)

const twoRequests = () => aWorkspace({ 'a.yml': aRequestFile('A', 1), 'b.yml': aRequestFile('B', 2) })

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
    expect((await workspace.collections.tree()).items).toEqual([])
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
    const workspace = await twoRequests()
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
    const { collections } = await twoRequests()
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
