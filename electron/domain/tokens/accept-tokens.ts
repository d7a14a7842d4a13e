import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import type { SecretRecords } from '../vault/secret-records.ts'
import type { createCurrentTokens } from './current-tokens.ts'
import { isVaultClosed, type createKeptTokens } from './kept-tokens.ts'
import type { createRefreshFlights } from './refresh-flights.ts'
import type { RefreshIntents } from './refresh-intents.ts'
import type { RefreshLock } from './refresh-lock.ts'
import type { TokenNotes } from './token-notes.ts'
import type { TokenSet } from './token-set.ts'
import { tokensKey, type TokensKey } from './tokens-key.ts'

export interface AcceptTokensParts {
  readonly findProfile: ProfileStore['find']
  readonly records: Pick<SecretRecords, 'catchUp'>
  readonly lock: RefreshLock
  readonly current: Pick<ReturnType<typeof createCurrentTokens>, 'bound' | 'keyNow'>
  readonly kept: Pick<ReturnType<typeof createKeptTokens>, 'save'>
  readonly flights: Pick<ReturnType<typeof createRefreshFlights>, 'beginTurn'>
  readonly intents: Pick<RefreshIntents, 'clear'>
  readonly notes: TokenNotes
  /** Called before new tokens are saved, with what their server's clock said. */
  readonly onAccepted: (key: TokensKey, clockSkewSeconds: number | null) => void
  readonly onChanged: (key: TokensKey) => void
}

const isRefreshingElsewhere = (thrown: unknown): boolean =>
  thrown instanceof ClaimcheckError && thrown.code === 'session.refreshing_elsewhere'

/** Takes the tokens of sign-ins, such that no refresh that is under way, here or in another process, overwrites them. */
export function createAcceptTokens(parts: AcceptTokensParts) {
  const { findProfile, records, lock, current, kept, flights, intents, notes, onAccepted, onChanged } = parts

  async function save(key: TokensKey, tokens: TokenSet): Promise<ClaimcheckError | null> {
    flights.beginTurn(key)
    const saved = await kept.save(key, { tokens, ended: null })
    if (saved.kept === 'held') return saved.failure
    await intents.clear(key)
    return null
  }

  async function saveInTurn(key: TokensKey, tokens: TokenSet): Promise<ClaimcheckError | null> {
    // The lock is ours: our own refresh gives way to the turn that begins now.
    if (lock.isHeld(key)) return save(key, tokens)
    try {
      return await lock.alone(key, () => save(key, tokens))
    } catch (thrown) {
      // A process that hangs must not cost a person their sign-in: it sees these before it saves its own.
      if (!isRefreshingElsewhere(thrown)) throw thrown
      return save(key, tokens)
    }
  }

  return {
    async accept(id: ProfileId, tokens: TokenSet, clockSkewSeconds: number | null): Promise<void> {
      // A profile that was removed meanwhile must not leave tokens behind.
      if (findProfile(id) === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
      const key = tokensKey(id, tokens)
      onAccepted(key, clockSkewSeconds)
      const failure = await saveInTurn(key, tokens)
      // A vault that was locked at the last moment keeps nothing, and nothing is kept beside it: the sign-in has failed.
      if (failure !== null && isVaultClosed(failure)) throw failure
      notes.signedIn(key, tokens)
      onChanged(key)
      if (failure === null) return
      notes.note(key, tokens, { kind: 'not-saved' })
      throw new ClaimcheckError('session.not_saved', { profileId: id })
    },

    /**
     * Signs in without a person, unless another process did so meanwhile: its tokens are used then. Throws as `signIn`,
     * and `session.refreshing_elsewhere`.
     */
    obtainAlone: async (id: ProfileId, signIn: () => Promise<unknown>): Promise<void> => {
      const key = current.keyNow(id)
      // The sign-in itself tells what its authority lacks.
      if (key === null) return void (await signIn())
      await lock.alone(key, async () => {
        if (!(await hasArrived(id))) await signIn()
      })
    },
  }

  async function hasArrived(id: ProfileId): Promise<boolean> {
    await records.catchUp()
    try {
      const { key, tokens } = await current.bound(id)
      notes.refreshed(key, tokens, tokens, 'elsewhere')
      return true
    } catch (thrown) {
      if (thrown instanceof ClaimcheckError) return false
      throw thrown
    }
  }
}
