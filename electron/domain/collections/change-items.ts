import type { ItemPath } from '../../contract/ids.ts'
import type { RequestDraft } from '../../contract/requests.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { withoutCredentials } from '../requests/without-credentials.ts'
import { assertShowableName, fileStemFor, freeFileName, sameName } from './file-name.ts'
import { newCollectionText, newFolderText, writeInfo } from './folder-file.ts'
import { assertTreePath, baseOf, childPath, collectionFile, folderFileOf, isWithin, parentOf } from './item-path.ts'
import type { FolderLevel, TreeReader } from './read-tree.ts'
import { renumber, type Placed } from './tree-order.ts'
import type { WorkspaceFiles } from './workspace-files.ts'
import { newRequestText } from './write-request-file.ts'
import { parseYaml, printYaml, unreadable } from './yaml-file.ts'

/** Changes to the tree: each leaves every file whole, and none writes over another. Run one at a time. */
export function createItemChanges(files: WorkspaceFiles, reader: TreeReader) {
  /** A folder becomes a collection with the first thing that is saved in it, and not before. */
  async function ensureCollection(): Promise<void> {
    if ((await files.readIfThere(collectionFile)) !== null) return
    const names = (await files.list(parentOf(collectionFile))).map(({ name }) => name)
    if (names.includes('bruno.json')) {
      throw unreadable(collectionFile, "This is a collection in Bruno's older .bru format; save into another folder")
    }
    const name = files.root.split(/[\\/]/).findLast((part) => part !== '') ?? 'Collection'
    await files.create(collectionFile, newCollectionText(name, { as: 'nobody' }))
  }

  async function createRequest(folder: ItemPath, name: string, draft: RequestDraft): Promise<ItemPath> {
    assertShowableName(name)
    const level = await levelOf(folder)
    const path = childPath(folder, freeFileName(fileStemFor(name), '.yml', level.names))
    assertNameIsFree(level.files, name, path)
    const text = newRequestText(path, name, seqAtEnd(requestsOf(level)), withoutCredentials(draft).draft)
    await ensureCollection()
    await files.create(path, text)
    return path
  }

  async function createFolder(parent: ItemPath, name: string): Promise<ItemPath> {
    assertShowableName(name)
    const level = await levelOf(parent)
    const path = childPath(parent, freeFileName(fileStemFor(name), '', level.names))
    assertNameIsFree(level.folders, name, path)
    await ensureCollection()
    await files.makeFolder(path)
    await files.create(folderFileOf(path), newFolderText(folderFileOf(path), name, seqAtEnd(level.folders)))
    return path
  }

  async function rename(path: ItemPath, name: string): Promise<ItemPath> {
    assertTreePath(path)
    assertShowableName(name)
    const level = await levelOf(parentOf(path))
    const { placed, isFolder, problem } = find(level, path)
    // A file that can't be read as a request is never touched.
    if (problem !== null) throw unreadable(path, problem)
    const neighbours: readonly Placed[] = isFolder ? level.folders : level.files
    assertNameIsFree(
      neighbours.filter((other) => other.path !== path),
      name,
      path,
    )
    await writePlace(placed, isFolder, { name })
    const others = level.names.filter((taken) => taken !== baseOf(path))
    const fileName = freeFileName(fileStemFor(name), isFolder ? '' : '.yml', others)
    const target = childPath(parentOf(path), fileName)
    if (target !== path) await files.move(path, target)
    return target
  }

  /** Moves into `folder`, before the item at `before` of the same kind, or to the end. Equal names stand side by side. */
  async function move(path: ItemPath, folder: ItemPath, before: ItemPath | null): Promise<ItemPath> {
    assertTreePath(path)
    const { placed, isFolder, problem } = find(await levelOf(parentOf(path)), path)
    if (isFolder && isWithin(folder, path)) throw new ClaimcheckError('collection.move_into_itself', { path })
    const level = await levelOf(folder)
    const target = parentOf(path) === folder ? path : await moveFile(path, folder, level, isFolder)
    if (problem !== null) return target
    const neighbours: readonly Placed[] = isFolder ? level.folders : level.files
    const others = neighbours.filter((other) => other.path !== path)
    const index = others.findIndex((other) => other.path === before)
    // Folders stand first, so "before a folder" is the first place among the requests.
    const isBeforeFolder = !isFolder && level.folders.some((other) => other.path === before)
    const place = index >= 0 ? index : isBeforeFolder ? 0 : others.length
    const wanted = others.toSpliced(place, 0, { ...placed, path: target })
    await applyNumbers(wanted, target, isFolder, level)
    return target
  }

  async function moveFile(path: ItemPath, folder: ItemPath, level: FolderLevel, isFolder: boolean): Promise<ItemPath> {
    const extension = isFolder ? '' : '.yml'
    const stem = isFolder ? baseOf(path) : baseOf(path).replace(/\.yml$/, '')
    const target = childPath(folder, freeFileName(stem, extension, level.names))
    await files.move(path, target)
    return target
  }

  async function applyNumbers(wanted: readonly Placed[], moved: ItemPath, isFolder: boolean, level: FolderLevel) {
    const fixed = new Set(
      isFolder ? [] : level.files.filter(({ item }) => item.kind !== 'request').map(({ path }) => path),
    )
    const numbers = renumber(wanted, moved, fixed)
    for (const placed of wanted) {
      const seq = numbers.get(placed.path)
      if (seq !== undefined) await writePlace(placed, isFolder, { seq })
    }
  }

  /** Sets name or number in the item's own file; a folder gets one where it has none. */
  async function writePlace(placed: Placed, isFolder: boolean, change: { name?: string; seq?: number }): Promise<void> {
    const path = isFolder ? folderFileOf(placed.path) : placed.path
    const old = await files.readIfThere(path)
    if (old === null) {
      if (!isFolder) throw new ClaimcheckError('collection.not_found', { path })
      await files.create(path, newFolderText(path, change.name ?? placed.name, change.seq ?? placed.seq))
      return
    }
    const file = parseYaml(old, path)
    writeInfo(file, change)
    await files.replace(path, printYaml(file))
  }

  /** The contents of a folder that is there and belongs to the tree, the root included. */
  async function levelOf(folder: ItemPath): Promise<FolderLevel> {
    if (folder !== '') assertTreePath(folder)
    return reader.level(folder)
  }

  return { ensureCollection, createRequest, createFolder, rename, move }
}

function find(level: FolderLevel, path: ItemPath): { placed: Placed; isFolder: boolean; problem: string | null } {
  const folder = level.folders.find((each) => each.path === path)
  if (folder !== undefined) return { placed: folder, isFolder: true, problem: null }
  const file = level.files.find((each) => each.path === path)
  if (file === undefined) throw new ClaimcheckError('collection.not_found', { path })
  return { placed: file, isFolder: false, problem: file.item.kind === 'unreadable' ? file.item.message : null }
}

const requestsOf = (level: FolderLevel) => level.files.filter(({ item }) => item.kind === 'request')

/** The number that puts a new item last: none where its neighbours have none and stand by name. */
function seqAtEnd(placed: readonly Placed[]): number | null {
  if (placed.some(({ seq }) => seq === null)) return null
  return Math.floor(Math.max(0, ...placed.map(({ seq }) => seq ?? 0))) + 1
}

/** Two neighbours of one name could not be told apart; whoever types it again means the one that is there. */
function assertNameIsFree(neighbours: readonly Placed[], name: string, path: ItemPath): void {
  const same = neighbours.find((other) => sameName(other.name, name))
  if (same !== undefined)
    throw new ClaimcheckError('collection.exists', { path: same.path === path ? path : same.path })
}
