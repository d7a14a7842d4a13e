import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { DurableFile } from '../storage/durable-file.ts'
import type { Presence } from './presence.ts'
import type { SecretText } from './secret-text.ts'
import { keyringWrapOf, passphraseWrapOf } from './vault-file-format.ts'
import type { VaultOpener } from './vault-opener.ts'
import type { LockedState, MemoryOnlyState, RolledBackState, VaultState } from './vault-state.ts'

export type UnlockRequest =
  | { readonly by: 'passphrase'; readonly passphrase: SecretText }
  | { readonly by: 'keyring' }
  | { readonly by: 'touch-id' }
  | { readonly by: 'looking-again' }

interface UnlockVaultParts {
  readonly opener: VaultOpener
  readonly presence: Presence
  readonly file: Pick<DurableFile, 'mark' | 'read'>
}

/** A keyring opens by itself what is under it alone; with a passphrase beside it, only what no person locked. */
const mayAskKeyring = ({ wraps, cause }: LockedState) =>
  passphraseWrapOf(wraps) === null || cause === 'keyring' || cause === 'changed-elsewhere'

/**
 * Opens a vault that is closed. `onFound` is told of a state that is not open and differs from the one before, where a
 * failure is thrown with it.
 */
export function createUnlockVault({ opener, presence, file }: UnlockVaultParts) {
  /** Somebody may have put the newer file back. The old copy is let go of once it is known what is in its place. */
  async function judgeAnew(rolledBack: RolledBackState): Promise<VaultState> {
    if ((await file.mark()) === rolledBack.vault.disk.mark) return rolledBack
    const next = await opener.open()
    rolledBack.vault.opened.wipe()
    return next
  }

  async function askAgain(locked: LockedState): Promise<VaultState> {
    const next = await opener.open(locked.known)
    // What a person locked stays locked for the same reason: a keyring that failed may not open it unasked later.
    const keepsCause = next.kind === 'locked' && (next.cause === 'start' || !mayAskKeyring(locked))
    return keepsCause ? { ...next, cause: locked.cause } : next
  }

  async function byKeyring(locked: LockedState, onFound: (state: VaultState) => void): Promise<VaultState> {
    const next = await askAgain(locked)
    if (next.kind !== 'locked') return next
    onFound(next)
    const { offered, trouble } = next.keyring
    if (keyringWrapOf(next.wraps) === null || trouble === null) throw new ClaimcheckError('vault.locked', {})
    throw new ClaimcheckError('vault.keyring_unavailable', { offered, trouble })
  }

  const isThere = async ({ known }: LockedState) => (known?.unsavedFile ?? (await file.read())) !== null

  /** Back to the vault that is passed over: what a person locked asks for what it asked for before. */
  async function goBack(inMemory: MemoryOnlyState): Promise<VaultState> {
    const { passesOver } = inMemory
    if (passesOver === null) return inMemory
    const isLocked = passesOver.kind === 'locked' && (await isThere(passesOver))
    const next = isLocked ? await lookAgain(passesOver) : await opener.open()
    // It was removed meanwhile, and nothing is there to go back to.
    const isGone = next.kind === 'choice-needed' || next.kind === 'memory-only'
    return isGone ? { ...inMemory, passesOver: null } : next
  }

  const lookAgain = async (locked: LockedState) => (mayAskKeyring(locked) ? askAgain(locked) : locked)

  return async (
    found: VaultState,
    request: UnlockRequest,
    onFound: (state: VaultState) => void,
  ): Promise<VaultState> => {
    if (found.kind === 'unlocked') return found
    if (found.kind === 'memory-only') return request.by === 'looking-again' ? goBack(found) : found
    if (found.kind === 'rolled-back') return request.by === 'looking-again' ? judgeAnew(found) : found
    // Damaged, newer or undecided a moment ago: it may be another file now.
    const locked = found.kind === 'locked' ? found : await opener.open()
    if (locked.kind !== 'locked' || (found.kind !== 'locked' && request.by !== 'passphrase')) return locked
    switch (request.by) {
      case 'looking-again':
        return lookAgain(locked)
      case 'passphrase':
        return opener.openWithPassphrase(locked, request.passphrase)
      case 'keyring':
        if (!mayAskKeyring(locked)) throw new ClaimcheckError('vault.locked', {})
        return byKeyring(locked, onFound)
      case 'touch-id':
        // The person first: the keyring gives its key to whoever asks.
        if (keyringWrapOf(locked.wraps) === null || !presence.isOffered() || !(await presence.ask())) {
          throw new ClaimcheckError('vault.touch_id_refused', {})
        }
        return byKeyring(locked, onFound)
    }
  }
}
