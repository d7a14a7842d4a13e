import type { KeyringFactsShown } from '../../contract/vault.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { DurableFile } from '../storage/durable-file.ts'
import { askKeyring, lookAtKeyring, withoutKey } from './ask-keyring.ts'
import { carryOver } from './carry-over.ts'
import { findVault, type FoundVault, fromMemory } from './find-vault.ts'
import type { KeyWrapper } from './key-wrapper.ts'
import { wrapWithKeyring } from './keyring-key.ts'
import { openContents } from './opened-vault.ts'
import { unwrapWithPassphrase } from './passphrase-key.ts'
import { keyBytes, type RandomBytes } from './seal.ts'
import type { SecretText } from './secret-text.ts'
import { keyringWrapOf, type KeyWrap, passphraseWrapOf, type VaultContents } from './vault-file-format.ts'
import { openHeader, type VaultHeader } from './vault-header.ts'
import type { SeenVault, VaultSeen } from './vault-seen.ts'
import type { KnownVault, LockedState, UnlockedState, VaultState } from './vault-state.ts'

export interface VaultOpenerParts {
  readonly file: DurableFile
  /** Copies bytes beside the vault; tells where. Throws `storage.write_failed`. */
  readonly keepAside: (bytes: Uint8Array) => Promise<string>
  readonly keyWrapper: KeyWrapper
  readonly memoryOnly: {
    readonly isRemembered: () => boolean
    /** Remembered when this resolves. Throws `storage.write_failed`. */
    readonly remember: (on: boolean) => Promise<void>
  }
  readonly randomBytes: RandomBytes
}

/** The data key; null: it is not to be had now. */
interface Answer {
  readonly dataKey: Buffer | null
  /** False: a keyring gave it, which may give what is no key of ours. */
  readonly isSure: boolean
  readonly keyring: KeyringFactsShown
}
type KeyOf = (vault: VaultContents) => Promise<Answer>

export interface VaultOpener {
  /** As at a start: a keyring is asked without a question. */
  readonly open: (known?: KnownVault | null) => Promise<VaultState>
  /** Throws `vault.wrong_passphrase`. */
  readonly openWithPassphrase: (locked: LockedState, passphrase: SecretText) => Promise<VaultState>
}

export const emptyContents = (wraps: readonly KeyWrap[], vaultId: string): VaultContents => ({
  ...{ vaultId, generation: 0, wraps, records: [], superseded: [] },
})

export const newVaultId = (randomBytes: RandomBytes) => randomBytes(16).toString('hex')

