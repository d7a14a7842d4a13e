import { createHash } from 'node:crypto'
import path from 'node:path'
import { systemErrorCode } from '../domain/storage/write-failure.ts'
import { type FileCalls, writeAll } from './file-calls.ts'
import { withTemporary } from './temporary-names.ts'

export const backupOf = (file: string) => `${file}.bak`
const unsoundNameOf = (file: string, bytes: Uint8Array) =>
  `${file}.unsound-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`

/** True for the names of a file and of the copies that `replaceFile` keeps of it. */
export const isFileOrCopy = (file: string, name: string): boolean => {
  const base = path.basename(file)
  return name.startsWith(base) && /^(?:\.bak|\.unsound-[0-9a-f]{12})?$/.test(name.slice(base.length))
}

/** The bytes of a file, or null when there is none. Throws what the system throws for any other trouble. */
export async function readIfThere(calls: FileCalls, file: string): Promise<Uint8Array | null> {
  try {
    return await calls.read(file)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** Writes a new file to its last byte and flushes it. Fails when the file exists. */
export async function writeNewFile(calls: FileCalls, file: string, bytes: Uint8Array): Promise<void> {
  const handle = await calls.create(file, 0o600)
  try {
    await writeAll(handle, bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Puts bytes in a file's place, whole or not at all; the folder is not flushed yet. */
export async function writeByRename(calls: FileCalls, file: string, bytes: Uint8Array): Promise<void> {
  await withTemporary(file, async (temporary) => {
    try {
      await writeNewFile(calls, temporary, bytes)
      await calls.rename(temporary, file)
    } catch (error) {
      // What can't be removed now is swept at the next start; the failure to tell is the first one.
      await calls.remove(temporary).catch(() => undefined)
      throw error
    }
  })
}

/**
 * Gives the file's bytes a second name, in the place of whatever had it, with no moment in between where that name is
 * free. A hard link costs no room; where links fail, or the file itself is a link to another one, the bytes are copied.
 */
async function keepUnder(calls: FileCalls, file: string, bytes: Uint8Array, keptAs: string): Promise<void> {
  try {
    const facts = await calls.look(file, false)
    if (facts?.kind !== 'file') throw new Error('its name leads to bytes that are kept elsewhere')
    await withTemporary(keptAs, async (temporary) => {
      try {
        await calls.link(file, temporary)
        await calls.rename(temporary, keptAs)
      } finally {
        // rename(2) does nothing where both names are the same file already, as after a crash right here.
        await calls.remove(temporary)
      }
    })
  } catch {
    await writeByRename(calls, keptAs, bytes)
  }
}

/**
 * Replaces a file so that at every instant the old bytes or the new ones are whole on the disk: temporary file in the
 * same folder, every byte written, flushed, predecessor kept as `.bak`, renamed, folder flushed. Throws system errors.
 */
export async function replaceFile(
  calls: FileCalls,
  file: string,
  bytes: Uint8Array,
  isSound: (bytes: Uint8Array) => boolean | Promise<boolean>,
): Promise<void> {
  const folder = path.dirname(file)
  await calls.makeFolder(folder, 0o700)
  await withTemporary(file, async (temporary) => {
    try {
      await writeNewFile(calls, temporary, bytes)
      const old = await readIfThere(calls, file)
      // An unsound file must not take the place of the sound predecessor, and must not be lost either.
      if (old !== null) {
        const keptAs = (await isSound(old)) ? backupOf(file) : unsoundNameOf(file, old)
        await keepUnder(calls, file, old, keptAs)
      }
      await calls.rename(temporary, file)
    } catch (error) {
      await calls.remove(temporary).catch(() => undefined)
      throw error
    }
  })
  await calls.syncFolder(folder)
}
