import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Writes a file of mode 0600 whole, flushed and by renaming. Throws system errors; then the old file is as it was. */
export function replaceSmallFile(file: string, bytes: Uint8Array): void {
  const temporary = `${file}.${randomBytes(8).toString('hex')}.tmp`
  try {
    // Unlike `writeSync`, this writes on until every byte is out.
    writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o600, flush: true })
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Flushes a folder's entries, so that a rename in it survives a power cut. */
export function syncFolder(folder: string): void {
  // Windows can't open a folder as a file; NTFS journals its entries by itself.
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
