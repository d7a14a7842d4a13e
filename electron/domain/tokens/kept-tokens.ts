import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Kept, SecretRecords } from '../vault/secret-records.ts'
import { createLateTokens } from './late-tokens.ts'
import { nextTryDelayMs } from './next-try.ts'
import type { RefreshIntents } from './refresh-intents.ts'
import type { LetterAddress } from './refresh-letter.ts'
import { createTokenRecords } from './token-records.ts'
import type { StoredTokens } from './stored-tokens.ts'
import type { Schedule } from './timer.ts'
import type { TokenMemory } from './token-keeper-parts.ts'
import { isRecordOf, profileOf, type TokensKey } from './tokens-key.ts'

export interface KeptTokensParts {
  readonly records: SecretRecords
  readonly history: Pick<TokenMemory, 'note'>
  readonly intents: Pick<RefreshIntents, 'letterKey'>
  readonly schedule: Schedule
  readonly random: () => number
  /** Called when tokens that could not be saved have been saved after all. */
  readonly onSaved: (key: TokensKey, stored: StoredTokens) => void
  readonly reportBug: (thrown: unknown) => void
}

interface Unsaved {
  readonly failedSaves: number
  readonly callOff: () => void
}

/** For whoever waits until what could not be saved is saved, or of no use any more. */
interface Owed {
  readonly gone: Promise<void>
  readonly end: () => void
}

function owedFromNow(): Owed {
  let end = (): void => undefined
  const gone = new Promise<void>((resolve) => void (end = resolve))
  return { gone, end }
}

/** 'held': not on the disk, since the vault could not save them, or is closed; `failure` tells which. */
export type Saved = { readonly kept: Kept } | { readonly kept: 'held'; readonly failure: ClaimcheckError }

/** What an end of the program would lose. */
export interface UnsavedTokens {
  readonly whose: () => readonly ProfileId[]
  /** Tries to save it now; resolves also where that fails. */
  readonly saveAgain: () => Promise<void>
}

export const isVaultClosed = (failure: ClaimcheckError): boolean => failure.code.startsWith('vault.')

/**
 * Tokens in the vault. No token stays here: what the vault could not save, it holds itself, to be saved again; what came
 * after it was locked waits sealed.
 */
