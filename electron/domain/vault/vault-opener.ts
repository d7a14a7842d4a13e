import type { DurableFile } from '../storage/durable-file.ts'
import type { KeyringWeakness } from './judge-keyring.ts'
import type { KeyWrapper } from './key-wrapper.ts'
import { unwrapWithKeyring, wrapWithKeyring } from './keyring-key.ts'
import { openContents } from './opened-vault.ts'
import { keyBytes, type RandomBytes } from './seal.ts'
import {
  type KeyWrap,
  type KeyringWrap,
  parseVaultFile,
  type VaultContents,
  vaultFileVersion,
} from './vault-file-format.ts'
import { type LockedState, passphraseBackend, type VaultState } from './vault-state.ts'

export interface VaultOpenerParts {
  readonly keyWrapper: KeyWrapper
  readonly file: DurableFile
  readonly keepAside: (bytes: Uint8Array) => Promise<string>
  readonly randomBytes: RandomBytes
}

const weaknessInWords: Record<KeyringWeakness, string> = {
  'not-available': 'The system’s keyring is locked, or there is none.',
  'plain-text': 'The system offers only a keyring that protects nothing.',
  'not-known': 'The system offers no keyring that is known to protect.',
  'published-key': 'The system’s keyring answers with a key that is public.',
}

export const emptyContents = (wrap: KeyWrap, vaultId: string): VaultContents => ({
  version: vaultFileVersion,
  vaultId,
  generation: 0,
  wrap,
  records: [],
  superseded: [],
})

export const newVaultId = (randomBytes: RandomBytes) => randomBytes(16).toString('hex')

/** Finds out what state the vault is in. Reads the file and asks the keyring; writes nothing over anything. */
export function createVaultOpener({ keyWrapper, file, keepAside, randomBytes }: VaultOpenerParts) {
  /** No vault yet. One under the keyring needs no question, and no file before the first record. */
  async function beginNew(): Promise<VaultState> {
    const { name, judgement } = await keyWrapper.look()
    if (judgement !== 'strong') return { kind: 'choice-needed', backend: name }
    const dataKey = randomBytes(keyBytes)
    const vaultId = newVaultId(randomBytes)
    // A keyring that can't take the key, or give it back, is as good as none.
    const wrap = await wrapWithKeyring(keyWrapper, dataKey, vaultId, name).catch(() => null)
    if (wrap === null) return { kind: 'choice-needed', backend: name }
    const opened = openContents(emptyContents(wrap, vaultId), dataKey, randomBytes)
    return { kind: 'unlocked', strength: 'keyring', backend: name, opened, recovered: false }
  }

  async function askKeyring(contents: VaultContents, wrap: KeyringWrap, recovered: boolean): Promise<VaultState> {
    const locked = (reason: string): LockedState => ({
      kind: 'locked',
      needs: 'keyring',
      backend: wrap.backend,
      reason,
      contents,
      recovered,
    })
    const { name, judgement } = await keyWrapper.look()
    if (judgement !== 'strong') return locked(weaknessInWords[judgement.weak])
    // Whatever the keyring throws, the answer is the same: it does not open this vault now, and may tomorrow.
    const dataKey = await unwrapWithKeyring(keyWrapper, wrap, contents.vaultId).catch(() => null)
    if (dataKey === null) return locked(`The keyring (${name}) does not hold the key of this vault.`)
    const opened = openContents(contents, dataKey, randomBytes)
    return { kind: 'unlocked', strength: 'keyring', backend: name, opened, recovered }
  }

  /** What a sealed vault is without a passphrase: open when the keyring opens it, else locked. */
  async function openSealed(contents: VaultContents, recovered: boolean): Promise<VaultState> {
    if (contents.wrap.kind === 'keyring') return askKeyring(contents, contents.wrap, recovered)
    const reason = 'It opens with your passphrase.'
    return { kind: 'locked', needs: 'passphrase', backend: passphraseBackend, reason, contents, recovered }
  }

  /** Throws `storage.unreadable`, and `storage.write_failed` when a damaged vault can't be copied aside. */
  async function open(): Promise<VaultState> {
    const found = await file.read()
    if (found === null) return beginNew()
    const parsed = parseVaultFile(found.bytes)
    switch (parsed.kind) {
      case 'unsound':
        return { kind: 'damaged', keptAt: await keepAside(found.bytes) }
      case 'newer':
        return { kind: 'newer', version: parsed.version }
      case 'sound':
        return openSealed(parsed.contents, found.from === 'backup')
    }
  }

  return { open, openSealed }
}
