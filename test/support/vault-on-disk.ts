import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { type FileCalls, nodeFileCalls } from '../../electron/adapters/file-calls.ts'
import { createProcessLocks } from '../../electron/adapters/process-locks.ts'
import { createVaultFiles } from '../../electron/adapters/vault-files.ts'
import type { KeyWrapper } from '../../electron/domain/vault/key-wrapper.ts'
import { createVault, type Vault } from '../../electron/domain/vault/vault.ts'
import { aKeyring } from './keyring-builder.ts'

/** The keyring that programs of the tests have in common: they are of one person, on one machine. */
const sharedKeyring = (): KeyWrapper => aKeyring({ key: Buffer.alloc(32, 7) }).wrapper

/** Seconds of scrypt for each of thousands of vaults prove nothing about what is lost. */
export const cheapScrypt = { n: 1024, r: 8, p: 1 } as const

/** The real vault, with its files and locks in a folder, as a start of the program has it. */
export function aVaultIn(
  folder: string,
  { calls = nodeFileCalls, keyWrapper = sharedKeyring() }: { calls?: FileCalls; keyWrapper?: KeyWrapper } = {},
): Vault {
  let isMemoryOnly = false
  return createVault({
    ...createVaultFiles(folder, calls),
    exclusively: createProcessLocks(path.join(folder, 'locks'), { calls }),
    ...{ keyWrapper, randomBytes, now: () => new Date(), scryptCost: cheapScrypt },
    presence: { isOffered: () => false, ask: async () => false },
    memoryOnly: { isRemembered: () => isMemoryOnly, remember: async (on) => void (isMemoryOnly = on) },
  })
}