export function createKeptTokens(parts: KeptTokensParts) {
  const { records, history, intents, schedule, random, onSaved, reportBug } = parts
  const tokenRecords = createTokenRecords(records)
  const late = createLateTokens({ tokenRecords, intents })
  const unsaved = new Map<TokensKey, Unsaved>()
  /** Also while it is tried again, when there is no entry in `unsaved`. */
  const owed = new Map<TokensKey, Owed>()
  const delivering = new Map<TokensKey, Promise<void>>()

  function endOwed(key: TokensKey): void {
    owed.get(key)?.end()
    owed.delete(key)
  }

  function forgetRetry(key: TokensKey): void {
    unsaved.get(key)?.callOff()
    unsaved.delete(key)
  }

  function retryLater(key: TokensKey, failedSaves: number): void {
    const delayMs = nextTryDelayMs({ attempt: failedSaves, retryAfterSeconds: null, random: random() })
    const callOff = schedule(delayMs, () => void saveAgain(key).catch(reportBug))
    unsaved.set(key, { failedSaves, callOff })
    if (!owed.has(key)) owed.set(key, owedFromNow())
  }

  async function save(key: TokensKey, stored: StoredTokens, address: LetterAddress | null = null): Promise<Saved> {
    const failedSaves = unsaved.get(key)?.failedSaves ?? 0
    forgetRetry(key)
    try {
      const writing = tokenRecords.write(key, stored)
      // Told now, so that both go to the disk in one save; nobody waits for it.
      history.note(profileOf(key), stored.tokens)
      const kept = await writing
      late.drop(key)
      endOwed(key)
      return { kept }
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      if (!isVaultClosed(thrown)) {
        // The vault holds the new tokens: an answer that waited is older.
        late.drop(key)
        retryLater(key, failedSaves + 1)
      } else {
        if (address !== null) late.seal(key, stored, address)
        // What the vault could not save before it was locked is in it still: saved once it is open.
        if (failedSaves > 0) retryLater(key, failedSaves)
      }
      return { kept: 'held', failure: thrown }
    }
  }

  /** Saves what the vault holds but could not save; a vault that is locked now does it once it is open. */
  async function saveAgain(key: TokensKey): Promise<void> {
    const waiting = unsaved.get(key)
    if (waiting === undefined) return
    let stored: StoredTokens | null
    try {
      // What came after it was locked is newer, and its own save is all that is needed.
      await deliver(key)
      stored = await tokenRecords.read(key)
    } catch (thrown) {
      if (thrown instanceof ClaimcheckError) return
      throw thrown
    }
    // Meanwhile newer ones may have come, which are saved by whoever brought them.
    if (unsaved.get(key) !== waiting) return
    if (stored === null) dropUnsaved(key)
    else if ((await save(key, stored)).kept !== 'held') onSaved(key, stored)
  }

  async function deliverOnce(key: TokensKey): Promise<void> {
    const stored = await late.open(key)
    // A sign-in may have come while it was opened.
    if (!late.has(key)) return
    if (stored === null) late.drop(key)
    else if ((await save(key, stored)).kept !== 'held') onSaved(key, stored)
  }

  /** Takes in what came while the vault was locked, before anybody is given what it replaces. Throws `vault.*`. */
  function deliver(key: TokensKey): Promise<void> {
    if (!late.has(key)) return Promise.resolve()
    const running = delivering.get(key)
    if (running !== undefined) return running
    const delivery = deliverOnce(key).finally(() => delivering.delete(key))
    delivering.set(key, delivery)
    return delivery
  }

  async function deliverQuietly(key: TokensKey): Promise<void> {
    try {
      await deliver(key)
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
    }
  }

  function dropUnsaved(key: TokensKey): void {
    forgetRetry(key)
    endOwed(key)
  }

  /** Tries to save whatever is not saved yet, now. */
  async function flush(): Promise<void> {
    await Promise.all([...late.keys()].map(deliverQuietly))
    await Promise.all([...unsaved.keys()].map(saveAgain))
  }

  const unsavedTokens: UnsavedTokens = {
    whose: () => [...new Set([...late.keys(), ...owed.keys()].map(profileOf))],
    saveAgain: flush,
  }

  function drop(key: TokensKey): void {
    dropUnsaved(key)
    late.drop(key)
  }

  return {
    async load(key: TokensKey): Promise<StoredTokens | null> {
      await deliver(key)
      return tokenRecords.read(key)
    },
    /**
     * Resolves when the tokens are durable, or could not be saved: then saving is tried again. Where the vault is closed
     * they are sealed to `address`, until it is open; without one they are gone.
     */
    save,
    /**
     * While the vault is locked, or can't save: resolves when the newest tokens are on the disk, or of no use any more.
     * null: they are. Until then another process finds those that they replace, and their refresh token is spent.
     */
    whenTakenIn: (key: TokensKey): Promise<void> | null => late.whenGone(key) ?? owed.get(key)?.gone ?? null,
    isUnsaved: (key: TokensKey): boolean => unsaved.has(key),
    /** Throws `vault.*`. */
    whereKept: async (key: TokensKey): Promise<Kept> => (unsaved.has(key) ? 'until-quit' : records.whereKept()),
    /** Under which authorities the profile has tokens, whether they can be read or not. */
    keysOf: (id: ProfileId): Promise<readonly TokensKey[]> => tokenRecords.keysOf(id),
    async forget(key: TokensKey): Promise<void> {
      await tokenRecords.remove(key)
      drop(key)
    },
    /** Those of every authority, and what can't be read of them. */
    async forgetAll(id: ProfileId): Promise<void> {
      await tokenRecords.removeAll(id)
      for (const key of [...unsaved.keys(), ...late.keys()]) if (isRecordOf(id, key)) drop(key)
    },
    flush,
    unsaved: unsavedTokens,
    stop(): void {
      for (const { callOff } of unsaved.values()) callOff()
      // Nobody can open them after the end: whoever waits for them need not.
      for (const key of late.keys()) late.drop(key)
      for (const key of owed.keys()) endOwed(key)
    },
  }
}
