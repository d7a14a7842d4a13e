import { createBreathe } from './breathe.ts'
import { canOpen, type RecordSeal } from './seal-record.ts'
import { recordKey, type SealedRecord, type VaultContents } from './vault-file-format.ts'

/** What was changed here and is on no disk yet; null in `records`: removed. */
export interface Unsaved {
  readonly records: ReadonlyMap<string, SealedRecord | null>
  /** Records that a change displaced and that could not be opened. */
  readonly superseded: readonly SealedRecord[]
}

type Shelved = Pick<VaultContents, 'records' | 'superseded'>

/**
 * The sealed records of a vault, which of them can't be opened, and which changes are on no disk yet. Changes are laid
 * over what the file holds, so that two processes that change different records both keep theirs.
 */
export interface RecordShelf {
  readonly find: (key: string) => SealedRecord | null
  readonly all: () => Iterable<SealedRecord>
  readonly isUnreadable: (key: string) => boolean
  readonly counts: () => { readonly records: number; readonly unreadable: number }
  /** Puts `next` (or nothing) in a record's place. What could not be read is kept, byte for byte. */
  readonly put: (key: string, next: SealedRecord | null) => void
  readonly snapshot: () => Shelved
  readonly unsaved: () => Unsaved
  /** Forgets removals of what the file does not hold: there is nothing to save of them. */
  readonly dropIdle: () => void
  /** The file has these changes now. */
  readonly saved: (what: Unsaved) => void
  /** Lays the unsaved changes over another content. True: what can be read of it is other than before. */
  readonly layOver: (content: Shelved, unreadable: ReadonlySet<string>, unsaved?: Unsaved) => boolean
}

const nothingUnsaved: Unsaved = { records: new Map(), superseded: [] }

const isSame = (one: SealedRecord | undefined, other: SealedRecord): boolean =>
  one !== undefined && one.nonce === other.nonce && one.sealed === other.sealed

/** The keys of the records that can't be opened; those of `known` that are as they were are not tried again. */
export async function findUnreadable(
  from: RecordSeal,
  records: readonly SealedRecord[],
  known: RecordShelf | null = null,
): Promise<ReadonlySet<string>> {
  const breathe = createBreathe()
  const unreadable = new Set<string>()
  for (const record of records) {
    const key = recordKey(record.kind, record.id)
    const isKnown = isSame(known?.find(key) ?? undefined, record)
    const opens = isKnown ? known?.isUnreadable(key) === false : canOpen(from, record)
    if (!opens) unreadable.add(key)
    await breathe(isKnown ? 0 : record.sealed.length)
  }
  return unreadable
}

export function createRecordShelf(): RecordShelf {
  /** The keys of what the file holds, as far as it is known. */
  let filed = new Set<string>()
  let records = new Map<string, SealedRecord>()
  let unreadable = new Set<string>()
  let superseded: SealedRecord[] = []
  let changed = new Map<string, SealedRecord | null>()
  let displaced: SealedRecord[] = []

  function displace(key: string): void {
    const old = records.get(key)
    if (old !== undefined && unreadable.has(key) && !displaced.some((each) => isSame(each, old))) displaced.push(old)
    unreadable.delete(key)
  }

  function place(key: string, next: SealedRecord | null): void {
    displace(key)
    if (next === null) records.delete(key)
    else records.set(key, next)
  }

  return {
    find: (key) => records.get(key) ?? null,
    all: () => records.values(),
    isUnreadable: (key) => unreadable.has(key),
    counts: () => ({ records: records.size - unreadable.size, unreadable: unreadable.size }),
    put(key, next) {
      place(key, next)
      changed.set(key, next)
    },
    snapshot: () => ({
      records: [...records.values()],
      superseded: [...superseded, ...displaced.filter((mine) => !superseded.some((each) => isSame(each, mine)))],
    }),
    unsaved: () => ({ records: new Map(changed), superseded: [...displaced] }),
    dropIdle() {
      for (const [key, record] of changed) if (record === null && !filed.has(key)) changed.delete(key)
    },
    saved(what) {
      for (const [key, record] of what.records) {
        if (changed.get(key) === record) changed.delete(key)
        if (record === null) filed.delete(key)
        else filed.add(key)
      }
      superseded = [...superseded, ...what.superseded.filter((mine) => !superseded.some((each) => isSame(each, mine)))]
      displaced = displaced.filter((mine) => !what.superseded.includes(mine))
    },
    layOver(content, cannotOpen, unsaved = nothingUnsaved) {
      const before = records
      records = new Map(content.records.map((record) => [recordKey(record.kind, record.id), record]))
      filed = new Set(records.keys())
      unreadable = new Set(cannotOpen)
      superseded = [...content.superseded]
      changed = new Map([...unsaved.records, ...changed])
      displaced = [...unsaved.superseded, ...displaced]
      for (const [key, next] of changed) place(key, next)
      if (before.size !== records.size) return true
      return [...records].some(([key, record]) => !isSame(before.get(key), record))
    },
  }
}
