import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { createBreathe } from './breathe.ts'
import { createRecordShelf, findUnreadable, type RecordShelf, type Unsaved } from './record-shelf.ts'
import { type RandomBytes, seal, type Sealed, unseal } from './seal.ts'
import { readRecord, resealRecord, sealRecord } from './seal-record.ts'
import { SecretText } from './secret-text.ts'
import { formatVaultFile, type KeyWrap, recordKey, type SealedRecord, type VaultContents } from './vault-file-format.ts'
import { sealHeader } from './vault-header.ts'

/** The bytes of a file to be, and what to do once they are on the disk. */
export interface ComposedVault {
  readonly bytes: Uint8Array
  readonly generation: number
  readonly saved: () => void
}

/** A vault whose data key is known: seals and opens records, and says what its file must hold. No I/O. */
export interface OpenedVault {
  readonly vaultId: () => string
  readonly generation: () => number
  readonly wraps: () => readonly KeyWrap[]
  readonly counts: () => { readonly records: number; readonly unreadable: number }
  /** Throws `vault.record_unreadable`. Opened for each reading: nothing of it stays here. */
  readonly read: (kind: string, id: string) => SecretText | null
  readonly ids: (kind: string) => readonly string[]
  readonly write: (kind: string, id: string, secret: SecretText) => void
  /** Also of what is not here: the file may hold it, from another process. */
  readonly remove: (kind: string, id: string) => void
  /** Every record that can be read. */
  readonly secrets: () => Promise<readonly { kind: string; id: string; secret: SecretText }[]>
  readonly contents: () => VaultContents
  readonly unsaved: () => Unsaved
  /** Whether there is anything that the file, as it was last read, lacks. */
  readonly hasUnsaved: () => boolean
  /** The file of now, one change on. `followsAnother`: what it replaces is under another protection. */
  readonly compose: (writtenAt: Date, followsAnother?: boolean) => Promise<ComposedVault>
  /** Takes over what the file holds, under the changes of ours that are on no disk. True: something differs. */
  readonly merge: (contents: VaultContents) => Promise<boolean>
  /** Goes over to another content under another key, with our unsaved changes sealed anew. Takes the key over. */
  readonly moveTo: (contents: VaultContents, dataKey: Buffer) => Promise<void>
  /** Everything in it sealed anew under another key (taken over); what could not be read is kept as superseded. */
  readonly rekeyed: (dataKey: Buffer, wraps: readonly KeyWrap[]) => Promise<OpenedVault>
  /** From now on it is newer than any file up to this generation. */
  readonly raiseTo: (generation: number) => void
  /** The data key itself: to judge a file with, never to keep. */
  readonly dataKey: () => Buffer
  readonly sealNote: (text: string) => Sealed
  readonly openNote: (sealed: Sealed) => string | null
  /** Zeroes the data key; this object is of no use afterwards. */
  readonly wipe: () => void
}

const noteBoundTo = (vaultId: string) => JSON.stringify(['claimcheck vault note', vaultId])

/**
 * Takes the data key over: `wipe` zeroes that very buffer. `unsaved`: changes on top of the contents that are on no disk,
 * sealed under the same key.
 */
export async function openContents(
  { vaultId, generation, wraps, ...start }: VaultContents,
  dataKey: Buffer,
  randomBytes: RandomBytes,
  unsaved?: Unsaved,
): Promise<OpenedVault> {
  const shelf = createRecordShelf()
  shelf.layOver(start, await findUnreadable({ vaultId, dataKey }, start.records), unsaved)
  return opened({ vaultId, generation, wraps, dataKey }, shelf, randomBytes)
}

interface Sealing {
  readonly vaultId: string
  readonly dataKey: Buffer
  readonly wraps: readonly KeyWrap[]
  readonly generation: number
}

