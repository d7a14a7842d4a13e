import type { LockCause } from '../../contract/vault.ts'
import type { KnownVault, LockedState, UnlockedState } from './vault-state.ts'

/** What is kept of a vault when its key goes: sealed, and what is on no disk yet too. Zeroes the key. */
export async function closeVault(vault: UnlockedState, cause: LockCause, now: Date): Promise<LockedState> {
  const known = await knownOf(vault, null, now)
  const { recovered, keyring } = vault
  vault.opened.wipe()
  return { kind: 'locked', cause, wraps: known.contents.wraps, keyring, recovered, known }
}

/** The same for a vault that another process protected anew: `wraps` and `keyring` are those of the new protection. */
export async function closeForOther(
  vault: UnlockedState,
  { wraps, keyring }: Pick<LockedState, 'wraps' | 'keyring'>,
  now: Date,
): Promise<LockedState> {
  const unsavedKey = vault.opened.hasUnsaved() ? Buffer.from(vault.opened.dataKey()) : null
  const known = await knownOf(vault, unsavedKey, now)
  vault.opened.wipe()
  return { kind: 'locked', cause: 'changed-elsewhere', wraps, keyring, recovered: vault.recovered, known }
}

async function knownOf({ opened, disk }: UnlockedState, unsavedKey: Buffer | null, now: Date): Promise<KnownVault> {
  const unsavedFile = opened.hasUnsaved() ? (await opened.compose(now)).bytes : null
  return { contents: opened.contents(), disk, unsaved: opened.unsaved(), unsavedFile, unsavedKey }
}
