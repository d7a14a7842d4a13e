import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import type { createCurrentTokens } from './current-tokens.ts'
import { isRefreshable } from './is-refreshable.ts'
import { leewayMs, remainingMs } from './plan-refresh.ts'
import type { createRefreshFlights } from './refresh-flights.ts'
import type { RefreshIntents } from './refresh-intents.ts'
import type { createRefreshTroubles } from './refresh-troubles.ts'
import type { createTokenAges } from './token-ages.ts'
import type { RefreshCause } from './token-notes.ts'

export interface DueRefreshesParts {
  readonly findProfile: ProfileStore['find']
  readonly current: Pick<ReturnType<typeof createCurrentTokens>, 'bound'>
  readonly ages: Pick<ReturnType<typeof createTokenAges>, 'ageMs'>
  readonly troubles: Pick<ReturnType<typeof createRefreshTroubles>, 'waitMs'>
  readonly intents: Pick<RefreshIntents, 'lostAt'>
  readonly flights: Pick<ReturnType<typeof createRefreshFlights>, 'refresh'>
}

/** Refreshes that no request waits for: when they are due, and how they are done. */
export function createDueRefreshes({ findProfile, current, ages, troubles, intents, flights }: DueRefreshesParts) {
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
    try {
      await refreshBound(id, cause)
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
    }
  }

  return {
    /** How long until the profile's tokens should be refreshed; null: not by us. */
    dueInMs: async (id: ProfileId): Promise<number | null> => {
      const bound = findProfile(id)?.keepFresh === true ? await boundOrNull(id) : null
      if (bound === null || !isRefreshable(bound.profile, bound.tokens)) return null
      const { key, tokens } = bound
      const leftMs = remainingMs(tokens, ages.ageMs(key, tokens.obtainedAt))
      if (leftMs === null || tokens.expiresAt === null) return null
      const dueMs = leftMs - leewayMs(tokens.expiresAt.getTime() - tokens.obtainedAt.getTime())
      return Math.max(0, dueMs, troubles.waitMs(key))
    },

    refreshInBackground: (id: ProfileId): Promise<void> => tryRefresh(id, 'in-background'),

    refreshByHand: (id: ProfileId): Promise<void> => refreshBound(id, 'by-hand'),

    /** Tries a refresh token once whose last use never had its answer kept: by now it is good, or it is told. */
    async settleLostAnswer(id: ProfileId): Promise<void> {
      const bound = await boundOrNull(id)
      const refreshToken = bound?.tokens.refreshToken ?? null
      if (bound === null || refreshToken === null) return
      if (await isLost(bound.key, refreshToken)) await tryRefresh(id, 'after-crash')
    },
  }

  async function isLost(...use: Parameters<RefreshIntents['lostAt']>): Promise<boolean> {
    try {
      return (await intents.lostAt(...use)) !== null
    } catch (thrown) {
      // Locked in between: it is settled by whoever uses the tokens next.
      if (thrown instanceof ClaimcheckError) return false
      throw thrown
    }
  }
}
