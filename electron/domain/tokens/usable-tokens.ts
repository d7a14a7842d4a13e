import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Profile } from '../profiles/profile.ts'
import type { SecretRecords } from '../vault/secret-records.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { authorityHost } from './authority-host.ts'
import type { createCurrentTokens } from './current-tokens.ts'
import { isRefreshable } from './is-refreshable.ts'
import { planRefresh, remainingMs, type RefreshPlan } from './plan-refresh.ts'
import type { createRefreshFlights } from './refresh-flights.ts'
import type { createRefreshPace } from './refresh-pace.ts'
import type { createRefreshTroubles } from './refresh-troubles.ts'
import type { createTokenAges } from './token-ages.ts'
import type { TokenAuthority } from './token-authority.ts'
import type { TokenSet } from './token-set.ts'
import { profileOf, type TokensKey } from './tokens-key.ts'

export interface UsableTokensParts {
  readonly records: Pick<SecretRecords, 'catchUp'>
  readonly current: Pick<ReturnType<typeof createCurrentTokens>, 'bound'>
  readonly flights: ReturnType<typeof createRefreshFlights>
  readonly troubles: ReturnType<typeof createRefreshTroubles>
  readonly ages: ReturnType<typeof createTokenAges>
  readonly pace: ReturnType<typeof createRefreshPace>
}

// The access token may be good even so: these do not end what is held.
const passing: readonly string[] = [
  ...['session.provider_unreachable', 'session.refreshing_elsewhere'],
  ...['sign_in.client_refused', 'profile.incomplete'],
]
// Another process may know better: it shares the vault.
const endings: readonly string[] = ['session.signed_out', 'session.refresh_refused']

/** Gives out tokens that are fit to be sent. */
export function createUsableTokens(
  parts: UsableTokensParts,
): Pick<TokenAuthority, 'usableTokens' | 'tokensAfterRejection'> {
  const { records, current, flights, troubles, ages, pace } = parts

  function isExpired(key: TokensKey, tokens: TokenSet): boolean {
    const leftMs = remainingMs(tokens, ages.ageMs(key, tokens.obtainedAt))
    return leftMs !== null && leftMs <= 0
  }

  const plan = (profile: Profile, key: TokensKey, tokens: TokenSet): RefreshPlan =>
    planRefresh(tokens, { ageMs: ages.ageMs(key, tokens.obtainedAt), refreshable: isRefreshable(profile, tokens) })

  async function bound(id: ProfileId): ReturnType<typeof current.bound> {
    try {
      return await current.bound(id)
    } catch (thrown) {
      const isEnding = thrown instanceof ClaimcheckError && endings.includes(thrown.code)
      if (!isEnding || !(await records.catchUp())) throw thrown
      return current.bound(id)
    }
  }

  async function refreshFirst(key: TokensKey, tokens: TokenSet): Promise<{ tokens: TokenSet; refreshed: boolean }> {
    if (pace.isTooSoon(key, tokens)) return { tokens, refreshed: false }
    // Nobody waits behind a process that hangs while there is something to send.
    if (troubles.isHeldElsewhere(key) && !isExpired(key, tokens)) return { tokens, refreshed: false }
    try {
      if (troubles.keepsWaiting(key) && !flights.isFlying(key)) {
        const retryAt = troubles.of(key)?.retryAt?.toISOString() ?? null
        const details = { profileId: profileOf(key), host: authorityHost(tokens.issuer), retryAt }
        throw new ClaimcheckError('session.provider_unreachable', details)
      }
      return { tokens: await flights.refresh(key, tokens.accessToken, 'expiring'), refreshed: true }
    } catch (thrown) {
      const isPassing = thrown instanceof ClaimcheckError && passing.includes(thrown.code)
      if (isPassing && !isExpired(key, tokens)) return { tokens, refreshed: false }
      throw thrown
    }
  }

  return {
    async usableTokens(id) {
      const { profile, key, tokens } = await bound(id)
      switch (plan(profile, key, tokens)) {
        case 'use-as-is':
          return { tokens, refreshed: false }
        case 'refresh-first': {
          const newer = await refreshFirst(key, tokens)
          // Another process got these, and that may be long ago.
          const isDue = newer.refreshed && plan(profile, key, newer.tokens) === 'refresh-first'
          return isDue ? refreshFirst(key, newer.tokens) : newer
        }
        case 'sign-in-again':
          throw new ClaimcheckError('session.not_refreshable', { profileId: id })
      }
    },

    async tokensAfterRejection(id: ProfileId, rejected: SecretText): Promise<TokenSet | null> {
      try {
        const { profile, key, tokens } = await bound(id)
        if (tokens.accessToken.reveal() !== rejected.reveal()) return tokens
        if (!isRefreshable(profile, tokens)) return null
        if (flights.isFlying(key)) return await flights.refresh(key, rejected, 'after-401')
        if (troubles.keepsWaiting(key) || !pace.mayAskAfterRejection(key)) return null
        return await flights.refresh(key, rejected, 'after-401')
      } catch (thrown) {
        // The 401 stands: it is shown, and the session tells what became of the refresh.
        if (thrown instanceof ClaimcheckError) return null
        throw thrown
      }
    },
  }
}
