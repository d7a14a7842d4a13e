import { constants } from 'node:fs'
import { chmod, lstat, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { ItemPath } from '../contract/ids.ts'
import type { WorkspaceEntry, WorkspaceFiles } from '../domain/collections/workspace-files.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { systemErrorCode } from '../domain/storage/write-failure.ts'
import { nodeFileCalls, type FileCalls } from './file-calls.ts'
import { writeNewFile } from './replace-file.ts'
import { createPlaces } from './workspace-places.ts'
import { unreadableFile, whileReading, whileWriting } from './workspace-failures.ts'

const headBytes = 8 * 1024
const maxBytes = 5 * 1024 * 1024
const leftover = /^\.claimcheck-[0-9a-f-]{36}\.tmp$/
const leftoverAgeMs = 60_000
// A link in the last place is refused by the system itself; a named pipe would block for ever without O_NONBLOCK.
const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** The files under a root folder. Nothing outside it is read or written, whatever links stand in it. */
export function collectionFilesIn(root: string, calls: FileCalls = nodeFileCalls): WorkspaceFiles {
  const places = createPlaces(root)

  const read = (itemPath: ItemPath): Promise<string> =>
    whileReading(itemPath, async () => {
      const handle = await open(await places.locate(itemPath), readFlags)
      try {
        const facts = await handle.stat()
        if (!facts.isFile()) throw new ClaimcheckError('collection.not_found', { path: itemPath })
        if (facts.size > maxBytes) throw unreadableFile(itemPath, 'The file is larger than 5 MB')
        return decode(itemPath, await handle.readFile(), true)
      } finally {
        await handle.close()
      }
    })

  /** Writes the whole file beside its place, flushed; the caller gives it its name. */
  async function writeBeside(target: string, text: string): Promise<string> {
    const temporary = path.join(path.dirname(target), `.claimcheck-${randomUUID()}.tmp`)
    try {
      await writeNewFile(
        { ...calls, create: (file) => calls.create(file, 0o666) },
        temporary,
        new TextEncoder().encode(text),
      )
    } catch (error) {
      await calls.remove(temporary)
      throw error
    }
    return temporary
  }

  /** Gives a file a name that nothing has. A hard link is refused where the name is taken, a rename is not. */
  async function nameNew(itemPath: ItemPath, temporary: string, target: string): Promise<void> {
    try {
      await calls.link(temporary, target)
      await calls.remove(temporary)
    } catch (error) {
      if (!isWithoutLinks(error)) throw error
      await assertFree(itemPath, target)
      await calls.rename(temporary, target)
    }
  }

  async function sweep(folder: string, name: string): Promise<void> {
    const facts = await stat(path.join(folder, name))
    if (Date.now() - facts.mtimeMs > leftoverAgeMs) await rm(path.join(folder, name), { force: true })
  }

  return {
    root,

    list: (folder) =>
      whileReading(folder, async () => {
        const place = await places.locate(folder)
        const entries = await readdir(place, { withFileTypes: true }).catch((error: unknown) => {
          if (folder === '' && systemErrorCode(error) === 'ENOENT') return []
          throw error
        })
        // What a killed process left; housekeeping never stands in the way of reading.
        await Promise.allSettled(
          entries.filter(({ name }) => leftover.test(name)).map(({ name }) => sweep(place, name)),
        )
        return entries.flatMap((entry): WorkspaceEntry[] => {
          const kind = entry.isSymbolicLink() ? 'link' : entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : null
          return kind === null || leftover.test(entry.name) ? [] : [{ name: entry.name, kind }]
        })
      }),

    // Thousands of heads are read for one tree, so nothing is asked of the system that the bytes tell by themselves.
    readHead: (itemPath) =>
      whileReading(itemPath, async () => {
        const handle = await open(await places.locate(itemPath), readFlags)
        try {
          const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(headBytes), 0, headBytes, 0)
          const bytes = bytesRead < headBytes ? bytesRead : (await handle.stat()).size
          const whole = bytes <= bytesRead
          return { text: decode(itemPath, buffer.subarray(0, bytesRead), whole), bytes, whole }
        } finally {
          await handle.close()
        }
      }),

    read,

    async readIfThere(itemPath) {
      try {
        return await read(itemPath)
      } catch (failure) {
        if (failure instanceof ClaimcheckError && failure.code === 'collection.not_found') return null
        throw failure
      }
    },

    create: (itemPath, text) =>
      whileWriting(itemPath, async () => {
        const target = await places.locateForNew(itemPath)
        const temporary = await writeBeside(target, text)
        try {
          await nameNew(itemPath, temporary, target)
        } catch (error) {
          await calls.remove(temporary)
          throw error
        }
        await calls.syncFolder(path.dirname(target))
      }),

    replace: (itemPath, text) =>
      whileWriting(itemPath, async () => {
        const target = await places.locate(itemPath)
        const facts = await lstat(target)
        if (!facts.isFile()) throw new ClaimcheckError('collection.not_found', { path: itemPath })
        const temporary = await writeBeside(target, text)
        try {
          await chmod(temporary, facts.mode)
          await calls.rename(temporary, target)
        } catch (error) {
          await calls.remove(temporary)
          throw error
        }
        await calls.syncFolder(path.dirname(target))
      }),

    makeFolder: (itemPath) =>
      whileWriting(itemPath, async () => {
        const target = await places.locateForNew(itemPath)
        await mkdir(target)
        await calls.syncFolder(path.dirname(target))
      }),

    move: (from, to) =>
      whileWriting(to, async () => {
        const source = await places.locate(from)
        const target = await places.locateForNew(to)
        await assertFree(to, target, source)
        await calls.rename(source, target)
        await calls.syncFolder(path.dirname(target))
        await calls.syncFolder(path.dirname(source))
      }),
  }
}

/** A file system that folds case calls `List.yml` and `list.yml` one file; renaming between them is no collision. */
async function assertFree(itemPath: ItemPath, target: string, source: string | null = null): Promise<void> {
  const taken = await lstat(target).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return null
    throw error
  })
  if (taken === null) return
  const own = source === null ? null : await lstat(source)
  if (own === null || own.ino !== taken.ino || own.dev !== taken.dev || own.ino === 0) {
    throw new ClaimcheckError('collection.exists', { path: itemPath })
  }
}

const isWithoutLinks = (error: unknown): boolean =>
  ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'].includes(systemErrorCode(error) ?? '')

/** UTF-8 or nothing: a file that is read with replaced characters would be written back with them. */
function decode(itemPath: ItemPath, bytes: Uint8Array, whole: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: !whole })
  } catch (cause) {
    throw unreadableFile(itemPath, 'The file is not UTF-8 text', cause)
  }
}
