import { lstat, mkdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import type { ItemPath } from '../contract/ids.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { systemErrorCode } from '../domain/storage/write-failure.ts'

/** Turns places in the workspace into paths on the disk, and refuses any that passes through a link. */
export function createPlaces(root: string) {
  let known: string | null = null

  /** The root itself may be reached by a link: a person chose it. It may also not be there yet. */
  async function realRoot(): Promise<string> {
    if (known !== null) return known
    try {
      known = await realpath(root)
      return known
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return path.resolve(root)
      throw error
    }
  }

  async function join(itemPath: ItemPath): Promise<{ base: string; target: string }> {
    const base = await realRoot()
    const target = path.join(base, ...itemPath.split('/'))
    const way = path.relative(base, target)
    const leaves = path.isAbsolute(way) || way.split(path.sep).includes('..')
    // On Windows a colon names a drive or a hidden stream of another file.
    if (leaves || (process.platform === 'win32' && itemPath.includes(':'))) throw notFound(itemPath)
    return { base, target }
  }

  /** Walks down from the root: `realpath` would follow a link that leaves and come back with an answer. */
  async function assertNoLinks(base: string, folder: string, itemPath: ItemPath): Promise<void> {
    let at = base
    for (const name of path.relative(base, folder).split(path.sep)) {
      if (name === '') continue
      at = path.join(at, name)
      if (!(await lstat(at)).isDirectory()) throw notFound(itemPath)
    }
  }

  return {
    /** Throws `collection.not_found` for a place behind a link, or outside. */
    async locate(itemPath: ItemPath): Promise<string> {
      const { base, target } = await join(itemPath)
      if (itemPath === '') return base
      await assertNoLinks(base, path.dirname(target), itemPath)
      return target
    },

    /** As `locate`, for something that is about to be made: the folders on the way to it are made too. */
    async locateForNew(itemPath: ItemPath): Promise<string> {
      const { base, target } = await join(itemPath)
      const parent = path.dirname(target)
      await mkdir(base, { recursive: true })
      const missing = await firstMissing(base, parent)
      await assertNoLinks(base, missing === null ? parent : path.dirname(missing), itemPath)
      await mkdir(parent, { recursive: true })
      return target
    },
  }
}

async function firstMissing(base: string, folder: string): Promise<string | null> {
  let at = base
  for (const name of path.relative(base, folder).split(path.sep)) {
    if (name === '') continue
    at = path.join(at, name)
    try {
      await lstat(at)
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return at
      throw error
    }
  }
  return null
}

const notFound = (itemPath: ItemPath) => new ClaimcheckError('collection.not_found', { path: itemPath })
