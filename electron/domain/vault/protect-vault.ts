import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { DurableFile } from '../storage/durable-file.ts'
import { askKeyring, lookAtKeyring } from './ask-keyring.ts'
import { forgetVersions, type ForgetVersionsParts } from './forget-versions.ts'
import type { KeyWrapper } from './key-wrapper.ts'
import { wrapWithKeyring } from './keyring-key.ts'
import { openContents } from './opened-vault.ts'
import { assertLongEnough, type ScryptCost, unwrapWithPassphrase, wrapWithPassphrase } from './passphrase-key.ts'
import { keyBytes, type RandomBytes } from './seal.ts'
import type { SecretText } from './secret-text.ts'
import { type KeyWrap, parseVaultFile, passphraseWrapOf, type VaultContents } from './vault-file-format.ts'
import { openHeader } from './vault-header.ts'
import { emptyContents, newVaultId } from './vault-opener.ts'
import type { VaultSaver } from './vault-saver.ts'
import type { MemoryOnlyState, OnDisk, UnlockedState } from './vault-state.ts'

export type Protection =
  | { readonly under: 'keyring' }
  | { readonly under: 'passphrase'; readonly passphrase: SecretText }
  | { readonly under: 'both'; readonly passphrase: SecretText }

export interface ProtectRequest {
  /** The passphrase of now; null where the vault is under none. */
  readonly current: SecretText | null
  readonly protection: Protection
}

export interface ProtectVaultParts extends ForgetVersionsParts {
  readonly file: DurableFile
  readonly keyWrapper: KeyWrapper
  readonly randomBytes: RandomBytes
  readonly now: () => Date
  readonly scryptCost: ScryptCost
}

/** Throws `vault.wrong_passphrase` where the vault is under a passphrase and this is not it. */
export async function checkPassphrase(
  vault: Pick<VaultContents, 'vaultId' | 'wraps'>,
  current: SecretText | null,
): Promise<void> {
  const wrap = passphraseWrapOf(vault.wraps)
  if (wrap === null) return
  const dataKey = current === null ? null : await unwrapWithPassphrase(wrap, current, vault.vaultId)
  if (dataKey === null) throw new ClaimcheckError('vault.wrong_passphrase', {})
  dataKey.fill(0)
}

/** Throws `vault.weak_passphrase`. */
export function checkStrength(protection: Protection): void {
  if (protection.under !== 'keyring') assertLongEnough(protection.passphrase)
}

/**
 * Puts vaults under a protection: a new data key each time, everything sealed anew, and no copy of ours left under the one
 * before. Files that were put aside for a person (damaged, set aside) stay as they are, and are that person's to delete.
 */
