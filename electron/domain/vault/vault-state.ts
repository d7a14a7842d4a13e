import type { VaultStatus } from '../../contract/vault.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { OpenedVault } from './opened-vault.ts'
import type { RecordKind } from './secret-records.ts'
import type { SecretText } from './secret-text.ts'
import type { VaultContents } from './vault-file-format.ts'

export interface UnlockedState {
  readonly kind: 'unlocked'
  readonly strength: 'keyring' | 'passphrase'
  readonly backend: string
  readonly opened: OpenedVault
  readonly recovered: boolean
}

/** `contents` are kept (sealed) while locked: they may be newer than the file when a save failed. */
export interface LockedState {
  readonly kind: 'locked'
  readonly needs: 'passphrase' | 'keyring'
  readonly backend: string
  readonly reason: string
  readonly contents: VaultContents
  readonly recovered: boolean
}

export interface MemoryRecord {
  readonly kind: RecordKind
  readonly id: string
  readonly secret: SecretText
}

export type VaultState =
  | UnlockedState
  | LockedState
  | {
      readonly kind: 'memory-only'
      readonly secrets: Map<string, MemoryRecord>
      /** A vault that stays closed this session: whatever happens, its file is not touched. */
      readonly hidesVault: boolean
    }
  | { readonly kind: 'choice-needed'; readonly backend: string }
  | { readonly kind: 'damaged'; readonly keptAt: string }
  | { readonly kind: 'newer'; readonly version: number }

export const passphraseBackend = 'passphrase (scrypt)'

export function statusOf(state: VaultState): VaultStatus {
  switch (state.kind) {
    case 'unlocked': {
      const { strength, backend, recovered } = state
      return { state: 'open', strength, backend, ...state.opened.counts(), recovered }
    }
    case 'memory-only': {
      const records = state.secrets.size
      return { state: 'open', strength: 'memory-only', backend: 'memory', records, unreadable: 0, recovered: false }
    }
    case 'choice-needed':
      return { state: 'choice-needed', backend: state.backend }
    case 'locked':
      return { state: 'locked', needs: state.needs, backend: state.backend, reason: state.reason }
    case 'damaged':
      return { state: 'damaged', keptAt: state.keptAt }
    case 'newer':
      return { state: 'newer', version: state.version }
  }
}

/** Why nothing can be read or written in a state that is not open. */
export function closedFailure(state: Exclude<VaultState, UnlockedState | { kind: 'memory-only' }>): Error {
  switch (state.kind) {
    case 'locked':
      return new ClaimcheckError('vault.locked', {})
    case 'choice-needed':
      return new ClaimcheckError('vault.choice_needed', {})
    case 'damaged':
      return new ClaimcheckError('vault.damaged', { keptAt: state.keptAt })
    case 'newer':
      return new ClaimcheckError('vault.newer', { version: state.version })
  }
}
