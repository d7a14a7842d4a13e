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

  test('is written without the credentials that were typed into it', async () => {
    const { collections, read } = await aWorkspace()
    const headers = [
      { name: 'Authorization', value: 'Bearer canary', enabled: true },
      { name: 'X-Plain', value: 'stays', enabled: true },
    ]
    const draft = { ...emptyDraft, url: 'https://joe:canary@api.test/?access_token=canary', headers }
    const { path } = await collections.saveRequest({ to: 'new', folder: at(''), name: 'One', draft })
    const text = await read(path)
    expect(text).toContain('stays')
    expect(text).not.toContain('canary')
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
