import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'

export interface FileBeingWritten {
  /** May write fewer bytes than it was given, as write(2) may. */
  readonly write: (bytes: Uint8Array, offset: number, length: number) => Promise<{ bytesWritten: number }>
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The file operations that durable writing stands on: Node's, or a test's that fail on purpose. */
export interface FileCalls {
  readonly makeFolder: (path: string, mode: number) => Promise<void>
  /** Fails when the path exists. */
  readonly create: (path: string, mode: number) => Promise<FileBeingWritten>
  readonly read: (path: string) => Promise<Uint8Array>
  readonly link: (existing: string, path: string) => Promise<void>
  readonly rename: (from: string, to: string) => Promise<void>
  /** Succeeds when there is nothing to remove. */
  readonly remove: (path: string) => Promise<void>
  readonly list: (folder: string) => Promise<readonly string[]>
  /** Flushes the folder's entries, so that a rename survives a power cut. */
  readonly syncFolder: (folder: string) => Promise<void>
}

export const nodeFileCalls: FileCalls = {
  makeFolder: async (path, mode) => void (await mkdir(path, { recursive: true, mode })),
  create: (path, mode) => open(path, 'wx', mode),
  read: (path) => readFile(path),
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
