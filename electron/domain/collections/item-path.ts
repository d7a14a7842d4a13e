import { itemPath, type ItemPath } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'

export const rootPath: ItemPath = itemPath.parse('')
export const collectionFile: ItemPath = itemPath.parse('opencollection.yml')
export const environmentsFolder: ItemPath = itemPath.parse('environments')
const folderFileName = 'folder.yml'

/** The place of `name` in `folder`. Throws `collection.name_invalid` where the whole would be no place, or too long a one. */
export function childPath(folder: ItemPath, name: string): ItemPath {
  const parsed = itemPath.safeParse(folder === '' ? name : `${folder}/${name}`)
  if (!parsed.success || name === '') throw new ClaimcheckError('collection.name_invalid', { name })
  return parsed.data
}

export function parentOf(path: ItemPath): ItemPath {
  const cut = path.lastIndexOf('/')
  return cut < 0 ? rootPath : itemPath.parse(path.slice(0, cut))
}

export const baseOf = (path: ItemPath): string => path.slice(path.lastIndexOf('/') + 1)
export const stemOf = (path: ItemPath): string => baseOf(path).replace(/\.yml$/, '')
export const folderFileOf = (folder: ItemPath): ItemPath => childPath(folder, folderFileName)

/** The folders above an item, nearest first, without the root. */
export function foldersAbove(path: ItemPath): readonly ItemPath[] {
  const above: ItemPath[] = []
  for (let at = parentOf(path); at !== ''; at = parentOf(at)) above.push(at)
  return above
}

export const isWithin = (path: ItemPath, folder: ItemPath): boolean => path === folder || path.startsWith(`${folder}/`)

/** Whether an entry of a folder belongs to the collection's tree: no hidden files, no file that has a job of its own. */
export function isTreeEntry(folder: ItemPath, name: string): boolean {
  if (name.startsWith('.') || name === 'node_modules' || name === folderFileName) return false
  return folder !== '' || (name !== collectionFile && name !== environmentsFolder)
}

/** Refuses what the tree never shows (.git, environments, folder.yml), whoever asks for it. */
export function assertTreePath(path: ItemPath): void {
  let folder = rootPath
  for (const name of path.split('/')) {
    if (name === '' || !isTreeEntry(folder, name)) throw new ClaimcheckError('collection.not_found', { path })
    folder = childPath(folder, name)
  }
}

/** As `assertTreePath`, for a request: its file ends in '.yml'. */
export function assertRequestPath(path: ItemPath): void {
  assertTreePath(path)
  if (!path.endsWith('.yml')) throw new ClaimcheckError('collection.not_found', { path })
}
