import type { WorkspaceSwitch } from '../../domain/collections/workspace-switch.ts'
import type { HandlersOf } from '../router.ts'

export const collectionHandlers = ({
  current,
  chooseFolder,
  openPlayground,
}: WorkspaceSwitch): HandlersOf<'collections'> & HandlersOf<'environment'> => ({
  'collections.tree': async () => (await current()).collections.tree(),
  'collections.chooseFolder': () => chooseFolder(),
  'collections.openPlayground': () => openPlayground(),
  'collections.readRequest': async ({ path }) => (await current()).collections.readRequest(path),
  'collections.saveRequest': async (request) => (await current()).collections.saveRequest(request),
  'collections.createFolder': async ({ parent, name }) => (await current()).collections.createFolder(parent, name),
  'collections.rename': async ({ path, name }) => (await current()).collections.rename(path, name),
  'collections.move': async ({ path, folder, before }) => (await current()).collections.move(path, folder, before),
  'collections.remove': async ({ path }) => (await current()).collections.remove(path),
  'collections.undoRemove': async ({ undo }) => (await current()).collections.undoRemove(undo),
  'environment.read': async () => (await current()).collections.readEnvironment(),
  'environment.save': async (content) => (await current()).collections.saveEnvironment(content),
})
