import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Kept, SecretRecords } from '../vault/secret-records.ts'
import { nextTryDelayMs } from './next-try.ts'
import { createTokenRecords } from './token-records.ts'
import type { StoredTokens } from './stored-tokens.ts'
import type { Schedule } from './timer.ts'
import { isRecordOf, type TokensKey } from './tokens-key.ts'

export interface KeptTokensParts {
  readonly records: SecretRecords
  readonly schedule: Schedule
  readonly random: () => number
  /** Called when tokens that could not be saved have been saved after all. */
  readonly onSaved: (key: TokensKey) => void
  readonly reportBug: (thrown: unknown) => void
}

interface Unsaved {
  readonly stored: StoredTokens
  readonly failedSaves: number
  readonly callOff: () => void
}

/** 'held': in memory only, since the vault could not take them; saving is tried again. */
export type Saved = { readonly kept: Kept } | { readonly kept: 'held'; readonly failure: ClaimcheckError }

/** Tokens in the vault, and in memory for as long as the vault could not take them. */
export function createKeptTokens({ records, schedule, random, onSaved, reportBug }: KeptTokensParts) {
  const tokenRecords = createTokenRecords(records)
  const unsaved = new Map<TokensKey, Unsaved>()
  const keptWhere = new Map<TokensKey, Kept>()

  function callOffRetry(key: TokensKey): void {
    unsaved.get(key)?.callOff()
  }

  async function load(key: TokensKey): Promise<StoredTokens | null> {
    const waiting = unsaved.get(key)
    try {
      // Read first even so: a locked vault gives out nothing, not even what it could not save.
      const stored = await tokenRecords.read(key)
      return waiting?.stored ?? stored
    } catch (thrown) {
      const isOldRecordUnreadable = thrown instanceof ClaimcheckError && thrown.code === 'vault.record_unreadable'
      if (waiting !== undefined && isOldRecordUnreadable) return waiting.stored
      throw thrown
    }
  }

  /** Resolves when the tokens are durable, or could not be saved: then they are held, and tried again. */
  async function save(key: TokensKey, stored: StoredTokens): Promise<Saved> {
    callOffRetry(key)
    const failedSaves = unsaved.get(key)?.failedSaves ?? 0
    try {
      const kept = await tokenRecords.write(key, stored)
      unsaved.delete(key)
      keptWhere.set(key, kept)
      return { kept }
    } catch (thrown) {
      const delayMs = nextTryDelayMs({ attempt: failedSaves + 1, retryAfterSeconds: null, random: random() })
      const callOff = schedule(delayMs, () => void saveAgain(key).catch(reportBug))
      unsaved.set(key, { stored, failedSaves: failedSaves + 1, callOff })
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      return { kept: 'held', failure: thrown }
    }
  }

  function drop(key: TokensKey): void {
    callOffRetry(key)
    unsaved.delete(key)
    keptWhere.delete(key)
  }

  async function saveAgain(key: TokensKey): Promise<void> {
    const waiting = unsaved.get(key)
    if (waiting === undefined) return
    if ((await save(key, waiting.stored)).kept !== 'held') onSaved(key)
  }

  return {
    load,
    save,
    isUnsaved: (key: TokensKey): boolean => unsaved.has(key),
    whereKept: (key: TokensKey): Kept => (unsaved.has(key) ? 'until-quit' : (keptWhere.get(key) ?? 'on-disk')),
    /** Under which authorities the profile has tokens, whether they can be read or not. */
    async keysOf(id: ProfileId): Promise<readonly TokensKey[]> {
      const inVault = await tokenRecords.keysOf(id)
      const held = [...unsaved.keys()].filter((key) => isRecordOf(id, key))
      return [...new Set([...inVault, ...held])]
    },
    async forget(key: TokensKey): Promise<void> {
      await tokenRecords.remove(key)
      drop(key)
    },
    /** Those of every authority, and what can't be read of them. */
    async forgetAll(id: ProfileId): Promise<void> {
      await tokenRecords.removeAll(id)
      for (const key of [...unsaved.keys()].filter((each) => isRecordOf(id, each))) drop(key)
    },
    /** Tries to save whatever is not saved yet, now. */
    async flush(): Promise<void> {
      await Promise.all([...unsaved.keys()].map(saveAgain))
    },
    stop(): void {
      for (const key of unsaved.keys()) callOffRetry(key)
    },
  }
}
