import { createHash, randomBytes } from 'node:crypto'
import type { DurableFile } from '../../electron/domain/storage/durable-file.ts'
import type { KeyWrapper } from '../../electron/domain/vault/key-wrapper.ts'
import type { RandomBytes } from '../../electron/domain/vault/seal.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { createVault } from '../../electron/domain/vault/vault.ts'
import { isSoundVaultFile } from '../../electron/domain/vault/vault-file-format.ts'

/** A disk of one vault: what a test looks at, and can damage. */
export interface MemoryDisk {
  main: Uint8Array | null
  backup: Uint8Array | null
  readonly keptAside: Uint8Array[]
  readonly movedAside: Uint8Array[]
  writes: number
  /** Thrown by every write while it is set. */
  fault: Error | null
}

export const aDisk = (main: Uint8Array | null = null, backup: Uint8Array | null = null): MemoryDisk => ({
  main,
  backup,
  keptAside: [],
  movedAside: [],
  writes: 0,
  fault: null,
})

const fileOn = (disk: MemoryDisk): DurableFile => ({
  async read() {
    if (disk.main !== null && isSoundVaultFile(disk.main)) return { bytes: disk.main, from: 'main' }
    if (disk.backup !== null) return { bytes: disk.backup, from: 'backup' }
    return disk.main === null ? null : { bytes: disk.main, from: 'main' }
  },
  async write(bytes) {
    await new Promise((resolve) => setImmediate(resolve)) // no disk is done within the same turn
    if (disk.fault !== null) throw disk.fault
    disk.backup = disk.main
    disk.main = bytes
    disk.writes += 1
  },
})

interface VaultSituation {
  readonly disk: MemoryDisk
  readonly keyWrapper: KeyWrapper
  readonly random?: RandomBytes
}

/** A vault as it is right after a start of the program, with a passphrase that is cheap to derive. */
export const aVault = ({ disk, keyWrapper, random = randomBytes }: VaultSituation) =>
  createVault({
    keyWrapper,
    file: fileOn(disk),
    async keepAside(bytes) {
      disk.keptAside.push(bytes)
      return `vault.json.damaged-${disk.keptAside.length}`
    },
    async moveAside() {
      for (const bytes of [disk.main, disk.backup]) if (bytes !== null) disk.movedAside.push(bytes)
      disk.main = null
      disk.backup = null
    },
    randomBytes: random,
    scryptCost: { n: 1024, r: 8, p: 1 },
  })

export const secret = (text: string) => new SecretText(text)
export const passphrase = secret('correct horse battery')
export const sha256 = (bytes: Uint8Array | null) =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')
export const textOf = (bytes: Uint8Array | null) => Buffer.from(bytes ?? []).toString('utf8')
