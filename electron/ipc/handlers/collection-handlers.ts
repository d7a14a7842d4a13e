import type { CollectionTree } from '../../contract/collections.ts'
import type { Collections } from '../../domain/collections/collections.ts'
import type { HandlersOf } from '../router.ts'

interface CollectionParts {
  /** The workspace that is open now. */
  readonly current: () => Promise<Collections>
  readonly chooseFolder: () => Promise<CollectionTree | null>
  readonly openPlayground: () => Promise<CollectionTree>
}

export const collectionHandlers = ({
  current,
  chooseFolder,
  openPlayground,
}: CollectionParts): HandlersOf<'collections'> & HandlersOf<'environment'> => ({
  'collections.tree': async () => (await current()).tree(),
  'collections.chooseFolder': () => chooseFolder(),
  'collections.openPlayground': () => openPlayground(),
  'collections.readRequest': async ({ path }) => (await current()).readRequest(path),
  'collections.saveRequest': async (request) => (await current()).saveRequest(request),
  'collections.createFolder': async ({ parent, name }) => (await current()).createFolder(parent, name),
  'collections.rename': async ({ path, name }) => (await current()).rename(path, name),
  'collections.move': async ({ path, folder, before }) => (await current()).move(path, folder, before),
  'collections.remove': async ({ path }) => (await current()).remove(path),
  'collections.undoRemove': async ({ undo }) => (await current()).undoRemove(undo),
  'environment.read': async () => (await current()).readEnvironment(),
  'environment.save': async (content) => (await current()).saveEnvironment(content),
})
