import { recordKey } from './vault-file-format.ts'
import type { MemoryRecord, VaultState } from './vault-state.ts'

/** What was kept in memory while a vault was passed over, on its way into that vault, or into what takes its place. */
export interface CarriedSecrets {
  /** Told of every change of state, before anybody uses the state that comes: takes up what would be lost, lays down what can. */
  readonly across: (from: VaultState | null, to: VaultState) => void
  /** Everything is to be forgotten, this too. */
  readonly drop: () => void
}

/**
 * Between a memory-only session and the vault that it goes back to lies a question, of a passphrase perhaps. Until it is
 * answered the secrets of that session stay here, in memory only, as they were promised to.
 */
export function createCarriedSecrets(): CarriedSecrets {
  const carried = new Map<string, MemoryRecord>()

  return {
    across(from, to) {
      if (from?.kind === 'memory-only' && from.passesOver !== null && to.kind !== 'memory-only') {
        for (const [key, record] of from.secrets) carried.set(key, record)
      }
      if (carried.size === 0 || (to.kind !== 'unlocked' && to.kind !== 'memory-only')) return
      // They win over what is there: whoever entered them did so after it was last open here.
      for (const { kind, id, secret } of carried.values()) {
        if (to.kind === 'unlocked') to.opened.write(kind, id, secret)
        else to.secrets.set(recordKey(kind, id), { kind, id, secret })
      }
      if (to.kind === 'unlocked') to.disk.owesSave = true
      carried.clear()
    },
    drop: () => carried.clear(),
  }
}
