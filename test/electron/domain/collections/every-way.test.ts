import { afterEach, describe, expect, test } from 'vitest'
import { exampleProfiles } from '../../../../electron/playground/starter.ts'
import { at, aWorkspace, removeWorkspaces } from '../../../support/temporary-workspace.ts'

afterEach(removeWorkspaces)

const folder = 'Every way in'
type Collections = Awaited<ReturnType<typeof aWorkspace>>['collections']

async function requestsOf(collections: Collections) {
  const { items } = await collections.tree()
  const found = items.find((each) => each.name === folder)
  return found?.kind === 'folder' ? found.items : []
}

describe('the requests for every way in', () => {
  test('are not there at the first start, and come with the examples', async () => {
    const { collections } = await aWorkspace({}, { isPlayground: true })
    expect(await requestsOf(collections)).toEqual([])
    await collections.addExamples()
    expect((await requestsOf(collections)).length).toBe(exampleProfiles.length)
    const names = (await collections.tree()).items.map(({ name }) => name)
    expect(names).toEqual(['Orders', 'Admin', folder, 'Health', 'Me'])
  })

  test('are sent as the example that opens the door, each example once', async () => {
    const { collections } = await aWorkspace({}, { isPlayground: true })
    await collections.addExamples()
    const senders: string[] = []
    for (const { path } of await requestsOf(collections)) {
      const { draft } = await collections.readRequest(path)
      senders.push(draft.sendAs.as === 'profile' ? draft.sendAs.name : draft.sendAs.as)
    }
    expect(senders).toEqual(exampleProfiles.map(({ name }) => name))
  })

  test('come once: what a person changed stays as it is', async () => {
    const { collections, read } = await aWorkspace({}, { isPlayground: true })
    await collections.addExamples()
    const path = at(`${folder}/Basic.yml`)
    const { draft } = await collections.readRequest(path)
    await collections.saveRequest({ to: 'existing', path, draft: { ...draft, url: 'https://mine.example.test' } })
    const changed = await read(`${folder}/Basic.yml`)
    await collections.addExamples()
    expect(await read(`${folder}/Basic.yml`)).toBe(changed)
  })

  test('come to no other workspace', async () => {
    const { collections } = await aWorkspace({}, { isPlayground: false })
    await collections.addExamples()
    expect((await collections.tree()).items).toEqual([])
  })
})
