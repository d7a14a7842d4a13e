import type { OpenedVault } from './opened-vault.ts'
import { parseVaultFile } from './vault-file-format.ts'

export interface ForgetVersionsParts {
  /** Removes those copies of files of earlier versions that `isToGo` names. Throws `storage.write_failed`. */
  readonly removeVersions: (isToGo: (bytes: Uint8Array) => Promise<boolean>) => Promise<void>
}

/**
 * Removes the copies of earlier versions' files of this vault that open with what opens it no more. Those that are under
 * its protection of now stay, for whoever goes back to that version. One that can't be removed now is tried again when the
 * vault is opened next.
 */
export async function forgetVersions({ removeVersions }: ForgetVersionsParts, vault: OpenedVault): Promise<void> {
  const vaultId = vault.vaultId()
  const wraps = JSON.stringify(vault.wraps())
  async function isUnderAnother(bytes: Uint8Array): Promise<boolean> {
    const parsed = await parseVaultFile(bytes)
    return parsed.kind === 'sound' && parsed.file.vaultId === vaultId && JSON.stringify(parsed.file.wraps) !== wraps
  }
  await removeVersions(isUnderAnother).catch(() => undefined) // tried again, as said above
}
