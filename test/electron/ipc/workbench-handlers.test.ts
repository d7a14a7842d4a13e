import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openWorkspaceIn } from '../../../electron/adapters/open-workspace.ts'
import { emptyDraft } from '../../../electron/contract/requests.ts'
import type { Workbench } from '../../../electron/contract/workbench.ts'
import { createWorkspaceSwitch } from '../../../electron/domain/collections/workspace-switch.ts'
import { workbenchHandlers } from '../../../electron/ipc/handlers/workbench-handlers.ts'

const ids = ['1a52c1c0-93b2-4f4b-a0b1-7e5f33f3a001', '1a52c1c0-93b2-4f4b-a0b1-7e5f33f3a002'] as const
const workbenchWith = (id: string, url: string): Workbench => ({
  tabs: [{ id, path: null, title: 'New request', draft: { ...emptyDraft, url }, changed: true }],
  activeTab: id,
})
const none: Workbench = { tabs: [], activeTab: null }

let root = ''
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'two-workspaces-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

function twoWorkspaces() {
  let remembered: string | null = null
  const workspaces = createWorkspaceSwitch({
    playgroundFolder: path.join(root, 'playground'),
    remembered: { get: () => remembered, set: async (folder) => void (remembered = folder) },
    isThere: () => Promise.resolve(true),
    open: openWorkspaceIn({
      dataFolder: root,
      now: () => new Date('2026-01-01T00:00:00Z'),
      builtIn: () => [],
      newId: () => ids[0],
      onChanged: () => undefined,
    }),
    askForFolder: () => Promise.resolve(root),
    onSwitched: () => undefined,
  })
  return { workspaces, tabs: workbenchHandlers(workspaces) }
}

describe('the tabs of a window whose workspace was changed', () => {
  test('are kept with the workspace that they were loaded from, until the window loads the new one’s', async () => {
    const { workspaces, tabs } = twoWorkspaces()
    expect(await tabs['workbench.load']({})).toEqual(none)
    await workspaces.chooseFolder()
    const inPlayground = workbenchWith(ids[0], 'https://typed-in-the-playground.test')
    await tabs['workbench.save'](inPlayground)
    expect(await tabs['workbench.load']({})).toEqual(none)

    const inFolder = workbenchWith(ids[1], 'https://typed-in-the-folder.test')
    await tabs['workbench.save'](inFolder)
    await workspaces.openPlayground()
    expect(await tabs['workbench.load']({})).toEqual(inPlayground)
  })
})
