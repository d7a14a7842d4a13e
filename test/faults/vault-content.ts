import type { RecordKind } from '../../electron/domain/vault/secret-records.ts'
import type { Vault } from '../../electron/domain/vault/vault.ts'

/** What a vault gives out: every record, and how many there are that it can't open. */
export interface VaultContent {
  readonly state: string
  readonly unreadable: number
  readonly records: Readonly<Record<string, string>>
}

const kinds: readonly RecordKind[] = ['tokens', 'client-secret', 'profile-secret', 'dpop-key', 'refresh-intent']

/**
 * Reads everything that a vault gives out; what it does not is told by `state` and `unreadable`. Resolves when a new
 * start has also put right what a killed one left by half. Throws `storage.*`.
 */
export async function contentOf(vault: Vault): Promise<VaultContent> {
  const status = await vault.status()
  if (status.state !== 'open') return { state: status.state, unreadable: 0, records: {} }
  const records: Record<string, string> = {}
  for (const kind of kinds) {
    for (const id of await vault.ids(kind)) {
      const secret = await vault.read(kind, id).catch(() => null)
      if (secret !== null) records[`${kind}/${id}`] = secret.reveal()
    }
  }
  await vault.settled()
  return { state: status.strength === 'memory-only' ? status.strength : 'open', unreadable: status.unreadable, records }
}
