import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import { systemErrorCode } from '../domain/storage/write-failure.ts'
import type { FileCalls } from './file-calls.ts'

export const backupOf = (file: string) => `${file}.bak`
const newTemporaryOf = (file: string) => `${file}.${randomBytes(8).toString('hex')}.tmp`

/** True for names that `replaceFile` leaves behind when the process is killed in the middle. */
export function isLeftover(file: string, name: string): boolean {
  const base = path.basename(file)
  return name.startsWith(`${base}.`) && /^[0-9a-f]{16}\.tmp$/.test(name.slice(base.length + 1))
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
    for (let offset = 0; offset < bytes.length;) {
      // A nearly full disk writes a part and calls it success; only the next call says what is wrong.
      const { bytesWritten } = await handle.write(bytes, offset, bytes.length - offset)
      if (bytesWritten <= 0) throw new Error(`nothing was written at byte ${offset} of ${bytes.length}`)
      offset += bytesWritten
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writeByRename(calls: FileCalls, file: string, bytes: Uint8Array): Promise<void> {
  const temporary = newTemporaryOf(file)
  try {
    await writeNewFile(calls, temporary, bytes)
    await calls.rename(temporary, file)
  } catch (error) {
    // What can't be removed now is swept at the next start; the failure to tell is the first one.
    await calls.remove(temporary).catch(() => undefined)
    throw error
  }
}

/** Gives the file's bytes a second name. A hard link costs no room; where links fail the bytes are copied. */
async function keepUnder(calls: FileCalls, file: string, bytes: Uint8Array, keptAs: string): Promise<void> {
  try {
    await calls.remove(keptAs)
    await calls.link(file, keptAs)
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
  isSound: (bytes: Uint8Array) => boolean,
): Promise<void> {
  const folder = path.dirname(file)
  await calls.makeFolder(folder, 0o700)
  const temporary = newTemporaryOf(file)
  try {
    await writeNewFile(calls, temporary, bytes)
    const old = await readIfThere(calls, file)
    // An unsound file must not take the place of the sound predecessor, and must not be lost either.
    if (old !== null) await keepUnder(calls, file, old, isSound(old) ? backupOf(file) : unsoundNameOf(file, old))
    await calls.rename(temporary, file)
  } catch (error) {
    await calls.remove(temporary).catch(() => undefined)
    throw error
  }
  await calls.syncFolder(folder)
}

const unsoundNameOf = (file: string, bytes: Uint8Array) =>
  `${file}.unsound-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`
