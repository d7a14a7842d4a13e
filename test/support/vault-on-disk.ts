import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { createProcessLocks } from '../../electron/adapters/process-locks.ts'
import { createVaultFiles } from '../../electron/adapters/vault-files.ts'
import type { KeyWrapper } from '../../electron/domain/vault/key-wrapper.ts'
import { createVault } from '../../electron/domain/vault/vault.ts'
import { aKeyring } from './keyring-builder.ts'

/** The keyring that programs of the tests have in common. */
const sharedKeyring = (): KeyWrapper => aKeyring({ key: Buffer.alloc(32, 7) }).wrapper

/** The real vault, with its files and locks in a folder, as a start of the program has it. */
export function aVaultIn(folder: string, keyWrapper: KeyWrapper = sharedKeyring()) {
  let isMemoryOnly = false
  return createVault({
    ...createVaultFiles(folder),
    exclusively: createProcessLocks(path.join(folder, 'locks')),
    ...{ keyWrapper, randomBytes, now: () => new Date() },
    presence: { isOffered: () => false, ask: async () => false },
    memoryOnly: { isRemembered: () => isMemoryOnly, remember: async (on) => void (isMemoryOnly = on) },
    scryptCost: { n: 1024, r: 8, p: 1 },
  })
}
