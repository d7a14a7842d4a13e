import type { LockCause } from '../../contract/vault.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { lookAtKeyring } from './ask-keyring.ts'
import { closeForOther, closeVault } from './close-vault.ts'
import type { KeyWrapper } from './key-wrapper.ts'
import { checkPassphrase, checkStrength, type createProtectVault, type ProtectRequest } from './protect-vault.ts'
import type { SecretText } from './secret-text.ts'
import { recordKey } from './vault-file-format.ts'
import type { VaultOpener, VaultOpenerParts } from './vault-opener.ts'
import { ProtectedElsewhereError, type VaultSaver } from './vault-saver.ts'
import type { VaultSeen } from './vault-seen.ts'
import {
  closedFailure,
  type LockedState,
  type RolledBackState,
  type UnlockedState,
  type VaultState,
} from './vault-state.ts'

export type VaultLockCause = Exclude<LockCause, 'start' | 'keyring' | 'changed-elsewhere'>

export interface VaultChangesParts {
  readonly keyWrapper: KeyWrapper
  readonly memoryOnly: VaultOpenerParts['memoryOnly']
  readonly keepAside: (bytes: Uint8Array) => Promise<string>
  /** Renames the vault file and its predecessor, so that the next read finds none. Deletes nothing. */
  readonly moveAside: () => Promise<void>
  /** Deletes the vault file, its predecessor, every copy that was put aside, and what was seen of it. */
  readonly removeAll: () => Promise<void>
  /** The same, but leaves the copies that a person may want back: of damaged vaults, and those that were set aside. */
  readonly removeVault: () => Promise<void>
  readonly now: () => Date
}

interface VaultRooms {
  readonly opener: VaultOpener
  readonly saver: VaultSaver
  readonly seen: VaultSeen
  readonly protecting: ReturnType<typeof createProtectVault>
}

/** Zeroes and drops what is secret in a state that is not to be used any more. */
function wipe(found: VaultState): void {
  if (found.kind === 'unlocked') found.opened.wipe()
  if (found.kind === 'rolled-back') found.vault.opened.wipe()
  if (found.kind === 'memory-only') {
    found.secrets.clear()
    if (found.passesOver !== null) wipe(found.passesOver)
  }
  if (found.kind === 'locked') found.known?.unsavedKey?.fill(0)
}

/** What a person does to a vault as a whole: from the state it is in to the next, one at a time, with no save under way. */
export function createVaultChanges(parts: VaultChangesParts, { opener, saver, seen, protecting }: VaultRooms) {
  const { keyWrapper, memoryOnly, keepAside, moveAside, removeAll, removeVault, now } = parts

  async function forgetMemoryOnly(): Promise<void> {
    if (memoryOnly.isRemembered()) await memoryOnly.remember(false)
  }

  /** What is unsaved gets one more chance before its key goes. */
  async function close(vault: UnlockedState, cause: VaultLockCause): Promise<LockedState> {
    if (vault.opened.hasUnsaved() || vault.disk.owesSave) {
      try {
        await saver.save(vault)
      } catch (error) {
        if (error instanceof ProtectedElsewhereError) return closeForOther(vault, error, now())
        // Its writers were told when it failed; it stays, sealed, and is saved after the vault is opened.
      }
    }
    await seen.settle()
    return closeVault(vault, cause, now())
  }

  /** Nothing of it was used: it is judged anew when it is opened. */
  const closeOldCopy = async ({ vault }: RolledBackState, cause: VaultLockCause): Promise<LockedState> => ({
    ...(await closeVault(vault, cause, now())),
    known: null,
  })

  async function keepInMemory(vault: UnlockedState, current: SecretText | null): Promise<VaultState> {
    const secrets = await saver.inTurn(async () => {
      await saver.catchUp(vault)
      // Else whoever finds the window open could take the passphrase off, and then export everything without it.
      await checkPassphrase(vault.opened.contents(), current)
      const kept = await vault.opened.secrets()
      await seen.drop()
      // Before the files go: killed in between, the vault is there at the next start, and holds.
      await memoryOnly.remember(true)
      try {
        await removeVault()
      } catch (failure) {
        await memoryOnly.remember(false)
        // Some may be gone by now. What holds the secrets must be there again before anybody takes it for removed.
        const writtenAt = now()
        await saver.put(vault, await vault.opened.compose(writtenAt), writtenAt)
        throw failure
      }
      return kept
    })
    wipe(vault)
    const byKey = new Map(secrets.map((each) => [recordKey(each.kind, each.id), each]))
    return { kind: 'memory-only', secrets: byKey, passesOver: null, keyring: { ...vault.keyring, sealedUnder: null } }
  }

  return {
    async lock(found: VaultState, cause: VaultLockCause): Promise<VaultState> {
      if (found.kind === 'unlocked') return close(found, cause)
      return found.kind === 'rolled-back' ? closeOldCopy(found, cause) : found
    },

    async protect(found: VaultState, request: ProtectRequest, goTo: (next: VaultState) => void): Promise<VaultState> {
      checkStrength(request.protection)
      if (found.kind === 'unlocked') {
        const next = await protecting.change(found, request, goTo)
        // Not a few seconds later: killed in between, a copy from before this change would not be noticed.
        await seen.settle()
        return next
      }
      if (found.kind !== 'choice-needed' && found.kind !== 'memory-only') throw closedFailure(found)
      if (found.kind === 'memory-only' && found.passesOver !== null) throw new ClaimcheckError('vault.locked', {})
      const secrets = found.kind === 'memory-only' ? found.secrets : new Map<string, never>()
      const vault = await protecting.begin(request.protection, secrets)
      await forgetMemoryOnly()
      return vault
    },

    async chooseMemoryOnly(found: VaultState, current: SecretText | null): Promise<VaultState> {
      if (found.kind === 'memory-only') return found
      if (found.kind === 'unlocked') return keepInMemory(found, current)
      const keyring = await lookAtKeyring(keyWrapper, null)
      const inMemory = { kind: 'memory-only', secrets: new Map(), keyring } as const
      if (found.kind === 'choice-needed') {
        await memoryOnly.remember(true)
        return { ...inMemory, passesOver: null }
      }
      return { ...inMemory, passesOver: found.kind === 'rolled-back' ? await closeOldCopy(found, 'by-hand') : found }
    },

    async setAside(found: VaultState): Promise<VaultState> {
      if (found.kind === 'unlocked' || found.kind === 'memory-only' || found.kind === 'choice-needed') return found
      const unsavedFile = found.kind === 'locked' ? (found.known?.unsavedFile ?? null) : null
      if (unsavedFile !== null) await keepAside(unsavedFile)
      await saver.inTurn(moveAside)
      wipe(found)
      return opener.open()
    },

    async acceptRolledBack(found: VaultState): Promise<VaultState> {
      if (found.kind !== 'rolled-back') return found
      found.vault.opened.raiseTo(found.lastGeneration)
      found.vault.disk.owesSave = true
      await saver.save(found.vault)
      return found.vault
    },

    async forgetEverything(found: VaultState): Promise<VaultState> {
      await saver.inTurn(async () => {
        await seen.drop()
        await removeAll()
      })
      await forgetMemoryOnly()
      wipe(found)
      return opener.open()
    },
  }
}
