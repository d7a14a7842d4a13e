import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import type { DurableFile } from '../domain/storage/durable-file.ts'
import { systemErrorCode, writeFailure } from '../domain/storage/write-failure.ts'
import { isSoundVaultFile } from '../domain/vault/vault-file-format.ts'
import { createDurableFile } from './durable-file.ts'
import { type FileCalls, nodeFileCalls } from './file-calls.ts'
import { backupOf, readIfThere, writeNewFile } from './replace-file.ts'

export interface VaultFiles {
  readonly file: DurableFile
  /** Copies damaged bytes beside the vault, once for the same bytes; tells where. Throws `storage.write_failed`. */
  readonly keepAside: (bytes: Uint8Array) => Promise<string>
  /** Renames the vault and its predecessor. Throws `storage.write_failed`. */
  readonly moveAside: () => Promise<void>
}

/** The vault's file in its folder, and the ways to get it out of the way without losing a byte. */
export function createVaultFiles(folder: string, calls: FileCalls = nodeFileCalls): VaultFiles {
  const location = path.resolve(folder, 'vault.json')

  async function keepAside(bytes: Uint8Array): Promise<string> {
    const keptAt = `${location}.damaged-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`
    try {
      const kept = await readIfThere(calls, keptAt)
      if (kept !== null && Buffer.from(bytes).equals(kept)) return keptAt
      // A copy that is there and differs was cut short; the original is still in its place.
      await calls.remove(keptAt)
      await writeNewFile(calls, keptAt, bytes)
      return keptAt
    } catch (cause) {
      throw writeFailure(path.basename(keptAt), cause)
    }
  }

  async function moveAside(): Promise<void> {
    const asideAs = `${location}.aside-${randomBytes(6).toString('hex')}`
    try {
      // The predecessor first: left alone it would be taken for the vault at the next start.
      for (const [from, to] of [
        [backupOf(location), `${asideAs}.bak`],
        [location, asideAs],
      ] as const) {
        await calls.rename(from, to).catch((error: unknown) => {
          if (systemErrorCode(error) !== 'ENOENT') throw error
        })
      }
      await calls.syncFolder(folder)
    } catch (cause) {
      throw writeFailure(path.basename(location), cause)
    }
  }

  return { file: createDurableFile(location, { isSound: isSoundVaultFile, calls }), keepAside, moveAside }
}
