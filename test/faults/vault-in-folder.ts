import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { type FileCalls, nodeFileCalls } from '../../electron/adapters/file-calls.ts'
import { createProcessLocks } from '../../electron/adapters/process-locks.ts'
import { createVaultFiles } from '../../electron/adapters/vault-files.ts'
import type { KeyWrapper } from '../../electron/domain/vault/key-wrapper.ts'
import type { RecordKind } from '../../electron/domain/vault/secret-records.ts'
import { createVault, type Vault } from '../../electron/domain/vault/vault.ts'
import { aKeyring } from '../support/keyring-builder.ts'

/** The keyring of every program of the suite: they are of one person, on one machine. */
export const sharedKeyring = (): KeyWrapper => aKeyring({ key: Buffer.alloc(32, 7) }).wrapper

/** Seconds of scrypt for each of thousands of vaults prove nothing about what is lost. */
export const cheapScrypt = { n: 1024, r: 8, p: 1 } as const

/** The product's own vault over the product's own files and locks, as a start of the program finds it. */
export function aVaultIn(
  folder: string,
  { calls = nodeFileCalls, keyWrapper = sharedKeyring() }: { calls?: FileCalls; keyWrapper?: KeyWrapper } = {},
): Vault {
  return createVault({
    ...createVaultFiles(folder, calls),
    exclusively: createProcessLocks(path.join(folder, 'locks'), { calls }),
    keyWrapper,
    presence: { isOffered: () => false, ask: async () => false },
    memoryOnly: { isRemembered: () => false, remember: () => Promise.resolve() },
    randomBytes,
    now: () => new Date(),
    scryptCost: cheapScrypt,
  })
}

/** What a vault gives out: every record, and how many there are that it can't open. */
export interface VaultContent {
  readonly state: string
  readonly unreadable: number
  readonly records: Readonly<Record<string, string>>
}

const kinds: readonly RecordKind[] = ['tokens', 'client-secret', 'profile-secret', 'dpop-key', 'refresh-intent']

/** Reads everything that a vault gives out; what it does not is told by `state` and `unreadable`. Throws `storage.*`. */
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
  return { state: status.strength === 'memory-only' ? status.strength : 'open', unreadable: status.unreadable, records }
}
