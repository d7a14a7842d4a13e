import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { compareIssuer, resolveIssuer } from '../profiles/resolve-client.ts'
import type { Profile } from '../profiles/profile.ts'
import type { Variables } from '../requests/variables.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { nextTokenSet } from './bind-token-set.ts'
import type { createKeptTokens } from './kept-tokens.ts'
import type { Refresh, RefreshAnswer } from './refresh-answer.ts'
import type { createRefreshIntents } from './refresh-intents.ts'
import type { createRefreshTroubles } from './refresh-troubles.ts'
import type { Ended } from './stored-tokens.ts'
import type { TokenSet } from './token-set.ts'

export interface RefreshFlightsParts {
  readonly findProfile: (id: ProfileId) => Profile | null
  readonly variables: () => Variables
  readonly kept: ReturnType<typeof createKeptTokens>
  readonly intents: ReturnType<typeof createRefreshIntents>
  readonly troubles: ReturnType<typeof createRefreshTroubles>
  readonly refresh: Refresh
  readonly onSkew: (id: ProfileId, skewSeconds: number) => void
  readonly onChanged: (id: ProfileId) => void
}

/** Whether new tokens can be had without a person. */
export const isRefreshable = (profile: Profile, tokens: TokenSet): boolean =>
  profile.grant === 'client_credentials' || tokens.refreshToken !== null

const isSameToken = (one: SecretText, other: SecretText): boolean => one.reveal() === other.reveal()

const minutes = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/**
 * Refreshes, at most one at a time for each profile: two refreshes of one rotating token make the server revoke both
 * (RFC 9700 §4.14.2). A refresh belongs to nobody: whoever stops waiting does not stop it.
 */
export function createRefreshFlights(parts: RefreshFlightsParts) {
  const { findProfile, variables, kept, intents, troubles, refresh, onSkew, onChanged } = parts
  const flights = new Map<ProfileId, Promise<TokenSet>>()
  // Counts sign-ins and removals: an answer that belongs to an earlier turn must not overwrite what came since.
  const turns = new Map<ProfileId, number>()
  const turnOf = (id: ProfileId): number => turns.get(id) ?? 0

  /** The profile and its tokens where these may be sent for it. Throws `session.*`, `vault.*`, `input.*`. */
  async function boundTokens(id: ProfileId): Promise<{ profile: Profile; tokens: TokenSet }> {
    const profile = findProfile(id)
    if (profile === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
    const stored = await kept.load(id)
    if (stored === null) throw new ClaimcheckError('session.signed_out', { profileId: id })
    if (stored.ended !== null) {
      throw new ClaimcheckError('session.refresh_refused', { profileId: id, description: stored.ended.description })
    }
    // Never sent elsewhere. An issuer that can't be told now throws `input.variable_unknown` with what is missing.
    resolveIssuer(profile.issuer, variables())
    if (compareIssuer(profile, variables(), stored.tokens) !== 'same') {
      throw new ClaimcheckError('session.signed_out', { profileId: id })
    }
    return { profile, tokens: stored.tokens }
  }

  async function end(id: ProfileId, tokens: TokenSet, ended: Ended): Promise<never> {
    // Marked, and only the refused token dropped: what the access token claimed can still be looked at.
    await kept.save(id, { tokens: { ...tokens, refreshToken: null }, ended })
    await intents.clear(id)
    throw new ClaimcheckError('session.refresh_refused', { profileId: id, description: ended.description })
  }

  async function settle(
    id: ProfileId,
    tokens: TokenSet,
    answer: RefreshAnswer,
    lostAt: Date | null,
  ): Promise<TokenSet> {
    switch (answer.kind) {
      case 'refreshed': {
        const fresh = nextTokenSet(tokens, answer.answer)
        if (answer.clockSkewSeconds !== null) onSkew(id, answer.clockSkewSeconds)
        troubles.clear(id)
        // Durable before anyone uses it. Where it can't be, the note stays too: the token on disk is spent.
        if ((await kept.save(id, { tokens: fresh, ended: null })) !== null) await intents.clear(id)
        return fresh
      }
      case 'refused': {
        troubles.clear(id)
        if (lostAt === null) return end(id, tokens, { reason: 'refused', description: answer.description })
        const description = `The answer to the refresh of ${minutes(lostAt)} was lost, and the server takes the old refresh token no more`
        return end(id, tokens, { reason: 'answer-lost', description })
      }
      case 'client-refused': {
        const { error, description } = answer
        troubles.note(id, `The server did not accept the refresh: ${description ?? error}`, null)
        if (lostAt === null) await intents.clear(id)
        throw new ClaimcheckError('sign_in.client_refused', { error, description })
      }
      case 'unavailable': {
        const retryAt = troubles.note(id, answer.message, answer.retryAfterSeconds)
        if (!answer.reached && lostAt === null) await intents.clear(id)
        const details = { profileId: id, host: answer.host, retryAt: retryAt.toISOString() }
        throw new ClaimcheckError('session.provider_unreachable', details)
      }
    }
  }

  async function refreshOnce(id: ProfileId, seen: SecretText): Promise<TokenSet> {
    const turn = turnOf(id)
    const { profile, tokens } = await boundTokens(id)
    // Somebody refreshed between the caller's look and now.
    if (!isSameToken(tokens.accessToken, seen)) return tokens
    if (!isRefreshable(profile, tokens)) throw new ClaimcheckError('session.not_refreshable', { profileId: id })
    const { refreshToken } = tokens
    const spends = profile.grant === 'authorization_code' ? refreshToken : null
    const lostAt = spends === null ? null : await intents.lostAt(id, spends)
    if (spends !== null && lostAt === null) await intents.begin(id, spends)
    const answer = await refresh(profile, tokens).catch(async (thrown: unknown) => {
      // A failure in place of an answer means that nothing was sent: the settings are incomplete, a variable is missing.
      if (thrown instanceof ClaimcheckError && lostAt === null) await intents.clear(id)
      throw thrown
    })
    if (turnOf(id) !== turn) return (await boundTokens(id)).tokens
    return settle(id, tokens, answer, lostAt)
  }

  return {
    boundTokens,
    isFlying: (id: ProfileId): boolean => flights.has(id),
    /** Newer tokens than those with the access token `seen`; joins the refresh that is under way. */
    refresh(id: ProfileId, seen: SecretText): Promise<TokenSet> {
      const running = flights.get(id)
      if (running !== undefined) return running
      const flight = refreshOnce(id, seen).finally(() => {
        flights.delete(id)
        onChanged(id)
      })
      flights.set(id, flight)
      onChanged(id)
      return flight
    },
    /** Answers to refreshes that are under way no longer count for this profile. */
    beginTurn: (id: ProfileId): void => void turns.set(id, turnOf(id) + 1),
  }
}
