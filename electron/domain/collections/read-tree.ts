import type { CollectionItem } from '../../contract/collections.ts'
import type { ItemPath } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { atMost } from './at-most.ts'
import { glanceAtItem, type ItemFacts } from './glance-at-item.ts'
import { childPath, folderFileOf, isTreeEntry, rootPath } from './item-path.ts'
import { itemFrom, unreadableFrom } from './item-from-facts.ts'
import { comparePlaced, seqFrom, type Placed } from './tree-order.ts'
import type { WorkspaceFiles } from './workspace-files.ts'

/** A file that needs the parser is looked into up to this size; a request is rarely a thousandth of it. */
const maxParsedBytes = 256 * 1024
const filesAtOnce = 16

/** An item with its place among its neighbours. */
export interface TreeItem extends Placed {
  readonly item: CollectionItem
}

/** What stands directly in a folder, each kind in its order. */
export interface FolderLevel {
  readonly folders: readonly (Placed & { readonly hasFile: boolean })[]
  readonly files: readonly TreeItem[]
  /** Every name in the folder, shown or not: a new file must not take one of them. */
  readonly names: readonly string[]
}

/** Reads the tree of a workspace by the heads of its files. Folders come first, as Bruno shows them. */
export function createTreeReader(files: WorkspaceFiles) {
  const inTurn = atMost(filesAtOnce)

  async function factsOf(path: ItemPath): Promise<ItemFacts> {
    const { text, bytes, whole } = await inTurn(() => files.readHead(path))
    const glanced = glanceAtItem(text, whole)
    if (glanced !== null) return glanced
    if (bytes > maxParsedBytes) throw tooLarge(path, bytes)
    const { parsedFacts } = await import('./parsed-facts.ts')
    return parsedFacts(whole ? text : await inTurn(() => files.read(path)), path)
  }

  async function readFile(path: ItemPath): Promise<TreeItem> {
    try {
      const facts = await factsOf(path)
      const item = itemFrom(path, facts)
      return { path, name: item.name, seq: seqFrom(facts.get('info.seq')), item }
    } catch (failure) {
      const item = unreadableFrom(path, failure)
      if (item === null) throw failure
      return { path, name: item.name, seq: null, item }
    }
  }

  async function readFolderInfo(path: ItemPath, name: string): Promise<Placed & { hasFile: boolean }> {
    try {
      const facts = await factsOf(folderFileOf(path))
      return { path, name: facts.get('info.name') || name, seq: seqFrom(facts.get('info.seq')), hasFile: true }
    } catch (failure) {
      if (!(failure instanceof ClaimcheckError)) throw failure
      // A folder needs no file of its own, and one that can't be read hides nothing but the folder's name.
      return { path, name, seq: null, hasFile: failure.code !== 'collection.not_found' }
    }
  }

  async function readLevel(folder: ItemPath): Promise<FolderLevel> {
    const entries = await inTurn(() => files.list(folder))
    const placed = entries
      .filter(({ name }) => isTreeEntry(folder, name))
      .map((entry) => ({ ...entry, path: placeIn(folder, entry.name) }))
    const folders: Promise<Placed & { hasFile: boolean }>[] = []
    const items: Promise<TreeItem>[] = []
    const strange: TreeItem[] = []
    for (const { path, name, kind } of placed) {
      if (path === null) continue
      if (kind === 'folder') folders.push(readFolderInfo(path, name))
      else if (kind === 'link') strange.push(strangeFile(path, name, 'A link, which is not followed'))
      else if (name.endsWith('.yml')) items.push(readFile(path))
      else if (isOlderFormat(name)) strange.push(strangeFile(path, name, "A file in Bruno's older .bru format"))
    }
    return {
      folders: (await Promise.all(folders)).toSorted(comparePlaced),
      files: [...(await Promise.all(items)), ...strange].toSorted(comparePlaced),
      names: entries.map(({ name }) => name),
    }
  }

  async function readItems(folder: ItemPath): Promise<CollectionItem[]> {
    const { folders, files: items } = await readLevel(folder)
    const shown = await Promise.all(
      folders.map(async ({ path, name, hasFile }): Promise<CollectionItem[]> => {
        const inside = await readItems(path)
        // Folders of other programs, with nothing to open anywhere in them, are not part of the collection.
        return hasFile || inside.length > 0 ? [{ kind: 'folder', path, name, items: inside }] : []
      }),
    )
    return [...shown.flat(), ...items.map(({ item }) => item)]
  }

  return { items: (): Promise<CollectionItem[]> => readItems(rootPath), level: readLevel, factsOf }
}
export type TreeReader = ReturnType<typeof createTreeReader>

const isOlderFormat = (name: string): boolean => name.endsWith('.bru') && !/^(folder|collection)\.bru$/.test(name)

/** null for a name that no path of ours can hold (control characters, a backslash, too deep): it stays unseen. */
function placeIn(folder: ItemPath, name: string): ItemPath | null {
  try {
    return childPath(folder, name)
  } catch (failure) {
    if (failure instanceof ClaimcheckError) return null
    throw failure
  }
}

function strangeFile(path: ItemPath, name: string, message: string): TreeItem {
  return { path, name, seq: null, item: { kind: 'unreadable', path, name, message } }
}

function tooLarge(path: ItemPath, bytes: number) {
  const message = `Not recognised as a request, and too large to look into (${Math.round(bytes / 1024)} kB)`
  return new ClaimcheckError('collection.file_unreadable', { path, message, line: null })
}
