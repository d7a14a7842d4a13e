import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import { isRecord } from '../domain/json/is-record.ts'
import { parseJsonOrNull } from '../domain/json/parse-json.ts'
import type { DurableFile } from '../domain/storage/durable-file.ts'
import { systemErrorCode, writeFailure } from '../domain/storage/write-failure.ts'
import { isSoundVaultFile } from '../domain/vault/vault-file-format.ts'
import { createDurableFile } from './durable-file.ts'
import { type FileCalls, nodeFileCalls } from './file-calls.ts'
import { patientFileCalls } from './patient-file-calls.ts'
import { backupOf, readIfThere, writeByRename } from './replace-file.ts'
import { fileOfTemporary, sweepTemporaries } from './temporary-names.ts'

export interface VaultFiles {
  readonly file: DurableFile
  /** What was last seen of the vault, to notice an old copy in its place. */
  readonly seenFile: DurableFile
  /** Copies damaged bytes beside the vault, once for the same bytes; tells where. Throws `storage.write_failed`. */
  readonly keepAside: (bytes: Uint8Array) => Promise<string>
  /** Copies a file of an earlier version beside the vault, once for the same bytes. Throws `storage.write_failed`. */
  readonly keepVersion: (bytes: Uint8Array, version: number) => Promise<void>
  /** Renames the vault and its predecessor. Throws `storage.write_failed`. */
  readonly moveAside: () => Promise<void>
  /**
   * Removes the vault and every copy of it that was ever made beside it, and nothing else; gone for good when it resolves.
   * Goes on where one can't be removed, and throws `storage.write_failed` naming those. Nobody may be writing.
   */
  readonly removeAll: () => Promise<void>
  /** The same, but leaves what a person may want back: copies of damaged vaults, and those that were set aside. */
  readonly removeVault: () => Promise<void>
  /**
   * Removes those copies of files of earlier versions that `isToGo` names. Goes on where one can't be read or removed, and
   * throws `storage.write_failed` naming those.
   */
  readonly removeVersions: (isToGo: (bytes: Uint8Array) => Promise<boolean>) => Promise<void>
}

const vaultName = 'vault.json'
const seenName = 'vault-seen.json'
/** What is kept for a person to get something back from. */
const keptForPerson = /^vault\.json(?:\.(?:unsound|damaged)-[0-9a-f]{12}|\.aside-[0-9a-f]{12}(?:\.bak)?)$/
const versionCopies = /^vault\.json\.version-\d{1,9}-[0-9a-f]{12}$/
const seenNames = /^vault-seen\.json(?:\.bak|\.unsound-[0-9a-f]{12})?$/

/**
 * When a name is to be removed; null: not ours. Whatever is left by a crash in between is what it was: a vault that is
 * still there whole, or none. Its predecessor alone would be taken for the vault; without what was last seen, an old
 * copy would not be noticed.
 */
function removalTurn(name: string): number | null {
  const file = fileOfTemporary(name) ?? name
  if (keptForPerson.test(file) || versionCopies.test(file)) return 0
  if (file !== name && [vaultName, backupOf(vaultName)].includes(file)) return 0
  if (file === backupOf(vaultName)) return 1
  if (file === vaultName) return 2
  return seenNames.test(file) ? 3 : null
}

/** Any JSON object: what is in it is sealed, and judged by whoever has the key. */
const isJsonObject = (bytes: Uint8Array): boolean => isRecord(parseJsonOrNull(Buffer.from(bytes).toString('utf8')))

/** The vault's files in their folder, and the ways to get them out of the way without losing a byte. */
export function createVaultFiles(folder: string, given: FileCalls = nodeFileCalls): VaultFiles {
  const calls = patientFileCalls(given)
  const place = path.resolve(folder)
  const location = path.join(place, vaultName)

  /** Beside the vault, under a name that its bytes decide; once for the same bytes. */
  async function keepCopy(bytes: Uint8Array, kind: string): Promise<string> {
    const keptAt = `${location}.${kind}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`
    try {
      const kept = await readIfThere(calls, keptAt)
      // A copy that is there and differs was cut short; the original is still in its place.
      if (kept === null || !Buffer.from(bytes).equals(kept)) {
        await writeByRename(calls, keptAt, bytes)
        await calls.syncFolder(place)
      }
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
      await calls.syncFolder(place)
    } catch (cause) {
      throw writeFailure(vaultName, cause)
    }
  }

  async function listed(): Promise<readonly string[]> {
    try {
      return await calls.list(place)
    } catch (cause) {
      if (systemErrorCode(cause) === 'ENOENT') return []
      throw writeFailure(vaultName, cause)
    }
  }

  /** Removes files of the folder in this order. Goes on where one can't be. */
  async function removeEach(names: readonly string[], isToGo = async (_file: string) => true): Promise<void> {
    const left: { readonly name: string; readonly cause: unknown }[] = []
    let removed = 0
    for (const name of names) {
      const file = path.join(place, name)
      try {
        if (!(await isToGo(file))) continue
        await calls.remove(file)
        removed += 1
      } catch (cause) {
        left.push({ name, cause })
      }
    }
    const [first] = left
    if (first !== undefined) throw writeFailure(left.map(({ name }) => name).join(', '), first.cause)
    if (removed === 0) return
    await calls.syncFolder(place).catch((cause: unknown) => {
      throw writeFailure(vaultName, cause)
    })
  }

  async function removeNamed(isMeant: (name: string) => boolean): Promise<void> {
    const inOrder = (await listed())
      .flatMap((name) => {
        const turn = isMeant(name) ? removalTurn(name) : null
        return turn === null ? [] : [{ name, turn }]
      })
      .toSorted((one, other) => one.turn - other.turn)
    await removeEach(inOrder.map(({ name }) => name))
  }

  async function removeVersions(isToGo: (bytes: Uint8Array) => Promise<boolean>): Promise<void> {
    const names = (await listed()).filter((name) => versionCopies.test(fileOfTemporary(name) ?? name))
    if (names.length === 0) return
    await sweepTemporaries(calls, place, (name) => versionCopies.test(name))
    await removeEach(
      names.filter((name) => versionCopies.test(name)),
      async (file) => {
        const bytes = await readIfThere(calls, file)
        return bytes !== null && isToGo(bytes)
      },
    )
  }

  return {
    file: createDurableFile(location, { isSound: isSoundVaultFile, calls: given }),
    seenFile: createDurableFile(path.join(place, seenName), { isSound: isJsonObject, calls: given }),
    keepAside: (bytes) => keepCopy(bytes, 'damaged'),
    keepVersion: async (bytes, version) => void (await keepCopy(bytes, `version-${version}`)),
    moveAside,
    removeAll: () => removeNamed(() => true),
    removeVault: () => removeNamed((name) => !keptForPerson.test(fileOfTemporary(name) ?? name)),
    removeVersions,
  }
}
