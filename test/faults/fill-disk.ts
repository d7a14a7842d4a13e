import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { systemErrorCode } from '../../electron/domain/storage/write-failure.ts'

const page = Buffer.alloc(4096)
// A disk that is larger than this is not the small one that was meant.
const mostPages = 1024

/** Writes a file until the disk is full, and gives back as many bytes as are to be left. */
export function fillDisk(file: string, leaveBytes: number): void {
  const handle = openSync(file, 'w')
  let size = 0
  try {
    for (let pages = 0; pages < mostPages; pages += 1) size += writeSync(handle, page)
    throw new Error('this disk does not get full')
  } catch (thrown) {
    if (systemErrorCode(thrown) !== 'ENOSPC') throw thrown
    ftruncateSync(handle, Math.max(0, size - leaveBytes))
  } finally {
    closeSync(handle)
  }
}
