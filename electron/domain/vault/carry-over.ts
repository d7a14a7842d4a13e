import type { Unsaved } from './record-shelf.ts'
import type { RandomBytes } from './seal.ts'
import { canOpen, type RecordSeal, resealRecord } from './seal-record.ts'
import type { SealedRecord } from './vault-file-format.ts'
import type { KnownVault } from './vault-state.ts'

interface CarryOverParts {
  readonly keepAside: (bytes: Uint8Array) => Promise<string>
  readonly randomBytes: RandomBytes
}

const nothing: Unsaved = { records: new Map(), superseded: [] }

/**
 * The unsaved changes of a vault that was locked, for the vault that opens now. Where it was given another key meanwhile
 * they are sealed anew; where that can't be, all that was known of the vault is kept aside.
 */
export async function carryOver(
  known: KnownVault | null,
  to: RecordSeal,
  { keepAside, randomBytes }: CarryOverParts,
): Promise<Unsaved> {
  if (known === null || known.unsaved.records.size === 0) return nothing
  const records = new Map<string, SealedRecord | null>()
  let isLoss = false
  for (const [key, record] of known.unsaved.records) {
    const carried = record === null || canOpen(to, record) ? record : resealed(record)
    if (carried === undefined) isLoss = true
    else records.set(key, carried)
  }
  if (isLoss && known.unsavedFile !== null) await keepAside(known.unsavedFile)
  known.unsavedKey?.fill(0)
  return { records, superseded: known.unsaved.superseded }

  function resealed(record: SealedRecord): SealedRecord | undefined {
    if (known === null || known.unsavedKey === null) return undefined
    return resealRecord({ vaultId: to.vaultId, dataKey: known.unsavedKey }, to, record, randomBytes) ?? undefined
  }
}
