import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { createCurrentTokens } from './current-tokens.ts'
import { isRefreshable } from './is-refreshable.ts'
import { planRefresh, remainingMs } from './plan-refresh.ts'
import type { createRefreshFlights } from './refresh-flights.ts'
import type { createRefreshTroubles } from './refresh-troubles.ts'
import type { createTokenAges } from './token-ages.ts'
import type { TokenAuthority } from './token-authority.ts'
import type { TokenSet } from './token-set.ts'
import { profileOf, type TokensKey } from './tokens-key.ts'

export interface UsableTokensParts {
  readonly monotonicMs: () => number
  readonly current: Pick<ReturnType<typeof createCurrentTokens>, 'bound'>
  readonly flights: ReturnType<typeof createRefreshFlights>
  readonly troubles: ReturnType<typeof createRefreshTroubles>
  readonly ages: ReturnType<typeof createTokenAges>
}

/** One refresh after a 401 in this time for each profile: an API that refuses every token must not make us a storm. */
const rejectionGapMs = 30_000

// The access token may be good even so: these do not end what is held.
const passing: readonly string[] = ['session.provider_unreachable', 'sign_in.client_refused', 'profile.incomplete']

/** A JWT that the profile signs itself is no server's. */
const hostOf = ({ issuer }: TokenSet): string => (URL.canParse(issuer) ? new URL(issuer).host : issuer)

/** Gives out tokens that are fit to be sent. */
export function createUsableTokens(parts: UsableTokensParts): Omit<TokenAuthority, 'noteServerDate'> {
  const { monotonicMs, current, flights, troubles, ages } = parts
  const lastRejectionMs = new Map<TokensKey, number>()

  function isExpired(key: TokensKey, tokens: TokenSet): boolean {
    const leftMs = remainingMs(tokens, ages.ageMs(key, tokens.obtainedAt))
    return leftMs !== null && leftMs <= 0
  }

  async function refreshFirst(key: TokensKey, tokens: TokenSet): Promise<{ tokens: TokenSet; refreshed: boolean }> {
    try {
      if (troubles.waitMs(key) > 0 && !flights.isFlying(key)) {
        const retryAt = troubles.of(key)?.retryAt?.toISOString() ?? null
        const details = { profileId: profileOf(key), host: hostOf(tokens), retryAt }
        throw new ClaimcheckError('session.provider_unreachable', details)
      }
      return { tokens: await flights.refresh(key, tokens.accessToken), refreshed: true }
    } catch (thrown) {
      const isPassing = thrown instanceof ClaimcheckError && passing.includes(thrown.code)
      if (isPassing && !isExpired(key, tokens)) return { tokens, refreshed: false }
      throw thrown
    }
  }

  return {
    async usableTokens(id) {
      const { profile, key, tokens } = await current.bound(id)
      const ageMs = ages.ageMs(key, tokens.obtainedAt)
      switch (planRefresh(tokens, { ageMs, refreshable: isRefreshable(profile, tokens) })) {
        case 'use-as-is':
          return { tokens, refreshed: false }
        case 'refresh-first':
          return refreshFirst(key, tokens)
        case 'sign-in-again':
          throw new ClaimcheckError('session.not_refreshable', { profileId: id })
      }
    },

    async tokensAfterRejection(id: ProfileId, rejected: SecretText): Promise<TokenSet | null> {
      try {
        const { profile, key, tokens } = await current.bound(id)
        if (tokens.accessToken.reveal() !== rejected.reveal()) return tokens
        if (!isRefreshable(profile, tokens)) return null
        if (flights.isFlying(key)) return await flights.refresh(key, rejected)
        const lastMs = lastRejectionMs.get(key) ?? Number.NEGATIVE_INFINITY
        if (troubles.waitMs(key) > 0 || monotonicMs() - lastMs < rejectionGapMs) return null
        lastRejectionMs.set(key, monotonicMs())
        return await flights.refresh(key, rejected)
      } catch (thrown) {
        // The 401 stands: it is shown, and the session tells what became of the refresh.
        if (thrown instanceof ClaimcheckError) return null
        throw thrown
      }
    },
  }
}
