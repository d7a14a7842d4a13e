import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { SecretRecords } from '../vault/secret-records.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { createCurrentTokens } from './current-tokens.ts'
import { isRefreshable, spendsRefreshToken } from './is-refreshable.ts'
import type { createKeptTokens } from './kept-tokens.ts'
import type { Refresh } from './refresh-answer.ts'
import type { RefreshIntents } from './refresh-intents.ts'
import type { RefreshLock } from './refresh-lock.ts'
import type { SettleRefresh } from './refresh-outcome.ts'
import type { createRefreshPace } from './refresh-pace.ts'
import type { createRefreshTroubles } from './refresh-troubles.ts'
import type { RefreshCause, TokenNotes } from './token-notes.ts'
import type { Schedule } from './timer.ts'
import type { TokenSet } from './token-set.ts'
import { profileOf, type TokensKey } from './tokens-key.ts'

export interface RefreshFlightsParts {
  readonly records: Pick<SecretRecords, 'catchUp'>
  readonly lock: RefreshLock
  readonly current: Pick<ReturnType<typeof createCurrentTokens>, 'bound' | 'keyNow'>
  readonly kept: Pick<ReturnType<typeof createKeptTokens>, 'load' | 'whenTakenIn'>
  readonly intents: RefreshIntents
  readonly troubles: ReturnType<typeof createRefreshTroubles>
  readonly pace: Pick<ReturnType<typeof createRefreshPace>, 'note'>
  readonly notes: TokenNotes
  readonly settle: SettleRefresh
  readonly refresh: Refresh
  readonly schedule: Schedule
  readonly onChanged: (key: TokensKey) => void
}

const isSameToken = (one: SecretText, other: SecretText): boolean => one.reveal() === other.reveal()

// Most servers answer well within it, and whoever quits does not wait for the others: the note tells the next start.
const landingMs = 3_000

const inUseElsewhere = 'Another Claimcheck is refreshing these tokens, and has not ended yet'

/**
 * Refreshes, at most one at a time for each profile and authority on this machine: two refreshes of one rotating token
 * make the server revoke both (RFC 9700 §4.14.2). A refresh belongs to nobody: whoever stops waiting does not stop it.
 */
