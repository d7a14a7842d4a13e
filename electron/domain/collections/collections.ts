import type { CollectionItem, CollectionTree, EnvironmentContent, StoredRequest } from '../../contract/collections.ts'
import type { RequestOf, ResponseOf } from '../../contract/channels.ts'
import type { ItemPath } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { BuiltInVariable } from './environment-variables.ts'
import { freeFileName } from './file-name.ts'
import { assertTreePath, baseOf, childPath, collectionFile, parentOf } from './item-path.ts'
import { unreadableFrom } from './item-from-facts.ts'
import { createTreeReader } from './read-tree.ts'
import type { WorkspaceFiles, WorkspaceTrash } from './workspace-files.ts'

export interface CollectionsParts {
  readonly files: WorkspaceFiles
  readonly trash: WorkspaceTrash
  /** The playground's own workspace: filled with the starter collection when it is first opened. */
  readonly isPlayground: boolean
  readonly builtIn: () => readonly BuiltInVariable[]
  /** A UUID, the name of an undo. */
  readonly newId: () => string
  readonly onChanged: () => void
}

/** One workspace. Every function answers in the contract's shapes and throws `collection.*` and `storage.write_failed`. */
export interface Collections {
  readonly root: () => string
  readonly tree: () => Promise<CollectionTree>
  readonly readRequest: (path: ItemPath) => Promise<StoredRequest>
  readonly saveRequest: (request: RequestOf<'collections.saveRequest'>) => Promise<StoredRequest>
  readonly createFolder: (parent: ItemPath, name: string) => Promise<{ path: ItemPath }>
  readonly rename: (path: ItemPath, name: string) => Promise<{ path: ItemPath }>
  readonly move: (path: ItemPath, folder: ItemPath, before: ItemPath | null) => Promise<{ path: ItemPath }>
  readonly remove: (path: ItemPath) => Promise<{ undo: string; name: string }>
  readonly undoRemove: (undo: string) => Promise<{ path: ItemPath }>
  /** Puts a request for every way to a token beside the starter; does nothing but in the playground's own workspace. */
  readonly addExamples: () => Promise<void>
  readonly readEnvironment: () => Promise<ResponseOf<'environment.read'>>
  readonly saveEnvironment: (content: EnvironmentContent) => Promise<ResponseOf<'environment.read'>>
}

// The YAML parser takes as long to load as a window takes to open; what needs it is loaded on first use.
const loadChanges = () => import('./change-items.ts')
const loadRequests = () => import('./stored-requests.ts')
const loadEnvironments = () => import('./environments.ts')

/** Opens a folder as a workspace. Nothing is written until something is saved. */
export function createCollections(parts: CollectionsParts): Collections {
  const { files, trash, isPlayground, builtIn, newId, onChanged } = parts
  const reader = createTreeReader(files)
  let lastChange: Promise<unknown> = Promise.resolve()
  let isSeeded = !isPlayground
  let environmentReader: (() => Promise<EnvironmentContent>) | null = null

  async function seedOnce(): Promise<void> {
    if (isSeeded) return
    const { seedStarter } = await import('./starter.ts')
    await seedStarter(files)
    isSeeded = true
  }

  /** Changes run one after the other, so that two of them never choose the same free name or number. */
  function inOrder<Value>(job: () => Promise<Value>): Promise<Value> {
    const turn = lastChange.then(seedOnce).then(job)
    // Whoever is next only waits; the failure belongs to the caller.
    lastChange = turn.catch(() => undefined)
    return turn
  }

  async function change<Value>(job: (changes: Changes) => Promise<Value>): Promise<Value> {
    const { createItemChanges } = await loadChanges()
    const value = await inOrder(() => job(createItemChanges(files, reader)))
    onChanged()
    return value
  }

  async function afterSeeding(): Promise<void> {
    if (!isSeeded) await inOrder(async () => undefined)
  }

  async function collectionName(): Promise<{ name: string; problem: CollectionItem | null }> {
    const folderName = files.root.split(/[\\/]/).findLast((part) => part !== '') ?? files.root
    try {
      return { name: (await reader.factsOf(collectionFile)).get('info.name') || folderName, problem: null }
    } catch (failure) {
      if (!(failure instanceof ClaimcheckError)) throw failure
      if (failure.code === 'collection.not_found') return { name: folderName, problem: null }
      const problem = unreadableFrom(collectionFile, failure)
      if (problem === null) throw failure
      return { name: folderName, problem }
    }
  }

  async function readEnvironment(): Promise<ResponseOf<'environment.read'>> {
    await afterSeeding()
    environmentReader ??= (await loadEnvironments()).createEnvironmentReader(files)
    return { environment: await environmentReader(), builtIn: builtIn().map((each) => ({ ...each })) }
  }

  return {
    root: () => files.root,

    async tree() {
      await afterSeeding()
      const [{ name, problem }, items] = await Promise.all([collectionName(), reader.items()])
      return { name, folder: files.root, isPlayground, items: problem === null ? items : [...items, problem] }
    },

    async readRequest(path) {
      await afterSeeding()
      const { readStoredRequest } = await loadRequests()
      return readStoredRequest(files, path)
    },

    async saveRequest(request) {
      const { readStoredRequest, saveExistingRequest } = await loadRequests()
      return change(async (changes) => {
        if (request.to === 'existing') return saveExistingRequest(files, request.path, request.draft)
        return readStoredRequest(files, await changes.createRequest(request.folder, request.name, request.draft))
      })
    },

    createFolder: (parent, name) => change(async (changes) => ({ path: await changes.createFolder(parent, name) })),
    rename: (path, name) => change(async (changes) => ({ path: await changes.rename(path, name) })),
    move: (path, folder, before) => change(async (changes) => ({ path: await changes.move(path, folder, before) })),

    remove: (path) =>
      change(async () => {
        assertTreePath(path)
        const { folders, files: items } = await reader.level(parentOf(path))
        const found = [...folders, ...items].find((each) => each.path === path)
        if (found === undefined) throw new ClaimcheckError('collection.not_found', { path })
        const undo = newId()
        await trash.put(undo, path)
        return { undo, name: found.name }
      }),

    undoRemove: (undo) =>
      change(async () => {
        const origin = await trash.origin(undo)
        if (origin === null) throw new ClaimcheckError('collection.not_found', { path: undo })
        const path = await freePlace(origin)
        await trash.restore(undo, path)
        return { path }
      }),

    async addExamples() {
      if (!isPlayground) return
      const { seedEveryWay } = await import('./every-way.ts')
      await change(() => seedEveryWay(files))
    },

    readEnvironment,
    async saveEnvironment(content) {
      const { saveEnvironmentContent } = await loadEnvironments()
      await change(async (changes) => {
        await changes.ensureCollection()
        await saveEnvironmentContent(files, content)
      })
      return readEnvironment()
    },
  }

  /** The place itself, or one beside it where something else has taken it since. */
  async function freePlace(origin: ItemPath): Promise<ItemPath> {
    const folder = parentOf(origin)
    const entries = await files.list(folder).catch((failure: unknown) => {
      if (failure instanceof ClaimcheckError && failure.code === 'collection.not_found') return []
      throw failure
    })
    const extension = origin.endsWith('.yml') ? '.yml' : ''
    const stem = baseOf(origin).slice(0, baseOf(origin).length - extension.length)
    return childPath(
      folder,
      freeFileName(
        stem,
        extension,
        entries.map(({ name }) => name),
      ),
    )
  }
}

type Changes = ReturnType<Awaited<ReturnType<typeof loadChanges>>['createItemChanges']>
