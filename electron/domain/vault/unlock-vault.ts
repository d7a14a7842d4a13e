import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Presence } from './presence.ts'
import type { SecretText } from './secret-text.ts'
import { keyringWrapOf, passphraseWrapOf } from './vault-file-format.ts'
import type { VaultOpener } from './vault-opener.ts'
import type { LockedState, VaultState } from './vault-state.ts'

export type UnlockRequest =
  | { readonly by: 'passphrase'; readonly passphrase: SecretText }
  | { readonly by: 'keyring' }
  | { readonly by: 'touch-id' }
  | { readonly by: 'looking-again' }

/** A keyring opens by itself what is under it alone; with a passphrase beside it, only what no person locked. */
const mayAskKeyring = ({ wraps, cause }: LockedState) =>
  passphraseWrapOf(wraps) === null || cause === 'keyring' || cause === 'changed-elsewhere'

/**
 * Opens a vault that is closed. `onFound` is told of a state that is not open and differs from the one before, where a
 * failure is thrown with it.
 */
export function createUnlockVault(opener: VaultOpener, presence: Presence) {
  async function askAgain(locked: LockedState): Promise<VaultState> {
    const next = await opener.open(locked.known)
    // What a person locked stays locked for the same reason, unless it is the keyring that fails now.
    return next.kind === 'locked' && next.cause === 'start' ? { ...next, cause: locked.cause } : next
  }

  async function byKeyring(locked: LockedState, onFound: (state: VaultState) => void): Promise<VaultState> {
    const next = await askAgain(locked)
    if (next.kind !== 'locked') return next
    onFound(next)
    const { offered, trouble } = next.keyring
    if (keyringWrapOf(next.wraps) === null || trouble === null) throw new ClaimcheckError('vault.locked', {})
    throw new ClaimcheckError('vault.keyring_unavailable', { offered, trouble })
  }

  return async (
    found: VaultState,
    request: UnlockRequest,
    onFound: (state: VaultState) => void,
  ): Promise<VaultState> => {
    if (found.kind === 'unlocked' || found.kind === 'memory-only' || found.kind === 'rolled-back') return found
    // Damaged, newer or undecided a moment ago: it may be another file now.
    const locked = found.kind === 'locked' ? found : await opener.open()
    if (locked.kind !== 'locked' || (found.kind !== 'locked' && request.by !== 'passphrase')) return locked
    switch (request.by) {
      case 'looking-again':
        return mayAskKeyring(locked) ? askAgain(locked) : locked
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
