import type { WorkbenchKeeper } from '../../domain/workbench/workbench-keeper.ts'
import type { HandlersOf } from '../router.ts'

export const workbenchHandlers = (keeper: WorkbenchKeeper): HandlersOf<'workbench'> => ({
  'workbench.load': () => keeper.load(),
  'workbench.save': async (workbench) => {
    await keeper.save(workbench)
    return {}
  },
})
