import type { SecretText } from './secret-text.ts'

/**
 * What the vault keeps; a record is found by its kind and id, and sealed to both. 'client-secret' has a profile's id,
 * every other secret of a profile is a 'profile-secret' under `<profile id> <secret name>`. 'tokens' and
 * 'refresh-intent' are under `<profile id> <authority digest>`; earlier versions kept one of each under the bare id.
 * 'token-history' is under the same, and holds no secret part of any token.
 */
export type RecordKind = 'tokens' | 'client-secret' | 'profile-secret' | 'dpop-key' | 'refresh-intent' | 'token-history'

/** Where a record is after it was written. */
export type Kept = 'on-disk' | 'until-quit'

/**
 * The vault as the rest of the program sees it. Every call may throw `vault.locked`, `vault.rolled_back`, `vault.damaged`
 * or `vault.newer`; `write` also `vault.choice_needed` (before the choice there is nothing to read); `read` throws
 * `vault.record_unreadable` for a record that is there and can't be opened. `read` and `ids` tell what this process knows:
 * `catchUp` asks the disk.
 */
export interface SecretRecords {
  readonly read: (kind: RecordKind, id: string) => Promise<SecretText | null>
  /** The ids of all records of a kind, those that can't be opened too, in no order. */
  readonly ids: (kind: RecordKind) => Promise<readonly string[]>
  /**
   * Resolves when the record is durable (flushed), or is held in memory only. What other processes saved meanwhile stays,
   * other records by its side. Throws `storage.write_failed`, `storage.in_use` (another process held the vault too long)
   * and `vault.replaced` (another vault is in its place): then the file is as it was, `read` gives the new record all the
   * same, and the next save that succeeds includes it, also after a lock. `vault.locked` where another process has just
   * protected the vault anew: the record is saved once the vault is opened.
   */
  readonly write: (kind: RecordKind, id: string, secret: SecretText) => Promise<Kept>
  /**
   * Lays a record beside what is saved next, by whoever asks for that: no save of its own, and nobody waits for the disk.
   * For what may be lost with the program. Throws for a vault that is closed, as `write`.
   */
  readonly writeAlong: (kind: RecordKind, id: string, secret: SecretText) => Promise<void>
  /**
   * Forgets a record, also one that another process saved and that is not known here; resolves, and throws, as `write`. One
   * that can't be opened stays in the file, sealed as it is, and is no longer asked for.
   */
  readonly remove: (kind: RecordKind, id: string) => Promise<void>
  /** Where what is kept here is now: it changes with the protection that a person chooses. */
  readonly whereKept: () => Promise<Kept>
  /**
   * Takes over what another process saved in the same vault since we last read or wrote it. True: something changed. To be
   * called before acting on a record that another process may have renewed; where nothing was saved it reads nothing.
   * Throws what the other calls throw for a vault that is closed, and `vault.replaced`, `storage.unreadable`.
   */
  readonly catchUp: () => Promise<boolean>
}
