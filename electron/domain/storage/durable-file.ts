/** One file that is never half written: after a crash it holds the old bytes or the new ones. */
export interface DurableFile {
  /**
   * null: there is no such file. 'backup': the main file was missing or failed `isSound`, its predecessor was taken.
   * Where neither is sound the bytes are handed over all the same, for the caller to judge and to keep.
   * Throws `storage.unreadable`.
   */
  readonly read: () => Promise<{ bytes: Uint8Array; from: 'main' | 'backup' } | null>
  /**
   * Resolves when the bytes are flushed to the disk. Throws `storage.write_failed`; then the old bytes are still there
   * (as the predecessor, if the very last flush, that of the folder, is what failed).
   */
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Differs from an earlier one when the file was replaced since, by whomever; null: there is no file. Reads no content. */
  readonly mark: () => Promise<string | null>
}
