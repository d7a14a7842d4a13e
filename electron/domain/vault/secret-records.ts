import type { SecretText } from './secret-text.ts'

/** What the vault keeps; a record is found by its kind and id, and sealed to both. */
export type RecordKind = 'tokens' | 'client-secret' | 'refresh-intent'

/** Where a record is after it was written. */
export type Kept = 'on-disk' | 'until-quit'

/**
 * The vault as the rest of the program sees it. Every call may throw `vault.locked`, `vault.choice_needed`,
 * `vault.damaged` or `vault.newer`; `read` throws `vault.record_unreadable` for a record that is there and can't be opened.
 */
export interface SecretRecords {
  readonly read: (kind: RecordKind, id: string) => Promise<SecretText | null>
  /** Resolves when the record is durable (flushed), or is held in memory only. Throws `storage.write_failed`. */
  readonly write: (kind: RecordKind, id: string, secret: SecretText) => Promise<Kept>
  readonly remove: (kind: RecordKind, id: string) => Promise<void>
}
