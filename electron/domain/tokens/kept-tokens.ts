import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Kept, SecretRecords } from '../vault/secret-records.ts'
import { nextTryDelayMs } from './next-try.ts'
import { readStoredTokens, writeStoredTokens, type StoredTokens } from './stored-tokens.ts'
import type { Schedule } from './timer.ts'

export interface KeptTokensParts {
  readonly records: SecretRecords
  readonly schedule: Schedule
  readonly random: () => number
  /** Called when tokens that could not be saved have been saved after all. */
  readonly onSaved: (id: ProfileId) => void
  readonly reportBug: (thrown: unknown) => void
}

interface Unsaved {
  readonly stored: StoredTokens
  readonly failedSaves: number
  readonly callOff: () => void
}

/** Tokens in the vault, and in memory for as long as the vault could not take them. */
export function createKeptTokens({ records, schedule, random, onSaved, reportBug }: KeptTokensParts) {
  const unsaved = new Map<ProfileId, Unsaved>()
  const keptWhere = new Map<ProfileId, Kept>()

  function callOffRetry(id: ProfileId): void {
    unsaved.get(id)?.callOff()
  }

  async function load(id: ProfileId): Promise<StoredTokens | null> {
    const waiting = unsaved.get(id)
    try {
      // Read first even so: a locked vault gives out nothing, not even what it could not save.
      const record = await records.read('tokens', id)
      if (waiting !== undefined) return waiting.stored
      return record === null ? null : readStoredTokens(record)
    } catch (thrown) {
      const isOldRecordUnreadable = thrown instanceof ClaimcheckError && thrown.code === 'vault.record_unreadable'
      if (waiting !== undefined && isOldRecordUnreadable) return waiting.stored
      throw thrown
    }
  }

  /** Resolves when the tokens are durable; null when they could not be saved: then they are held, and tried again. */
  async function save(id: ProfileId, stored: StoredTokens): Promise<Kept | null> {
    callOffRetry(id)
    const failedSaves = unsaved.get(id)?.failedSaves ?? 0
    try {
      const kept = await records.write('tokens', id, writeStoredTokens(stored))
      unsaved.delete(id)
      keptWhere.set(id, kept)
      return kept
    } catch (thrown) {
      const delayMs = nextTryDelayMs({ attempt: failedSaves + 1, retryAfterSeconds: null, random: random() })
      const callOff = schedule(delayMs, () => void saveAgain(id).catch(reportBug))
      unsaved.set(id, { stored, failedSaves: failedSaves + 1, callOff })
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      return null
    }
  }

  async function saveAgain(id: ProfileId): Promise<void> {
    const waiting = unsaved.get(id)
    if (waiting === undefined) return
    if ((await save(id, waiting.stored)) !== null) onSaved(id)
  }

  return {
    load,
    save,
    isUnsaved: (id: ProfileId): boolean => unsaved.has(id),
    whereKept: (id: ProfileId): Kept => (unsaved.has(id) ? 'until-quit' : (keptWhere.get(id) ?? 'on-disk')),
    async forget(id: ProfileId): Promise<void> {
      await records.remove('tokens', id)
      callOffRetry(id)
      unsaved.delete(id)
      keptWhere.delete(id)
    },
    /** Tries to save whatever is not saved yet, now. */
    async flush(): Promise<void> {
      await Promise.all([...unsaved.keys()].map(saveAgain))
    },
    stop(): void {
      for (const id of unsaved.keys()) callOffRetry(id)
    },
  }
}
