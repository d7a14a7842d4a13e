import type { KeyringFactsShown } from '../../contract/vault.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { DurableFile } from '../storage/durable-file.ts'
import { askKeyring, withoutKey } from './ask-keyring.ts'
import type { KeyWrapper } from './key-wrapper.ts'
import type { ComposedVault } from './opened-vault.ts'
import { type KeyWrap, parseVaultFile, passphraseWrapOf, type VaultFile } from './vault-file-format.ts'
import { openHeader } from './vault-header.ts'
import type { VaultSeen } from './vault-seen.ts'
import type { UnlockedState, VaultState } from './vault-state.ts'
import type { VaultTurns } from './vault-turns.ts'

export interface VaultSaverParts {
  readonly file: DurableFile
  readonly keepAside: (bytes: Uint8Array) => Promise<string>
  /** Keeps a file of an earlier version as it was. Throws `storage.write_failed`. */
  readonly keepVersion: (bytes: Uint8Array, version: number) => Promise<void>
  readonly keyWrapper: KeyWrapper
  readonly now: () => Date
}

/** Another process gave the vault another key, which nothing but a person can give us. */
export class ProtectedElsewhereError extends Error {
  override readonly name = 'ProtectedElsewhereError'
  readonly wraps: readonly KeyWrap[]
  readonly keyring: KeyringFactsShown
  constructor(wraps: readonly KeyWrap[], keyring: KeyringFactsShown) {
    super('another process protected the vault anew')
    this.wraps = wraps
    this.keyring = keyring
  }
}

/** Somebody removed the file and its predecessor. What they removed must not come back by itself. */
export class VaultRemovedError extends ClaimcheckError<'vault.replaced'> {
  constructor() {
    super('vault.replaced', {})
  }
}

export interface VaultSaver {
  readonly inTurn: VaultTurns['inTurn']
  /**
   * Takes over what another process saved; cheap where nothing was. True: something differs. Throws `vault.replaced`,
   * `vault.newer`, `storage.unreadable`, and `ProtectedElsewhereError`.
   */
  readonly catchUp: (vault: UnlockedState) => Promise<boolean>
  /** Catches up, and writes what is unsaved. Throws what `catchUp` throws, and `storage.*`; then the changes stay unsaved. */
  readonly save: (vault: UnlockedState) => Promise<void>
  /** Writes a composed vault in place of what the disk has, within `inTurn`. */
  readonly put: (vault: UnlockedState, composed: ComposedVault, writtenAt: Date) => Promise<void>
}

const isSameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Brings a vault and its file together, with other processes doing the same. */
export function createVaultSaver(
  parts: VaultSaverParts,
  { inTurn }: Pick<VaultTurns, 'inTurn'>,
  seen: VaultSeen,
  /** The vault as it is at a start. */
  beginAnew: () => Promise<VaultState>,
): VaultSaver {
  const { file, keepAside, keepVersion, keyWrapper, now } = parts

  /** Another vault, or the same under another key: a keyring may open it without a question. null: it did. */
  async function follow(vault: UnlockedState, disk: VaultFile): Promise<KeyringFactsShown | null> {
    const { dataKey, facts } = await askKeyring(keyWrapper, disk)
    if (dataKey === null) return facts
    if (disk.version === 2 && openHeader(dataKey, disk).kind !== 'true') {
      dataKey.fill(0)
      return withoutKey(facts)
    }
    await vault.opened.moveTo(disk, dataKey)
    vault.keyring = facts
    return null
  }

  async function takeOver(vault: UnlockedState, disk: VaultFile, bytes: Uint8Array): Promise<boolean> {
    const { opened } = vault
    if (disk.vaultId !== opened.vaultId()) {
      // Two processes began a vault each at the first start of all: the one that is on the disk holds for both.
      if (vault.disk.mark === null && (await follow(vault, disk)) === null) return true
      throw new ClaimcheckError('vault.replaced', {})
    }
    // An older copy in its place takes nothing away from a vault that is open: the next save is over it.
    const isOld = disk.generation < opened.generation() || (disk.version === 1 && vault.disk.older === null)
    const judged = isOld || disk.version === 1 ? null : openHeader(opened.dataKey(), disk)
    if (judged?.kind === 'other-key') {
      const trouble = await follow(vault, disk)
      if (trouble === null) return true
      throw new ProtectedElsewhereError(disk.wraps, trouble)
    }
    // Version 1 seals no header: at least nobody puts another passphrase in the place of ours.
    const isForged = disk.version === 1 ? !isSameJson(disk.wraps, opened.wraps()) : judged?.kind === 'forged'
    if (isForged && !isOld) await keepAside(bytes)
    if (isOld || isForged) {
      vault.disk.owesSave = true
      return false
    }
    vault.disk.older = disk.version === 1 ? { bytes, version: 1 } : null
    return opened.merge(disk)
  }

  async function catchUp(vault: UnlockedState): Promise<boolean> {
    const mark = await file.mark()
    if (mark === vault.disk.mark) return false
    const found = await file.read()
    if (found === null) throw new VaultRemovedError()
    const parsed = await parseVaultFile(found.bytes)
    if (parsed.kind === 'newer') throw new ClaimcheckError('vault.newer', { version: parsed.version })
    if (parsed.kind === 'unsound') {
      await keepAside(found.bytes)
      vault.disk.owesSave = true
    }
    const differs = parsed.kind === 'sound' && (await takeOver(vault, parsed.file, found.bytes))
    vault.disk.mark = mark
    return differs
  }

  /** Where the file was removed, what is unsaved begins a new vault, if a keyring opens one without a question. */
  async function catchUpOrBeginAnew(vault: UnlockedState): Promise<void> {
    try {
      await catchUp(vault)
    } catch (error) {
      if (!(error instanceof VaultRemovedError) || passphraseWrapOf(vault.opened.wraps()) !== null) throw error
      const anew = await beginAnew()
      if (anew.kind !== 'unlocked') throw error
      await vault.opened.moveTo(anew.opened.contents(), anew.opened.dataKey())
      vault.disk.mark = null
      vault.keyring = anew.keyring
    }
  }

  async function put({ opened, disk }: UnlockedState, composed: ComposedVault, writtenAt: Date): Promise<void> {
    if (disk.older !== null) await keepVersion(disk.older.bytes, disk.older.version)
    const previous = opened.generation()
    const isFirstOfVersion = disk.older !== null
    await file.write(composed.bytes)
    composed.saved()
    disk.older = null
    disk.owesSave = false
    // Not knowing it costs a look at the file, and no more.
    disk.mark = await file.mark().catch(() => 'not known')
    seen.note(opened, {
      ...{ generation: composed.generation, previous, writtenAt: writtenAt.toISOString() },
      ...(isFirstOfVersion && { previousVersion: 1 }),
    })
  }

  return {
    inTurn,
    catchUp,
    put,
    save: (vault) =>
      inTurn(async () => {
        await catchUpOrBeginAnew(vault)
        if (!vault.opened.hasUnsaved() && !vault.disk.owesSave) return
        const writtenAt = now()
        await put(vault, await vault.opened.compose(writtenAt), writtenAt)
      }),
  }
}
