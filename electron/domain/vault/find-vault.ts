import type { DurableFile } from '../storage/durable-file.ts'
import { parseVaultFile, type VaultContents, type VaultFile } from './vault-file-format.ts'
import type { KnownVault, OnDisk } from './vault-state.ts'

export interface FoundVault {
  readonly kind: 'found'
  readonly contents: VaultContents
  /** null: what this process still knows is newer than what the disk has, and is taken instead. */
  readonly file: VaultFile | null
  readonly bytes: Uint8Array
  readonly recovered: boolean
  readonly disk: OnDisk
  /** What this process knew of the same vault. */
  readonly known: KnownVault | null
}

type Finding =
  | FoundVault
  | { readonly kind: 'none' }
  | { readonly kind: 'damaged'; readonly keptAt: string }
  | { readonly kind: 'newer'; readonly version: number }

interface FindVaultParts {
  readonly file: DurableFile
  readonly keepAside: (bytes: Uint8Array) => Promise<string>
}

const knownVault = (known: KnownVault, mark: string | null): FoundVault => ({
  ...{ kind: 'found', contents: known.contents, file: null, bytes: new Uint8Array(), recovered: false, known },
  disk: { mark, older: null, owesSave: true },
})

/** The vault as this process knows it, for a file that turned out to be forged; null: it knows none under that key. */
export function fromMemory({ known, contents, disk }: FoundVault): FoundVault | null {
  const isUnderSameKey = known !== null && JSON.stringify(known.contents.wraps) === JSON.stringify(contents.wraps)
  return isUnderSameKey ? knownVault(known, disk.mark) : null
}

/** What was of version 2 never becomes one of version 1 again: that seals no generation, and may claim any. */
const isOlder = (file: VaultFile, { contents, disk }: KnownVault): boolean =>
  file.generation < contents.generation || (file.version === 1 && disk.older === null)

/**
 * The vault as it is on the disk, or as this process last knew it where that is newer: another copy in its place, or
 * damage, while it was open or locked here takes nothing away. Writes nothing over anything; what was unsaved of a vault
 * that another has replaced is kept aside.
 */
export async function findVault({ file, keepAside }: FindVaultParts, known: KnownVault | null): Promise<Finding> {
  const mark = await file.mark()
  const found = await file.read()
  if (found === null) {
    // Somebody removed it. What is on no other disk stays; it can be saved when the file is back.
    return known === null || known.unsavedFile === null ? { kind: 'none' } : knownVault(known, known.disk.mark)
  }
  const { bytes } = found
  const parsed = await parseVaultFile(bytes)
  if (parsed.kind === 'unsound') {
    const keptAt = await keepAside(bytes)
    return known === null ? { kind: 'damaged', keptAt } : knownVault(known, mark)
  }
  const isSame = parsed.kind === 'sound' && parsed.file.vaultId === known?.contents.vaultId
  if (!isSame && known !== null && known.unsavedFile !== null) await keepAside(known.unsavedFile)
  if (parsed.kind === 'newer') return parsed
  if (isSame && known !== null && isOlder(parsed.file, known)) return knownVault(known, mark)
  const older = parsed.file.version === 1 ? { bytes, version: 1 } : null
  return {
    ...{ kind: 'found', contents: parsed.file, file: parsed.file, bytes, recovered: found.from === 'backup' },
    ...{ disk: { mark, older, owesSave: false }, known: isSame ? known : null },
  }
}
