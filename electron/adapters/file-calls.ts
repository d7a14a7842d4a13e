import { type BigIntStats, constants } from 'node:fs'
import { chmod, link, lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { systemErrorCode } from '../domain/storage/write-failure.ts'

export interface FileBeingWritten {
  /** May write fewer bytes than it was given, as write(2) may. */
  readonly write: (bytes: Uint8Array, offset: number, length: number) => Promise<{ bytesWritten: number }>
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
}

/** What is known of a path without reading it. */
export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  /** The permission bits, with those above them (the sticky bit). */
  readonly mode: number
  /** Of the user that runs this process; also where the system tells no owners. */
  readonly isOurs: boolean
  readonly modifiedMs: number
  readonly sizeBytes: number
  /** Differs for every file that was ever in this place; the clock's tick is a few milliseconds, so more than the time is in it. */
  readonly mark: string
}

/** The file operations that durable writing stands on: Node's, or a test's that fail on purpose. */
export interface FileCalls {
  readonly makeFolder: (path: string, mode: number) => Promise<void>
  /** Fails when the path exists. */
  readonly create: (path: string, mode: number) => Promise<FileBeingWritten>
  readonly read: (path: string) => Promise<Uint8Array>
  /** null: there is nothing. `follow`: what a link leads to, in place of the link. */
  readonly look: (path: string, follow: boolean) => Promise<FileFacts | null>
  readonly setMode: (path: string, mode: number) => Promise<void>
  readonly link: (existing: string, path: string) => Promise<void>
  readonly rename: (from: string, to: string) => Promise<void>
  /** Succeeds when there is nothing to remove. */
  readonly remove: (path: string) => Promise<void>
  readonly list: (folder: string) => Promise<readonly string[]>
  /** Flushes the folder's entries, so that a rename survives a power cut. */
  readonly syncFolder: (folder: string) => Promise<void>
}

function kindOf(facts: BigIntStats): FileFacts['kind'] {
  if (facts.isFile()) return 'file'
  if (facts.isDirectory()) return 'folder'
  return facts.isSymbolicLink() ? 'link' : 'other'
}

export const nodeFileCalls: FileCalls = {
  async makeFolder(path, mode) {
    // What the umask took from its owner is given back; file systems without modes say yes to everything.
    if ((await mkdir(path, { recursive: true, mode })) === undefined) return
    if (((await stat(path)).mode & mode) !== mode) await chmod(path, mode)
  },
  async create(path, mode) {
    const handle = await open(path, 'wx', mode)
    try {
      // What the umask took from its owner is given back; what it took from others stays theirs to miss.
      const given = (await handle.stat()).mode & 0o777
      const owners = mode & 0o700
      if ((given & owners) !== owners) await handle.chmod(given | owners)
      return handle
    } catch (error) {
      await handle.close()
      throw error
    }
  },
  async read(path) {
    // Whoever opens a pipe waits for somebody to write to it, and takes one of the few threads that files are read on.
    const handle = await open(path, constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK))
    try {
      if (!(await handle.stat()).isFile()) throw Object.assign(new Error('it is no plain file'), { code: 'EISDIR' })
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  },
  async look(path, follow) {
    try {
      const facts = await (follow ? stat : lstat)(path, { bigint: true })
      const { dev, ino, size, mtimeNs, ctimeNs } = facts
      return {
        kind: kindOf(facts),
        mode: Number(facts.mode) & 0o7777,
        isOurs: process.getuid === undefined || Number(facts.uid) === process.getuid(),
        modifiedMs: Number(facts.mtimeMs),
        sizeBytes: Number(size),
        mark: [dev, ino, size, mtimeNs, ctimeNs].join(':'),
      }
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return null
      throw error
    }
  },
  setMode: chmod,
  link,
  rename,
  remove: (path) => rm(path, { force: true }),
  list: (folder) => readdir(folder),
  async syncFolder(folder) {
    // Windows can't open a folder as a file; NTFS journals its entries by itself.
    if (process.platform === 'win32') return
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
}

/** Writes bytes to the last one. Throws system errors. */
export async function writeAll(file: FileBeingWritten, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length;) {
    // A nearly full disk writes a part and calls it success; only the next call says what is wrong.
    const { bytesWritten } = await file.write(bytes, offset, bytes.length - offset)
    if (bytesWritten <= 0) throw new Error(`nothing was written at byte ${offset} of ${bytes.length}`)
    offset += bytesWritten
  }
}