/** Finds out what state the vault is in. Reads the file and asks the keyring; writes nothing over anything. */
export function createVaultOpener(parts: VaultOpenerParts, seen: VaultSeen): VaultOpener {
  const { keyWrapper, keepAside, memoryOnly, randomBytes } = parts

  /** No vault yet. One under the keyring needs no question, and no file before the first record. */
  async function beginNew(): Promise<VaultState> {
    const keyring = await lookAtKeyring(keyWrapper, null)
    if (memoryOnly.isRemembered()) return { kind: 'memory-only', secrets: new Map(), passesOver: null, keyring }
    if (keyring.trouble !== null) return { kind: 'choice-needed', keyring }
    const dataKey = randomBytes(keyBytes)
    const vaultId = newVaultId(randomBytes)
    const wrap = await wrapWithKeyring(keyWrapper, dataKey, vaultId, keyring.offered)
    // A keyring that can't take the key, or give it back, is as good as none.
    if (wrap === null) return { kind: 'choice-needed', keyring: { ...keyring, trouble: 'key-not-held' } }
    const opened = await openContents(emptyContents([wrap], vaultId), dataKey, randomBytes)
    const disk = { mark: null, older: null, owesSave: false }
    return { kind: 'unlocked', opened, disk, recovered: false, keyring: { ...keyring, sealedUnder: wrap.backend } }
  }

  async function openFound(
    found: FoundVault,
    header: VaultHeader | null,
    { dataKey, keyring, looked }: Answer & { dataKey: Buffer; looked: Uint8Array | null },
  ): Promise<VaultState> {
    const { contents, recovered, disk } = found
    const unsaved = await carryOver(found.known, { vaultId: contents.vaultId, dataKey }, { keepAside, randomBytes })
    const opened = await openContents(contents, dataKey, randomBytes, unsaved)
    if (opened.hasUnsaved() || header?.followsAnother === true) disk.owesSave = true
    const vault: UnlockedState = { kind: 'unlocked', opened, disk, recovered, keyring }
    return found.file === null ? vault : judgeAge(vault, header, seen.recall(opened, looked))
  }

  /** Whether an old copy was put in the vault's place since it was last seen. */
  function judgeAge(vault: UnlockedState, header: VaultHeader | null, last: SeenVault | null): VaultState {
    const generation = vault.opened.generation()
    if (header !== null && generation > (last?.generation ?? -1)) {
      // The predecessor is no older than what was seen before; where nothing was, it may be of any age.
      const previous = last?.generation ?? 0
      seen.note(vault.opened, { generation, previous, writtenAt: header.writtenAt })
    }
    if (last === null) return vault
    const isOld = generation < (vault.recovered ? last.previous : last.generation)
    // What was seen was of version 2; a file of version 1 in its place is older, whatever it says of itself. Its
    // predecessor was of version 1 only while it was the first of its own.
    const mayFollowVersion1 = last.previousVersion === 1 || last.previous === 0
    const isOlderVersion = header === null && !(vault.recovered && mayFollowVersion1)
    if (!isOld && !isOlderVersion) return vault
    // Version 1 did not say when it was written.
    const writtenAt = header?.writtenAt ?? last.writtenAt
    return {
      ...{ kind: 'rolled-back', vault, writtenAt, lastWrittenAt: last.writtenAt, lastGeneration: last.generation },
      changesMissing: Math.max(1, last.generation - generation),
    }
  }

  const locked = (found: FoundVault, cause: LockedState['cause'], keyring: KeyringFactsShown): LockedState => ({
    ...{ kind: 'locked', cause, wraps: found.contents.wraps, keyring },
    ...{ recovered: found.recovered, known: found.known },
  })

  async function openBy(keyOf: KeyOf, known: KnownVault | null): Promise<VaultState> {
    const looked = await seen.look()
    const found = await findVault(parts, known)
    if (found.kind === 'none') return beginNew()
    if (found.kind !== 'found') return found
    if (memoryOnly.isRemembered()) await memoryOnly.remember(false)
    const answer = await keyOf(found.contents)
    const { dataKey, keyring } = answer
    const cause = keyringWrapOf(found.contents.wraps) === null ? 'start' : 'keyring'
    if (dataKey === null) return locked(found, cause, keyring)
    const judged = found.file?.version === 2 ? openHeader(dataKey, found.file) : null
    if (judged === null || judged.kind === 'true') {
      return openFound(found, judged?.header ?? null, { ...answer, dataKey, looked })
    }
    if (judged.kind === 'other-key' && !answer.isSure) {
      dataKey.fill(0)
      return locked(found, cause, withoutKey(keyring))
    }
    // The file is not what the holder of its key wrote. What this process still knows of it is.
    const keptAt = await keepAside(found.bytes)
    const before = fromMemory(found)
    if (before !== null) return openFound(before, null, { ...answer, dataKey, looked })
    dataKey.fill(0)
    return { kind: 'damaged', keptAt }
  }

  return {
    open: (known = null) =>
      openBy(async (vault) => {
        const { facts, dataKey } = await askKeyring(keyWrapper, vault)
        return { dataKey, isSure: false, keyring: facts }
      }, known),

    openWithPassphrase: (state, passphrase) =>
      openBy(async (vault) => {
        const wrap = passphraseWrapOf(vault.wraps)
        const dataKey = wrap === null ? null : await unwrapWithPassphrase(wrap, passphrase, vault.vaultId)
        if (dataKey === null) throw new ClaimcheckError('vault.wrong_passphrase', {})
        const asked = await askKeyring(keyWrapper, vault)
        const holdsKey = asked.dataKey?.equals(dataKey) ?? true
        asked.dataKey?.fill(0)
        return { dataKey, isSure: true, keyring: holdsKey ? asked.facts : withoutKey(asked.facts) }
      }, state.known),
  }
}
