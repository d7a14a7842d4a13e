import type { Workspace, WorkspaceSwitch } from '../../domain/collections/workspace-switch.ts'
import type { HandlersOf } from '../router.ts'

export function workbenchHandlers({ current }: Pick<WorkspaceSwitch, 'current'>): HandlersOf<'workbench'> {
  // Tabs belong to the workspace that they were loaded from, also while the window has not yet heard of another one.
  let loadedFrom: Workspace | null = null
  return {
    'workbench.load': async () => {
      loadedFrom = await current()
      return loadedFrom.workbench.load()
    },
    'workbench.save': async (workbench) => {
      const { workbench: keeper } = loadedFrom ?? (await current())
      await keeper.save(workbench)
      return {}
    },
  }
}
