import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { nextTokenSet } from './bind-token-set.ts'
import type { createCurrentTokens } from './current-tokens.ts'
import { isRefreshable, spendsRefreshToken } from './is-refreshable.ts'
import type { createKeptTokens } from './kept-tokens.ts'
import type { Refresh, RefreshAnswer } from './refresh-answer.ts'
import type { createRefreshIntents } from './refresh-intents.ts'
import type { createRefreshTroubles } from './refresh-troubles.ts'
import type { Ended } from './stored-tokens.ts'
import type { TokenSet } from './token-set.ts'
import { profileOf, type TokensKey } from './tokens-key.ts'

export interface RefreshFlightsParts {
  readonly current: Pick<ReturnType<typeof createCurrentTokens>, 'bound' | 'keyNow'>
  readonly kept: ReturnType<typeof createKeptTokens>
  readonly intents: ReturnType<typeof createRefreshIntents>
  readonly troubles: ReturnType<typeof createRefreshTroubles>
  readonly refresh: Refresh
  readonly onSkew: (key: TokensKey, skewSeconds: number) => void
  readonly onChanged: (key: TokensKey) => void
}

const isSameToken = (one: SecretText, other: SecretText): boolean => one.reveal() === other.reveal()

const minutes = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/**
 * Refreshes, at most one at a time for each profile and authority: two refreshes of one rotating token make the server revoke both
 * (RFC 9700 §4.14.2). A refresh belongs to nobody: whoever stops waiting does not stop it.
 */
export function createRefreshFlights(parts: RefreshFlightsParts) {
  const { current, kept, intents, troubles, refresh, onSkew, onChanged } = parts
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

  async function end(key: TokensKey, tokens: TokenSet, ended: Ended): Promise<never> {
    // Marked, and only the refused token dropped: what the access token claimed can still be looked at.
    await kept.save(key, { tokens: { ...tokens, refreshToken: null }, ended })
    await intents.clear(key)
    const { description } = ended
    throw new ClaimcheckError('session.refresh_refused', { profileId: profileOf(key), description })
  }

  async function settle(
    key: TokensKey,
    tokens: TokenSet,
    answer: RefreshAnswer,
    lostAt: Date | null,
  ): Promise<TokenSet> {
    switch (answer.kind) {
      case 'refreshed': {
        const before = answer.startsAnew === true ? { ...tokens, refreshToken: null, idToken: null } : tokens
        const fresh = nextTokenSet(before, answer.answer)
        if (answer.clockSkewSeconds !== null) onSkew(key, answer.clockSkewSeconds)
        troubles.clear(key)
        // Durable before anyone uses it. Where it can't be, the note stays too: the token on disk is spent.
        const { kept: where } = await kept.save(key, { tokens: fresh, ended: null })
        if (where !== 'held') await intents.clear(key)
        return fresh
      }
      case 'refused': {
        troubles.clear(key)
        if (lostAt === null) return end(key, tokens, { reason: 'refused', description: answer.description })
        const description = `The answer to the refresh of ${minutes(lostAt)} was lost, and the server takes the old refresh token no more`
        return end(key, tokens, { reason: 'answer-lost', description })
      }
      case 'client-refused': {
        const { error, description, cause } = answer
        troubles.note(key, `The server did not accept the refresh: ${description ?? error}`, null)
        if (lostAt === null) await intents.clear(key)
        throw new ClaimcheckError('sign_in.client_refused', { error, description, cause })
      }
      case 'unavailable': {
        const retryAt = troubles.note(key, answer.message, answer.retryAfterSeconds)
        if (!answer.reached && lostAt === null) await intents.clear(key)
        const details = { profileId: profileOf(key), host: answer.host, retryAt: retryAt.toISOString() }
        throw new ClaimcheckError('session.provider_unreachable', details)
      }
    }
  }

  async function refreshOnce(key: TokensKey, seen: SecretText): Promise<TokenSet> {
    const turn = turnOf(key)
    const { profile, tokens } = await boundAt(key)
    // Somebody refreshed between the caller's look and now.
    if (!isSameToken(tokens.accessToken, seen)) return tokens
    if (!isRefreshable(profile, tokens)) throw new ClaimcheckError('session.not_refreshable', { profileId: profile.id })
    const spends = spendsRefreshToken(profile.way) ? tokens.refreshToken : null
    const lostAt = spends === null ? null : await intents.lostAt(key, spends)
    if (spends !== null && lostAt === null) await intents.begin(key, spends)
    // The note took time: another environment may be in force, and its server must not see this refresh token.
    if (current.keyNow(profile.id) !== key) {
      if (lostAt === null) await intents.clear(key)
      throw new ClaimcheckError('session.signed_out', { profileId: profile.id })
    }
    const answer = await refresh(profile, tokens).catch(async (thrown: unknown) => {
      // A failure in place of an answer means that nothing was sent: the settings are incomplete, a variable is missing.
      if (thrown instanceof ClaimcheckError && lostAt === null) await intents.clear(key)
      throw thrown
    })
    if (turnOf(key) !== turn) return (await boundAt(key)).tokens
    return settle(key, tokens, answer, lostAt)
  }

  return {
    isFlying: (key: TokensKey): boolean => flights.has(key),
    /** Newer tokens than those with the access token `seen`; joins the refresh that is under way. */
    refresh(key: TokensKey, seen: SecretText): Promise<TokenSet> {
      const running = flights.get(key)
      if (running !== undefined) return running
      const flight = refreshOnce(key, seen).finally(() => {
        flights.delete(key)
        onChanged(key)
      })
      flights.set(key, flight)
      onChanged(key)
      return flight
    },
    /** The answer to a refresh that is under way no longer counts. */
    beginTurn: (key: TokensKey): void => void turns.set(key, turnOf(key) + 1),
    keysUnderWay: (): readonly TokensKey[] => [...flights.keys()],
  }
}