export function createProtectVault(parts: ProtectVaultParts, saver: VaultSaver) {
  const { file, keyWrapper, randomBytes, now, scryptCost } = parts

  /**
   * Throws `vault.keyring_unavailable`, also for a keyring that does not give back what it was given; then the key is
   * zeros.
   */
  async function wrapUnder(protection: Protection, dataKey: Buffer, vaultId: string): Promise<readonly KeyWrap[]> {
    const wraps: KeyWrap[] = []
    if (protection.under !== 'passphrase') {
      const { offered, trouble } = await lookAtKeyring(keyWrapper, null)
      const wrap = trouble === null ? await wrapWithKeyring(keyWrapper, dataKey, vaultId, offered) : null
      if (wrap === null) {
        dataKey.fill(0)
        throw new ClaimcheckError('vault.keyring_unavailable', { offered, trouble: trouble ?? 'key-not-held' })
      }
      wraps.push(wrap)
    }
    if (protection.under !== 'keyring') {
      wraps.push(await wrapWithPassphrase(dataKey, protection.passphrase, vaultId, scryptCost, randomBytes))
    }
    return wraps
  }

  /**
   * Writes the vault under its new protection, and once more, so that its predecessor is under it too. Throws
   * `storage.write_failed`.
   */
  async function putTwice(vault: UnlockedState): Promise<void> {
    for (const followsAnother of [true, false]) {
      const writtenAt = now()
      await saver.put(vault, await vault.opened.compose(writtenAt, followsAnother), writtenAt)
    }
  }

  async function isOnDisk(vault: UnlockedState): Promise<boolean> {
    const found = await file.read()
    const parsed = found === null ? null : await parseVaultFile(found.bytes)
    return parsed?.kind === 'sound' && openHeader(vault.opened.dataKey(), parsed.file).kind === 'true'
  }

  async function keyringFactsOf(wraps: readonly KeyWrap[], vaultId: string) {
    const { facts, dataKey } = await askKeyring(keyWrapper, { wraps, vaultId })
    dataKey?.fill(0)
    return facts
  }

  return {
    /** The first protection of a vault, with what was in memory. On the disk when this resolves. */
    async begin(protection: Protection, secrets: MemoryOnlyState['secrets']): Promise<UnlockedState> {
      const dataKey = randomBytes(keyBytes)
      const vaultId = newVaultId(randomBytes)
      const wraps = await wrapUnder(protection, dataKey, vaultId)
      const opened = await openContents(emptyContents(wraps, vaultId), dataKey, randomBytes)
      for (const { kind, id, secret } of secrets.values()) opened.write(kind, id, secret)
      const disk: OnDisk = { mark: null, older: null, owesSave: false }
      const vault = {
        kind: 'unlocked',
        opened,
        disk,
        recovered: false,
        keyring: await keyringFactsOf(wraps, vaultId),
      } as const
      await saver.inTurn(async () => {
        // Another process may have begun one meanwhile; nothing is written over it.
        if ((await file.read()) !== null) throw new ClaimcheckError('vault.replaced', {})
        const writtenAt = now()
        await saver.put(vault, await opened.compose(writtenAt), writtenAt)
      })
      return vault
    },

    /**
     * Puts an open vault under another protection. Resolves when the file and its predecessor are under it. Where that
     * fails the old protection is put back, and the vault goes on with whichever of the two is on the disk: `goTo` is told
     * of it, before the failure is thrown. Throws `vault.wrong_passphrase`, `vault.keyring_unavailable`, `storage.*` and
     * what catching up throws.
     */
    async change(
      old: UnlockedState,
      request: ProtectRequest,
      goTo: (next: UnlockedState) => void,
    ): Promise<UnlockedState> {
      for (;;) {
        const next = await tryChange(old, request, goTo)
        if (next !== null) return next
      }
    },
  }

  /** null: another process protected the vault meanwhile, or began it, so the passphrase of now may be another one. */
  async function tryChange(
    old: UnlockedState,
    { current, protection }: ProtectRequest,
    goTo: (next: UnlockedState) => void,
  ): Promise<UnlockedState | null> {
    await saver.inTurn(() => saver.catchUp(old))
    const [vaultId, oldWraps] = [old.opened.vaultId(), old.opened.wraps()]
    await checkPassphrase({ vaultId, wraps: oldWraps }, current)
    const dataKey = randomBytes(keyBytes)
    const wraps = await wrapUnder(protection, dataKey, vaultId)
    const keyring = await keyringFactsOf(wraps, vaultId)
    return saver.inTurn(async () => {
      await saver.catchUp(old)
      if (JSON.stringify(old.opened.wraps()) !== JSON.stringify(oldWraps)) {
        dataKey.fill(0)
        return null
      }
      const opened = await old.opened.rekeyed(dataKey, wraps)
      const next: UnlockedState = { ...old, opened, keyring, disk: { ...old.disk } }
      try {
        await putTwice(next)
      } catch (failure) {
        await settle(old, next, goTo)
        throw failure
      }
      old.opened.wipe()
      await forgetVersions(parts, opened)
      return next
    })
  }

  /** After a failure: the old protection, if it can be had, else the one that is on the disk. */
  async function settle(old: UnlockedState, next: UnlockedState, goTo: (next: UnlockedState) => void) {
    const isNewThere = await isOnDisk(next).catch(() => false)
    if (!isNewThere) return next.opened.wipe()
    old.opened.raiseTo(next.opened.generation())
    const writtenAt = now()
    let isOldBack = true
    try {
      await saver.put(old, await old.opened.compose(writtenAt, true), writtenAt)
    } catch {
      // The failure that began this is the one to tell; what counts now is which of the two the disk has.
      isOldBack = !(await isOnDisk(next).catch(() => true))
    }
    const [kept, gone] = isOldBack ? [old, next] : [next, old]
    gone.opened.wipe()
    kept.disk.owesSave = true
    goTo(kept)
  }
}