function opened(start: Sealing, shelf: RecordShelf, randomBytes: RandomBytes): OpenedVault {
  let now: Sealing = start

  function contents(): VaultContents {
    const { vaultId, generation, wraps } = now
    return { vaultId, generation, wraps, ...shelf.snapshot() }
  }

  /** Records sealed under the key of now, sealed under another; those that don't open are left out. */
  async function reseal(records: Iterable<SealedRecord>, to: Pick<Sealing, 'vaultId' | 'dataKey'>) {
    const breathe = createBreathe()
    const sealed: SealedRecord[] = []
    const left: SealedRecord[] = []
    for (const record of records) {
      const anew = resealRecord(now, to, record, randomBytes)
      if (anew === null) left.push(record)
      else sealed.push(anew)
      await breathe(record.sealed.length * 2)
    }
    return { sealed, left }
  }

  return {
    vaultId: () => now.vaultId,
    generation: () => now.generation,
    wraps: () => now.wraps,
    counts: shelf.counts,
    read(kind, id) {
      const record = shelf.find(recordKey(kind, id))
      if (record === null) return null
      const secret = readRecord(now, record)
      if (secret === null) throw new ClaimcheckError('vault.record_unreadable', { kind })
      return secret
    },
    ids: (kind) => [...shelf.all()].filter((record) => record.kind === kind).map(({ id }) => id),
    write(kind, id, secret) {
      const plain = Buffer.from(secret.reveal(), 'utf8')
      shelf.put(recordKey(kind, id), sealRecord(now, { kind, id, plain }, randomBytes))
      plain.fill(0)
    },
    remove: (kind, id) => shelf.put(recordKey(kind, id), null),
    async secrets() {
      const breathe = createBreathe()
      const found: { kind: string; id: string; secret: SecretText }[] = []
      for (const record of [...shelf.all()]) {
        const secret = readRecord(now, record)
        if (secret !== null) found.push({ kind: record.kind, id: record.id, secret })
        await breathe(record.sealed.length)
      }
      return found
    },
    contents,
    unsaved: shelf.unsaved,
    hasUnsaved() {
      shelf.dropIdle()
      return shelf.unsaved().records.size > 0
    },
    async compose(writtenAt, followsAnother = false) {
      const unsaved = shelf.unsaved()
      const generation = now.generation + Math.max(1, unsaved.records.size)
      const { vaultId, dataKey } = now
      const about = { vaultId, generation, writtenAt: writtenAt.toISOString(), followsAnother }
      const bytes = await formatVaultFile({ ...contents(), generation }, (digest) =>
        sealHeader(dataKey, { ...about, digest }, randomBytes),
      )
      const saved = () => {
        shelf.saved(unsaved)
        now = { ...now, generation }
      }
      return { bytes, generation, saved }
    },
    async merge(disk) {
      const unreadable = await findUnreadable(now, disk.records, shelf)
      now = { ...now, generation: disk.generation, wraps: disk.wraps }
      return shelf.layOver(disk, unreadable)
    },
    async moveTo(disk, dataKey) {
      const to = { vaultId: disk.vaultId, dataKey }
      const unreadable = await findUnreadable(to, disk.records)
      // No pause from here on: a change that is made meanwhile would be sealed under the key that goes.
      const old = now
      const unsaved = shelf.unsaved()
      for (const [key, record] of unsaved.records) {
        const anew = record === null ? null : resealRecord(old, to, record, randomBytes)
        shelf.put(key, anew)
      }
      now = { ...to, wraps: disk.wraps, generation: disk.generation }
      shelf.layOver(disk, unreadable)
      old.dataKey.fill(0)
    },
    async rekeyed(dataKey, wraps) {
      const { vaultId, generation } = now
      const { records, superseded } = contents()
      const { sealed, left } = await reseal(records, { vaultId, dataKey })
      const shelfOfNext = createRecordShelf()
      shelfOfNext.layOver({ records: sealed, superseded: [...superseded, ...left] }, new Set())
      return opened({ vaultId, generation, wraps, dataKey }, shelfOfNext, randomBytes)
    },
    raiseTo(generation) {
      now = { ...now, generation: Math.max(now.generation, generation) }
    },
    dataKey: () => now.dataKey,
    sealNote: (text) => seal(now.dataKey, Buffer.from(text, 'utf8'), noteBoundTo(now.vaultId), randomBytes),
    openNote: (sealed) => unseal(now.dataKey, sealed, noteBoundTo(now.vaultId))?.toString('utf8') ?? null,
    wipe: () => void now.dataKey.fill(0),
  }
}
