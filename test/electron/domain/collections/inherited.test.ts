import { afterEach, describe, expect, test } from 'vitest'
import { aRequestFile, at, aWorkspace, removeWorkspaces } from '../../../support/temporary-workspace.ts'

afterEach(removeWorkspaces)

describe('what a request inherits', () => {
  const bearer = (name: string) => `request:\n  auth:\n    type: bearer\n    token: "{{token.${name}}}"\n`

  test('is the nearest folder’s choice, else the collection’s, else nobody', async () => {
    const { collections } = await aWorkspace({
      'opencollection.yml': `opencollection: 1.0.0\ninfo:\n  name: A\n${bearer('alice')}`,
      'Top.yml': aRequestFile('Top'),
      'A/folder.yml': `info:\n  name: A\n  type: folder\n${bearer('bob')}`,
      'A/B/folder.yml': 'info:\n  name: B\n  type: folder\nrequest:\n  auth: inherit\n',
      'A/B/Deep.yml': aRequestFile('Deep'),
      'C/folder.yml': 'info:\n  name: C\n  type: folder\nrequest:\n  auth:\n    type: basic\n',
      'C/Other.yml': aRequestFile('Other'),
      'D/Plain.yml': aRequestFile('Plain'),
    })
    const inherited = async (path: string) => (await collections.readRequest(at(path))).inherited
    expect(await inherited('Top.yml')).toEqual({ as: 'profile', name: 'alice' })
    expect(await inherited('A/B/Deep.yml')).toEqual({ as: 'profile', name: 'bob' })
    expect(await inherited('C/Other.yml')).toEqual({ as: 'nobody' })
    expect(await inherited('D/Plain.yml')).toEqual({ as: 'profile', name: 'alice' })
  })

  test('is nobody’s in a workspace that says nothing', async () => {
    const { collections } = await aWorkspace({ 'Top.yml': aRequestFile('Top') })
    expect((await collections.readRequest(at('Top.yml'))).inherited).toEqual({ as: 'nobody' })
  })
})
