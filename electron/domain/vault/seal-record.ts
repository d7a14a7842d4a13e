import { type RandomBytes, seal, unseal } from './seal.ts'
import { SecretText } from './secret-text.ts'
import type { SealedRecord } from './vault-file-format.ts'

/**
 * Bound to the vault, the record and the schema of records (the same in every version of the file until now): a
 * ciphertext moved to another place does not open.
 */
const boundTo = (vaultId: string, kind: string, id: string) =>
  JSON.stringify(['claimcheck record', 1, vaultId, kind, id])

export interface RecordSeal {
  readonly vaultId: string
  readonly dataKey: Buffer
}

export function sealRecord(
  { vaultId, dataKey }: RecordSeal,
  { kind, id, plain }: { readonly kind: string; readonly id: string; readonly plain: Buffer },
  randomBytes: RandomBytes,
): SealedRecord {
  return { kind, id, ...seal(dataKey, plain, boundTo(vaultId, kind, id), randomBytes) }
}

/** The plaintext, for the caller to zero; null: it was not sealed here. */
export const unsealRecord = ({ vaultId, dataKey }: RecordSeal, record: SealedRecord): Buffer | null =>
  unseal(dataKey, record, boundTo(vaultId, record.kind, record.id))

export function readRecord(from: RecordSeal, record: SealedRecord): SecretText | null {
  const plain = unsealRecord(from, record)
  const secret = plain === null ? null : new SecretText(plain.toString('utf8'))
  plain?.fill(0)
  return secret
}

export function canOpen(from: RecordSeal, record: SealedRecord): boolean {
  const plain = unsealRecord(from, record)
  plain?.fill(0)
  return plain !== null
}

/** Seals under another key what `from` sealed; null: it does not open. */
export function resealRecord(
  from: RecordSeal,
  to: RecordSeal,
  record: SealedRecord,
  randomBytes: RandomBytes,
): SealedRecord | null {
  const plain = unsealRecord(from, record)
  if (plain === null) return null
  const sealed = sealRecord(to, { kind: record.kind, id: record.id, plain }, randomBytes)
  plain.fill(0)
  return sealed
}
