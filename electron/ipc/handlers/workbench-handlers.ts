import type { WorkspaceSwitch } from '../../domain/collections/workspace-switch.ts'
import type { HandlersOf } from '../router.ts'

export const workbenchHandlers = ({ current }: Pick<WorkspaceSwitch, 'current'>): HandlersOf<'workbench'> => ({
  'workbench.load': async () => (await current()).workbench.load(),
  'workbench.save': async (workbench) => {
    await (await current()).workbench.save(workbench)
    return {}
  },
})
