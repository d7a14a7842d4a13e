import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import { inSlices } from '../slices/in-slices.ts'
import type { RefreshPlanned } from './background-refresh.ts'
import type { createCurrentTokens } from './current-tokens.ts'
import { isRefreshable } from './is-refreshable.ts'
import { backgroundGapMs, isLastOfSignIn, leewayMs, longestGapMs, remainingMs } from './plan-refresh.ts'
import type { createRefreshFlights } from './refresh-flights.ts'
import type { RefreshIntents } from './refresh-intents.ts'
import type { createRefreshTroubles } from './refresh-troubles.ts'
import type { createTokenAges } from './token-ages.ts'
import type { RefreshCause } from './token-notes.ts'

export interface DueRefreshesParts {
  readonly findProfile: ProfileStore['find']
  readonly current: Pick<ReturnType<typeof createCurrentTokens>, 'bound'>
  readonly ages: Pick<ReturnType<typeof createTokenAges>, 'ageMs'>
  readonly troubles: Pick<ReturnType<typeof createRefreshTroubles>, 'waitMs' | 'of'>
  readonly intents: Pick<RefreshIntents, 'lostAt'>
  readonly flights: Pick<ReturnType<typeof createRefreshFlights>, 'refresh'>
  readonly reportBug: (thrown: unknown) => void
}

// There is nothing to settle, and there will be nothing: all else may be another way in a moment.
const settled: readonly string[] = ['session.signed_out', 'session.refresh_refused', 'profile.not_found']

/** Refreshes that no request waits for: when they are due, and how they are done. */
export function createDueRefreshes(parts: DueRefreshesParts) {
  const { findProfile, current, ages, troubles, intents, flights, reportBug } = parts
  const unsettled = new Set<ProfileId>()
  /** Their last refresh came to nothing without a server to wait for: the profile is incomplete, a variable is missing. */
  const failedHere = new Set<ProfileId>()

  /** The tokens that may be sent now; null also while the vault can't be opened: there is nothing to do until it can. */
  async function boundOrNull(id: ProfileId) {
    try {
      return await current.bound(id)
    } catch (thrown) {
      if (thrown instanceof ClaimcheckError) return null
      throw thrown
    }
  }

  async function refreshBound(id: ProfileId, cause: RefreshCause): Promise<void> {
    const { key, tokens } = await current.bound(id)
    await flights.refresh(key, tokens.accessToken, cause)
  }

  /** A refresh that nobody waits for: what became of it is told by the session. */
  async function tryRefresh(id: ProfileId, cause: RefreshCause): Promise<void> {
    failedHere.delete(id)
    try {
      await refreshBound(id, cause)
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      if (!thrown.code.startsWith('vault.')) failedHere.add(id)
    }
  }

  return {
    /** When the profile's tokens should be refreshed; null: not by us. */
    planOf: async (id: ProfileId): Promise<RefreshPlanned | null> => {
      const bound = findProfile(id)?.keepFresh === true ? await boundOrNull(id) : null
      if (bound === null || !isRefreshable(bound.profile, bound.tokens)) return null
      const { key, tokens } = bound
      const leftMs = remainingMs(tokens, ages.ageMs(key, tokens.obtainedAt))
      if (leftMs === null || tokens.expiresAt === null || isLastOfSignIn(tokens)) return null
      const lifetimeMs = tokens.expiresAt.getTime() - tokens.obtainedAt.getTime()
      const dueInMs = Math.max(0, leftMs - leewayMs(lifetimeMs), troubles.waitMs(key))
      // What a server failed at has a wait of its own, which grows.
      const isFailing = failedHere.has(id) && troubles.of(key) === null
      return { dueInMs, gapMs: isFailing ? longestGapMs : backgroundGapMs(lifetimeMs) }
    },

    refreshInBackground: (id: ProfileId): Promise<void> => tryRefresh(id, 'in-background'),

    refreshByHand: (id: ProfileId): Promise<void> => refreshBound(id, 'by-hand'),

    /**
     * Tries each refresh token once whose last use never had its answer kept: by now it is good, or it is told. What can't
     * be known yet of the profiles named so far is tried with the next call.
     */
    settleLostAnswers(ids: readonly ProfileId[] = []): void {
      for (const id of ids) unsettled.add(id)
      void inSlices([...unsettled], (id) => void settleOne(id).catch(reportBug))
    },
  }

  async function settleOne(id: ProfileId): Promise<void> {
    try {
      const { key, tokens } = await current.bound(id)
      const lostAt = tokens.refreshToken === null ? null : await intents.lostAt(key, tokens.refreshToken)
      unsettled.delete(id)
      if (lostAt !== null) await tryRefresh(id, 'after-crash')
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      if (settled.includes(thrown.code)) unsettled.delete(id)
    }
  }
}
