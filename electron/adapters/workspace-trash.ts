import { cp, lstat, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { itemPath, type ItemPath } from '../contract/ids.ts'
import type { WorkspaceTrash } from '../domain/collections/workspace-files.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { systemErrorCode } from '../domain/storage/write-failure.ts'
import { nodeFileCalls } from './file-calls.ts'
import { writeNewFile } from './replace-file.ts'
import { createPlaces } from './workspace-places.ts'
import { whileWriting } from './workspace-failures.ts'

const keptForMs = 30 * 24 * 60 * 60 * 1000
const undoName = /^[0-9a-f-]{36}$/
const originSchema = z.strictObject({ root: z.string(), path: itemPath })

export interface WorkspaceTrashParts {
  /** Where removed things wait; in the application's own data, one sub-folder for each. */
  readonly folder: string
  /** The workspace that they come from, and go back to. */
  readonly root: string
  readonly now: () => Date
}

/** Removed items, whole and with their place, for thirty days. */
export function workspaceTrashIn({ folder, root, now }: WorkspaceTrashParts): WorkspaceTrash {
  const places = createPlaces(root)

  const slotOf = (undo: string): string => {
    // The name becomes a folder; it is one of ours, or it is nothing.
    if (!undoName.test(undo)) throw new ClaimcheckError('collection.not_found', { path: undo })
    return path.join(folder, undo)
  }

  async function readOrigin(undo: string): Promise<ItemPath | null> {
    try {
      const origin = originSchema.parse(JSON.parse(await readFile(path.join(slotOf(undo), 'origin.json'), 'utf8')))
      return origin.root === path.resolve(root) ? origin.path : null
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return null
      throw error
    }
  }

  async function forgetOld(): Promise<void> {
    const names = await readdir(folder)
    for (const name of names.filter((each) => undoName.test(each))) {
      const slot = path.join(folder, name)
      const { mtimeMs } = await stat(slot)
      if (now().getTime() - mtimeMs > keptForMs) await rm(slot, { recursive: true, force: true })
    }
  }

  return {
    put: (undo, from) =>
      whileWriting(from, async () => {
        const source = await places.locate(from)
        // Told before anything is made: there may be nothing to remove.
        await lstat(source)
        const slot = slotOf(undo)
        await mkdir(slot, { recursive: true, mode: 0o700 })
        const origin = JSON.stringify({ root: path.resolve(root), path: from })
        await writeNewFile(nodeFileCalls, path.join(slot, 'origin.json'), new TextEncoder().encode(origin))
        await moveAcross(source, path.join(slot, 'item'))
        await forgetOld()
      }),

    origin: readOrigin,

    restore: (undo, to) =>
      whileWriting(to, async () => {
        const target = await places.locateForNew(to)
        if (await isThere(target)) throw new ClaimcheckError('collection.exists', { path: to })
        await moveAcross(path.join(slotOf(undo), 'item'), target)
        await rm(slotOf(undo), { recursive: true, force: true })
      }),
  }
}

async function isThere(target: string): Promise<boolean> {
  try {
    await lstat(target)
    return true
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false
    throw error
  }
}

/** A rename; between two file systems a whole copy first, given its name when it is complete, and then the removal. */
async function moveAcross(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (systemErrorCode(error) !== 'EXDEV') throw error
    const temporary = path.join(path.dirname(to), `.claimcheck-${path.basename(to)}.moving`)
    await rm(temporary, { recursive: true, force: true })
    await cp(from, temporary, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true, errorOnExist: true })
    await rename(temporary, to)
    await rm(from, { recursive: true, force: true })
  }
  await nodeFileCalls.syncFolder(path.dirname(to))
}
