import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { planRefresh, remainingMs } from './plan-refresh.ts'
import { isRefreshable, type createRefreshFlights } from './refresh-flights.ts'
import type { createRefreshTroubles } from './refresh-troubles.ts'
import type { createTokenAges } from './token-ages.ts'
import type { TokenAuthority } from './token-authority.ts'
import type { TokenSet } from './token-set.ts'

export interface UsableTokensParts {
  readonly monotonicMs: () => number
  readonly flights: ReturnType<typeof createRefreshFlights>
  readonly troubles: ReturnType<typeof createRefreshTroubles>
  readonly ages: ReturnType<typeof createTokenAges>
}

/** One refresh after a 401 in this time for each profile: an API that refuses every token must not make us a storm. */
const rejectionGapMs = 30_000

// The access token may be good even so: these do not end what is held.
const passing: readonly string[] = ['session.provider_unreachable', 'sign_in.client_refused', 'profile.incomplete']

/** Gives out tokens that are fit to be sent. */
export function createUsableTokens(parts: UsableTokensParts): Omit<TokenAuthority, 'noteServerDate'> {
  const { monotonicMs, flights, troubles, ages } = parts
  const lastRejectionMs = new Map<ProfileId, number>()

  function isExpired(id: ProfileId, tokens: TokenSet): boolean {
    const leftMs = remainingMs(tokens, ages.ageMs(id, tokens.obtainedAt))
    return leftMs !== null && leftMs <= 0
  }

  async function refreshFirst(id: ProfileId, tokens: TokenSet): Promise<{ tokens: TokenSet; refreshed: boolean }> {
    try {
      if (troubles.waitMs(id) > 0 && !flights.isFlying(id)) {
        const retryAt = troubles.of(id)?.retryAt?.toISOString() ?? null
        const { host } = new URL(tokens.issuer)
        throw new ClaimcheckError('session.provider_unreachable', { profileId: id, host, retryAt })
      }
      return { tokens: await flights.refresh(id, tokens.accessToken), refreshed: true }
    } catch (thrown) {
      const isPassing = thrown instanceof ClaimcheckError && passing.includes(thrown.code)
      if (isPassing && !isExpired(id, tokens)) return { tokens, refreshed: false }
      throw thrown
    }
  }

  return {
    async usableTokens(id) {
      const { profile, tokens } = await flights.boundTokens(id)
      const ageMs = ages.ageMs(id, tokens.obtainedAt)
      switch (planRefresh(tokens, { ageMs, refreshable: isRefreshable(profile, tokens) })) {
        case 'use-as-is':
          return { tokens, refreshed: false }
        case 'refresh-first':
          return refreshFirst(id, tokens)
        case 'sign-in-again':
          throw new ClaimcheckError('session.not_refreshable', { profileId: id })
      }
    },

    async tokensAfterRejection(id: ProfileId, rejected: SecretText): Promise<TokenSet | null> {
      try {
        const { profile, tokens } = await flights.boundTokens(id)
        if (tokens.accessToken.reveal() !== rejected.reveal()) return tokens
        if (!isRefreshable(profile, tokens)) return null
        if (flights.isFlying(id)) return await flights.refresh(id, rejected)
        const lastMs = lastRejectionMs.get(id) ?? Number.NEGATIVE_INFINITY
        if (troubles.waitMs(id) > 0 || monotonicMs() - lastMs < rejectionGapMs) return null
        lastRejectionMs.set(id, monotonicMs())
        return await flights.refresh(id, rejected)
      } catch (thrown) {
        // The 401 stands: it is shown, and the session tells what became of the refresh.
        if (thrown instanceof ClaimcheckError) return null
        throw thrown
      }
    },
  }
}