export function createRefreshFlights(parts: RefreshFlightsParts) {
  const { records, lock, current, kept, intents, troubles, pace, notes, settle, refresh, schedule, onChanged } = parts
  const flights = new Map<TokensKey, Promise<TokenSet>>()
  // Counts sign-ins and removals: an answer that belongs to an earlier turn must not overwrite what came since.
  const turns = new Map<TokensKey, number>()
  const turnOf = (key: TokensKey): number => turns.get(key) ?? 0

  /** Throws `session.signed_out` where another authority is the profile's by now. */
  async function boundAt(key: TokensKey) {
    const bound = await current.bound(profileOf(key))
    if (bound.key !== key) throw new ClaimcheckError('session.signed_out', { profileId: profileOf(key) })
    return bound
  }

  async function isStillKept(key: TokensKey, { accessToken, refreshToken }: TokenSet): Promise<boolean> {
    const now = (await kept.load(key))?.tokens
    return now?.accessToken.reveal() === accessToken.reveal() && now.refreshToken?.reveal() === refreshToken?.reveal()
  }

  /** What another process got in place of `tokens`; null: nothing. */
  async function takenOver(key: TokensKey, tokens: TokenSet, turn: number): Promise<TokenSet | null> {
    await records.catchUp()
    const stored = await kept.load(key)
    if (stored === null) throw new ClaimcheckError('session.signed_out', { profileId: profileOf(key) })
    if (isSameToken(stored.tokens.accessToken, tokens.accessToken)) return null
    if (turnOf(key) === turn) {
      troubles.clear(key)
      notes.refreshed(key, tokens, stored.tokens, 'elsewhere')
    }
    return stored.tokens
  }

  /** As `takenOver`, once a server has answered: a vault that can't be looked at now must not cost the answer. */
  async function takenOverMeanwhile(key: TokensKey, tokens: TokenSet, turn: number): Promise<TokenSet | null> {
    try {
      return await takenOver(key, tokens, turn)
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError) || thrown.code === 'session.signed_out') throw thrown
      return null
    }
  }

  async function refreshAlone(key: TokensKey, seen: TokenSet, turn: number, cause: RefreshCause): Promise<TokenSet> {
    const theirs = await takenOver(key, seen, turn)
    // Also where another process ended the sign-in: that is thrown.
    const { profile, tokens } = await boundAt(key)
    if (theirs !== null) return theirs
    // A sign-in came while we waited, and its server gave the same access token again.
    if (turnOf(key) !== turn) return tokens
    const spends = spendsRefreshToken(profile.way) ? tokens.refreshToken : null
    const lostAt = spends === null ? null : await intents.lostAt(key, spends)
    const isAfterCrash = spends !== null && lostAt !== null && !intents.isOurs(key, spends)
    const address = spends === null ? null : await intents.begin(key, spends, lostAt)
    // The note took time: another environment may be in force, and its server must not see this refresh token; and what
    // was forgotten or replaced meanwhile is not to be sent either.
    if (current.keyNow(profile.id) !== key || turnOf(key) !== turn || !(await isStillKept(key, tokens))) {
      if (lostAt === null || turnOf(key) !== turn) await intents.clear(key)
      return (await boundAt(key)).tokens
    }
    const answer = await refresh(profile, tokens).catch(async (thrown: unknown) => {
      // A failure in place of an answer means that nothing was sent: the settings are incomplete, a variable is missing.
      if (thrown instanceof ClaimcheckError && lostAt === null) await intents.clear(key)
      throw thrown
    })
    const newer = turnOf(key) === turn ? await takenOverMeanwhile(key, tokens, turn) : null
    if (newer !== null) return newer
    if (turnOf(key) !== turn) return (await boundAt(key)).tokens
    const sent = { key, tokens, lostAt, address, cause: isAfterCrash ? ('after-crash' as const) : cause }
    const fresh = await settle(sent, answer)
    pace.note(key, fresh)
    return fresh
  }

  async function refreshOnce(key: TokensKey, seen: SecretText, cause: RefreshCause): Promise<TokenSet> {
    const turn = turnOf(key)
    const { profile, tokens } = await boundAt(key)
    // Somebody refreshed between the caller's look and now.
    if (!isSameToken(tokens.accessToken, seen)) return tokens
    if (!isRefreshable(profile, tokens)) throw new ClaimcheckError('session.not_refreshable', { profileId: profile.id })
    try {
      // An answer that waits for the vault to be unlocked, or for room, is newer than what another process would find.
      return await lock.alone(key, () => refreshAlone(key, tokens, turn, cause), kept.whenTakenIn)
    } catch (thrown) {
      if (thrown instanceof ClaimcheckError && thrown.code === 'session.refreshing_elsewhere') {
        const held = { message: inUseElsewhere, retryAfterSeconds: null, isElsewhere: true }
        const retryAt = troubles.note(key, held).toISOString()
        notes.note(key, tokens, { kind: 'refresh-failed', message: inUseElsewhere, retryAt })
      }
      throw thrown
    }
  }

  return {
    isFlying: (key: TokensKey): boolean => flights.has(key),
    /** Newer tokens than those with the access token `seen`; joins the refresh that is under way. */
    refresh(key: TokensKey, seen: SecretText, cause: RefreshCause): Promise<TokenSet> {
      const running = flights.get(key)
      if (running !== undefined) return running
      const flight = refreshOnce(key, seen, cause).finally(() => {
        flights.delete(key)
        onChanged(key)
      })
      flights.set(key, flight)
      onChanged(key)
      return flight
    },
    /** The answer to a refresh that is under way no longer counts. */
    beginTurn: (key: TokensKey): void => void turns.set(key, turnOf(key) + 1),
    /** For the end of the program: resolves when no refresh is under way, or when it is not worth the wait any more. */
    async landed(): Promise<void> {
      if (flights.size === 0) return
      let callOff = (): void => undefined
      const limit = new Promise<void>((resolve) => (callOff = schedule(landingMs, resolve)))
      await Promise.race([Promise.allSettled(flights.values()), limit])
      callOff()
    },
    keysUnderWay: (): readonly TokensKey[] => [...flights.keys()],
  }
}
