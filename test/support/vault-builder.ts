import { createHash, randomBytes } from 'node:crypto'
import type { DurableFile } from '../../electron/domain/storage/durable-file.ts'
import type { Exclusively } from '../../electron/domain/storage/exclusively.ts'
import type { KeyWrapper } from '../../electron/domain/vault/key-wrapper.ts'
import type { Presence } from '../../electron/domain/vault/presence.ts'
import type { RandomBytes } from '../../electron/domain/vault/seal.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { createVault, type Vault } from '../../electron/domain/vault/vault.ts'
import { isSoundVaultFile } from '../../electron/domain/vault/vault-file-format.ts'

/** A disk of one vault: what a test looks at, and can damage. Several vaults on one disk are several processes. */
export interface MemoryDisk {
  main: Uint8Array | null
  backup: Uint8Array | null
  seen: Uint8Array | null
  readonly keptAside: Uint8Array[]
  readonly movedAside: Uint8Array[]
  readonly keptVersions: { readonly bytes: Uint8Array; readonly version: number }[]
  /** The choice that the settings remember. */
  remembersMemoryOnly: boolean
  writes: number
  /** How often its content was read. */
  reads: number
  /** Thrown by every write while it is set. */
  fault: Error | null
  /** Thrown by whoever asks for a turn while it is set. */
  inUse: Error | null
  /** Runs before each write of the vault reaches the disk; may throw, or never resolve, as a crash does. */
  beforeWrite: (bytes: Uint8Array) => Promise<void>
  /** Runs after it; may throw, as where only the folder's flush fails. */
  afterWrite: () => Promise<void>
  /** Runs when the vault's files were removed, before what else is to be; may throw. */
  afterRemoval: () => void
  /** Runs before copies of earlier versions are removed; may throw. */
  beforeVersionsGo: () => void
  lastTurn: Promise<unknown>
}

export const aDisk = (main: Uint8Array | null = null, backup: Uint8Array | null = null): MemoryDisk => ({
  main,
  backup,
  seen: null,
  keptAside: [],
  movedAside: [],
  keptVersions: [],
  remembersMemoryOnly: false,
  writes: 0,
  reads: 0,
  fault: null,
  inUse: null,
  beforeWrite: async () => undefined,
  afterWrite: async () => undefined,
  afterRemoval: () => undefined,
  beforeVersionsGo: () => undefined,
  lastTurn: Promise.resolve(),
})

const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve))

const marks = new WeakMap<Uint8Array, string>()
let marksGiven = 0
function markOf(bytes: Uint8Array): string {
  const mark = marks.get(bytes) ?? `mark ${(marksGiven += 1)}`
  marks.set(bytes, mark)
  return mark
}

const fileOn = (disk: MemoryDisk): DurableFile => ({
  async read() {
    disk.reads += 1
    if (disk.main !== null && (await isSoundVaultFile(disk.main))) return { bytes: disk.main, from: 'main' }
    if (disk.backup !== null && (disk.main === null || (await isSoundVaultFile(disk.backup)))) {
      return { bytes: disk.backup, from: 'backup' }
    }
    return disk.main === null ? null : { bytes: disk.main, from: 'main' }
  },
  async write(bytes) {
    await turnOfTheLoop() // no disk is done within the same turn
    if (disk.fault !== null) throw disk.fault
    await disk.beforeWrite(bytes)
    if (disk.main !== null && (await isSoundVaultFile(disk.main))) disk.backup = disk.main
    disk.main = bytes
    disk.writes += 1
    await disk.afterWrite()
  },
  mark: async () => (disk.main === null ? null : markOf(disk.main)),
})

const seenFileOn = (disk: MemoryDisk): DurableFile => ({
  read: async () => (disk.seen === null ? null : { bytes: disk.seen, from: 'main' }),
  async write(bytes) {
    if (disk.fault !== null) throw disk.fault
    disk.seen = bytes
  },
  mark: async () => (disk.seen === null ? null : markOf(disk.seen)),
})

/** One job at a time on one disk, whichever vault asks. */
const turnsOn =
  (disk: MemoryDisk): Exclusively =>
  (_name, _waitMs, job) => {
    if (disk.inUse !== null) return Promise.reject(disk.inUse)
    const turn = disk.lastTurn.then(job)
    disk.lastTurn = turn.catch(() => undefined)
    return turn
  }

const nobody: Presence = { isOffered: () => false, ask: async () => false }

export interface VaultSituation {
  readonly disk: MemoryDisk
  readonly keyWrapper: KeyWrapper
  readonly random?: RandomBytes
  readonly presence?: Presence
  readonly now?: () => Date
  /** Other processes' turns, where a test holds them; by default the disk's own. */
  readonly exclusively?: Exclusively
}

/** A vault as it is right after a start of the program, with a passphrase that is cheap to derive. */
export function aVault({
  disk,
  keyWrapper,
  random = randomBytes,
  presence = nobody,
  now = () => new Date(),
  exclusively = turnsOn(disk),
}: VaultSituation): Vault {
  const putAway = (into: Uint8Array[]) => {
    for (const bytes of [disk.main, disk.backup]) if (bytes !== null) into.push(bytes)
    disk.main = null
    disk.backup = null
  }
  async function removeVault(): Promise<void> {
    if (disk.fault !== null) throw disk.fault
    putAway([])
    disk.afterRemoval()
    disk.seen = null
    disk.keptVersions.length = 0
  }
  return createVault({
    ...{ keyWrapper, presence, now, file: fileOn(disk), seenFile: seenFileOn(disk), exclusively },
    memoryOnly: {
      isRemembered: () => disk.remembersMemoryOnly,
      remember: async (on) => void (disk.remembersMemoryOnly = on),
    },
    async keepAside(bytes) {
      if (!disk.keptAside.includes(bytes)) disk.keptAside.push(bytes)
      return `vault.json.damaged-${disk.keptAside.length}`
    },
    keepVersion: async (bytes, version) => void disk.keptVersions.push({ bytes, version }),
    moveAside: async () => putAway(disk.movedAside),
    removeVault,
    async removeAll() {
      await removeVault()
      for (const copies of [disk.keptAside, disk.movedAside]) copies.length = 0
    },
    async removeVersions(isToGo) {
      disk.beforeVersionsGo()
      const stays = await Promise.all(disk.keptVersions.map(async ({ bytes }) => !(await isToGo(bytes))))
      disk.keptVersions.splice(0, Infinity, ...disk.keptVersions.filter((_copy, index) => stays[index]))
    },
    randomBytes: random,
    scryptCost: { n: 16, r: 1, p: 1 },
  })
}

export const secret = (text: string) => new SecretText(text)
export const passphrase = secret('correct horse battery')
/** Puts a vault under a passphrase that was under none before. */
export const protectWith = (vault: Vault, text: SecretText = passphrase, current: SecretText | null = null) =>
  vault.protect({ current, protection: { under: 'passphrase', passphrase: text } })
export const unlockWith = (vault: Vault, text: SecretText = passphrase) =>
  vault.unlock({ by: 'passphrase', passphrase: text })
export const sha256 = (bytes: Uint8Array | null) =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')
export const textOf = (bytes: Uint8Array | null) => Buffer.from(bytes ?? []).toString('utf8')
