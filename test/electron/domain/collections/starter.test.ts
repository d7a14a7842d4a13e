import { afterEach, describe, expect, test } from 'vitest'
import { channels } from '../../../../electron/contract/channels.ts'
import { resolveVariables } from '../../../../electron/domain/collections/environment-variables.ts'
import { at, aWorkspace, removeWorkspaces } from '../../../support/temporary-workspace.ts'

afterEach(removeWorkspaces)

describe('the playground’s workspace, opened for the first time', () => {
  test('holds the starter collection in its order', async () => {
    const { collections } = await aWorkspace({}, { isPlayground: true })
    const tree = await collections.tree()
    expect(channels['collections.tree'].response.parse(tree)).toEqual(tree)
    expect(tree).toMatchObject({ name: 'Orders API', isPlayground: true })
    const outline = tree.items.map((item) =>
      item.kind === 'folder' ? [item.name, item.items.map(({ name }) => name)] : item.name,
    )
    expect(outline).toEqual([
      ['Orders', ['List orders', 'Order by id', 'Create order', 'Cancel order']],
      ['Admin', ['All users']],
      'Health',
      'Me',
    ])
  })

  test('sends as alice what says nothing else, and nobody for Health', async () => {
    const { collections } = await aWorkspace({}, { isPlayground: true })
    const list = await collections.readRequest(at('Orders/List orders.yml'))
    expect(list).toMatchObject({ draft: { sendAs: { as: 'inherit' } }, inherited: { as: 'profile', name: 'alice' } })
    expect((await collections.readRequest(at('Health.yml'))).draft.sendAs).toEqual({ as: 'nobody' })
    expect((await collections.readRequest(at('Orders/Create order.yml'))).draft).toMatchObject({
      method: 'POST',
      url: '{{baseUrl}}/orders',
      body: { kind: 'json', text: '{\n  "sku": "TICKET-7",\n  "quantity": 2\n}' },
    })
  })

  test('has an environment whose address is the running playground’s', async () => {
    const builtIn = [{ name: 'playgroundApi', value: 'http://127.0.0.1:9401', meaning: 'The API' }]
    const { collections } = await aWorkspace({}, { isPlayground: true, builtIn })
    const { environment } = await collections.readEnvironment()
    expect(environment.name).toBe('playground')
    expect(resolveVariables(environment, builtIn).get('baseUrl')).toBe('http://127.0.0.1:9401')
  })

  test('names a profile as a bearer template in its file', async () => {
    const { collections, read } = await aWorkspace({}, { isPlayground: true })
    await collections.tree()
    expect(await read('opencollection.yml')).toBe(
      [
        'opencollection: 1.0.0',
        '',
        'info:',
        '  name: Orders API',
        '',
        'request:',
        '  auth:',
        '    type: bearer',
        '    token: "{{token.alice}}"',
        '',
        'bundled: false',
        '',
      ].join('\n'),
    )
  })
})

describe('the starter', () => {
  test('is put there once: what a person removed stays away', async () => {
    const { collections, open } = await aWorkspace({}, { isPlayground: true })
    await collections.tree()
    await collections.remove(at('Admin'))
    const names = (await open().tree()).items.map(({ name }) => name)
    expect(names).toEqual(['Orders', 'Health', 'Me'])
  })

  test('never writes over a file that is there', async () => {
    const own = 'info:\n  name: Mine\n  type: http\nhttp:\n  method: GET\n  url: https://mine.example.test\n'
    const { collections, read } = await aWorkspace({ 'Me.yml': own }, { isPlayground: true })
    await collections.tree()
    expect(await read('Me.yml')).toBe(own)
  })
})
