import type { KeyringFactsShown, LockCause, UnlockWay, VaultStatus, VaultStrength } from '../../contract/vault.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { OpenedVault } from './opened-vault.ts'
import type { Unsaved } from './record-shelf.ts'
import type { SecretText } from './secret-text.ts'
import { keyringWrapOf, type KeyWrap, passphraseWrapOf, type VaultContents } from './vault-file-format.ts'

/** What this process knows of the file on the disk; changes with every save and every look. */
export interface OnDisk {
  /** As `DurableFile` gives it; null: there was no file. */
  mark: string | null
  /** The file as an earlier version of the program wrote it: to be kept before anything is written in its place. */
  older: { readonly bytes: Uint8Array; readonly version: number } | null
  /** The file lacks something that this process knows, or has a predecessor that it should not have. */
  owesSave: boolean
}

export interface UnlockedState {
  readonly kind: 'unlocked'
  readonly opened: OpenedVault
  readonly disk: OnDisk
  readonly recovered: boolean
  /** As it was found when the vault was last opened, protected or followed to another key. */
  keyring: KeyringFactsShown
}

/** What stays of a vault that was open: sealed, and perhaps newer than the file. */
export interface KnownVault {
  readonly contents: VaultContents
  readonly disk: OnDisk
  readonly unsaved: Unsaved
  /** All of it as a file, where some of it is unsaved: for the day that another vault is in its place. */
  readonly unsavedFile: Uint8Array | null
  /**
   * The key that the unsaved changes are sealed with; only where another process gave the vault another key while it was
   * open here: then nothing else could open them once it is unlocked. Opens no file any more.
   */
  readonly unsavedKey: Buffer | null
}

export interface LockedState {
  readonly kind: 'locked'
  readonly cause: LockCause
  readonly wraps: readonly KeyWrap[]
  readonly keyring: KeyringFactsShown
  readonly recovered: boolean
  /** null: it was not open in this process yet. */
  readonly known: KnownVault | null
}

export interface RolledBackState {
  readonly kind: 'rolled-back'
  readonly vault: UnlockedState
  readonly writtenAt: string
  readonly lastWrittenAt: string
  readonly lastGeneration: number
  readonly changesMissing: number
}

export interface MemoryRecord {
  readonly kind: string
  readonly id: string
  readonly secret: SecretText
}

export interface MemoryOnlyState {
  readonly kind: 'memory-only'
  readonly secrets: Map<string, MemoryRecord>
  /** A vault that is passed over: until somebody looks at it again its file is not touched. */
  readonly passesOver: PassedOver | null
  readonly keyring: KeyringFactsShown
}

export type OpenState = UnlockedState | MemoryOnlyState
export type ClosedState =
  | LockedState
  | RolledBackState
  | { readonly kind: 'choice-needed'; readonly keyring: KeyringFactsShown }
  | { readonly kind: 'damaged'; readonly keptAt: string }
  | { readonly kind: 'newer'; readonly version: number }
type PassedOver = Exclude<ClosedState, { kind: 'choice-needed' | 'rolled-back' }>
export type VaultState = OpenState | ClosedState

export function strengthOf(wraps: readonly KeyWrap[]): VaultStrength {
  if (passphraseWrapOf(wraps) === null) return 'keyring'
  return keyringWrapOf(wraps) !== null ? 'keyring-and-passphrase' : 'passphrase'
}

/** A finger stands for the keyring; where there is a passphrase the keyring alone opens at a start only. */
function opensWith({ wraps, keyring }: LockedState, isTouchIdOffered: boolean): UnlockWay[] {
  const keyringOpens = keyringWrapOf(wraps) !== null && keyring.trouble === null
  const asksPassphrase = passphraseWrapOf(wraps) !== null
  return [
    ...(keyringOpens && isTouchIdOffered ? (['touch-id'] as const) : []),
    ...(asksPassphrase ? (['passphrase'] as const) : []),
    ...(keyringOpens && !asksPassphrase ? (['keyring'] as const) : []),
  ]
}

export function statusOf(state: VaultState, isTouchIdOffered: boolean): VaultStatus {
  switch (state.kind) {
    case 'unlocked': {
      const { opened, recovered, keyring } = state
      const strength = strengthOf(opened.wraps())
      const lockAsks = passphraseWrapOf(opened.wraps()) !== null
      return { state: 'open', strength, ...opened.counts(), recovered, keyring, lockAsks }
    }
    case 'memory-only': {
      const { secrets, keyring, passesOver } = state
      const about = { records: secrets.size, unreadable: 0, recovered: false, keyring, lockAsks: false }
      return { state: 'open', strength: 'memory-only', ...about, ...(passesOver !== null && { passesOver: true }) }
    }
    case 'choice-needed':
      return { state: 'choice-needed', keyring: state.keyring }
    case 'locked': {
      const { cause, keyring } = state
      return { state: 'locked', cause, opensWith: opensWith(state, isTouchIdOffered), keyring }
    }
    case 'rolled-back': {
      const { writtenAt, lastWrittenAt, changesMissing } = state
      return { state: 'rolled-back', writtenAt, lastWrittenAt, changesMissing }
    }
    case 'damaged':
      return { state: 'damaged', keptAt: state.keptAt }
    case 'newer':
      return { state: 'newer', version: state.version }
  }
}

/** Why nothing can be read or written in a state that is not open. */
export function closedFailure(state: ClosedState): Error {
  switch (state.kind) {
    case 'locked':
      return new ClaimcheckError('vault.locked', {})
    case 'rolled-back':
      return new ClaimcheckError('vault.rolled_back', {})
    case 'choice-needed':
      return new ClaimcheckError('vault.choice_needed', {})
    case 'damaged':
      return new ClaimcheckError('vault.damaged', { keptAt: state.keptAt })
    case 'newer':
      return new ClaimcheckError('vault.newer', { version: state.version })
  }
}
