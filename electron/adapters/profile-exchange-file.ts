import { randomBytes } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { ExchangeFiles } from '../domain/profiles/profile-exchange.ts'
import { writeFailure } from '../domain/storage/write-failure.ts'
import { type FileCalls, nodeFileCalls } from './file-calls.ts'
import { writeNewFile } from './replace-file.ts'

const largestBytes = 32 * 1024 * 1024

/** At most the bytes that a file of profiles has. `null`: more, or nothing that has an end (a device, a pipe). */
async function readBounded(location: string): Promise<Uint8Array | null> {
  // Asked before it is opened: opening a pipe waits for whoever writes to it.
  const { size } = await stat(location).then((facts) => (facts.isFile() ? facts : { size: Infinity }))
  if (size > largestBytes) return null
  const handle = await open(location, 'r')
  try {
    const bytes = Buffer.alloc(size)
    let length = 0
    while (length < bytes.length) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return bytes.subarray(0, length)
  } finally {
    await handle.close()
  }
}

/** Files of exported profiles: of mode 0600, since they may hold sealed secrets, and never half written. */
export function createProfileExchangeFiles(calls: FileCalls = nodeFileCalls): ExchangeFiles {
  return {
    async read(location) {
      const fileName = path.basename(location)
      let bytes: Uint8Array | null
      try {
        bytes = await readBounded(location)
      } catch (cause) {
        throw new ClaimcheckError('storage.unreadable', { file: fileName }, { cause })
      }
      if (bytes === null) {
        const reason = `It is no plain file of at most ${largestBytes / 1024 / 1024} MB`
        throw new ClaimcheckError('profile.import_unreadable', { reason })
      }
      return { fileName, bytes }
    },

    async write(location, bytes) {
      const temporary = `${location}.${randomBytes(8).toString('hex')}.tmp`
      try {
        await writeNewFile(calls, temporary, bytes)
        await calls.rename(temporary, location)
        await calls.syncFolder(path.dirname(location))
      } catch (cause) {
        // The failure to tell is the first one.
        await calls.remove(temporary).catch(() => undefined)
        throw writeFailure(path.basename(location), cause)
      }
    },
  }
}
