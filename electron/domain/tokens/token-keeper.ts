import type { ProfileId } from '../../contract/ids.ts'
import type { Session } from '../../contract/tokens.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { compareIssuer } from '../profiles/resolve-client.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import type { Variables } from '../requests/variables.ts'
import type { SecretRecords } from '../vault/secret-records.ts'
import { createBackgroundRefresh } from './background-refresh.ts'
import { createKeptTokens } from './kept-tokens.ts'
import { leewayMs, remainingMs } from './plan-refresh.ts'
import type { Refresh } from './refresh-answer.ts'
import { createRefreshFlights, isRefreshable } from './refresh-flights.ts'
import { createRefreshIntents } from './refresh-intents.ts'
import { createRefreshTroubles } from './refresh-troubles.ts'
import { viewSession } from './session-view.ts'
import type { StoredTokens } from './stored-tokens.ts'
import type { Schedule } from './timer.ts'
import { createTokenAges } from './token-ages.ts'
import type { TokenAuthority } from './token-authority.ts'
import type { TokenSet } from './token-set.ts'
import { createUsableTokens } from './usable-tokens.ts'

export interface TokenKeeperParts {
  readonly now: () => Date
  /** Milliseconds of a clock that nobody sets (`performance.now`). */
  readonly monotonicMs: () => number
  readonly schedule: Schedule
  /** A number in [0, 1), for jitter only. */
  readonly random: () => number
  readonly records: SecretRecords
  readonly profiles: Pick<ProfileStore, 'find' | 'all'>
  readonly variables: () => Variables
  readonly refresh: Refresh
  readonly onChanged: (ids: readonly ProfileId[]) => void
  /** For what goes wrong where nobody waits; an expected failure never gets here. */
  readonly reportBug: (thrown: unknown) => void
}

export interface TokenKeeper extends TokenAuthority {
  /** What a window may know; never throws for a vault that can't be opened. */
  readonly session: (id: ProfileId) => Promise<Session>
  /** Takes the tokens of a sign-in. Throws `session.not_saved` when they are usable but not on disk. */
  readonly accept: (id: ProfileId, tokens: TokenSet, clockSkewSeconds: number | null) => Promise<Session>
  /** A refresh that a person asks for: at once, whatever the plan says. Throws as `usableTokens`. */
  readonly refreshNow: (id: ProfileId) => Promise<Session>
  /** The tokens as they are, never refreshed; null when there are none. Throws `vault.*`. */
  readonly peek: (id: ProfileId) => Promise<TokenSet | null>
  readonly forget: (id: ProfileId) => Promise<void>
  /** Shows the profile as signing in; null: no longer. */
  readonly noteSigningIn: (id: ProfileId, step: string | null) => void
  /** To be called when the vault was locked or unlocked, and when profiles or variables changed. */
  readonly reconsider: () => void
  /** Begins to refresh by itself, and first settles refreshes whose answer a crash swallowed. */
  readonly startBackground: () => void
  readonly suspend: () => void
  readonly resume: () => void
  /** Tries once more to save what is not saved, then stops all timers. */
  readonly stop: () => Promise<void>
}

/** Smaller changes of the server's clock are not news. */
const skewNewsSeconds = 5

/** The one way to a token: kept sealed, refreshed once for all who wait, durable before anyone uses it. */
export function createTokenKeeper(parts: TokenKeeperParts): TokenKeeper {
  const { now, monotonicMs, schedule, random, records, profiles, variables, reportBug } = parts
  const skews = new Map<ProfileId, number>()
  const signingIn = new Map<ProfileId, string>()
  const ages = createTokenAges({ now, monotonicMs })
  const intents = createRefreshIntents({ records, now })
  const troubles = createRefreshTroubles({ now, monotonicMs, random })
  const kept = createKeptTokens({ records, schedule, random, reportBug, onSaved })
  const findProfile = profiles.find
  const onSkew = (id: ProfileId, skewSeconds: number): void => void skews.set(id, skewSeconds)
  const { refresh } = parts
  const flights = createRefreshFlights({ findProfile, variables, kept, intents, troubles, refresh, onSkew, onChanged })
  const usable = createUsableTokens({ monotonicMs, flights, troubles, ages })
  const background = createBackgroundRefresh({ schedule, monotonicMs, random, dueInMs, refresh: tryRefresh, reportBug })

  function onChanged(id: ProfileId): void {
    parts.onChanged([id])
    background.plan(id)
  }

  function onSaved(id: ProfileId): void {
    void intents.clear(id).catch(reportBug)
    onChanged(id)
  }

  async function loadOrNull(id: ProfileId): Promise<StoredTokens | null> {
    try {
      return await kept.load(id)
    } catch (thrown) {
      // A vault that can't be opened now: there is nothing to do until it can.
      if (thrown instanceof ClaimcheckError) return null
      throw thrown
    }
  }

  async function dueInMs(id: ProfileId): Promise<number | null> {
    const profile = profiles.find(id)
    const stored = profile?.keepFresh === true ? await loadOrNull(id) : null
    if (profile === null || stored === null || stored.ended !== null) return null
    const { tokens } = stored
    if (!isRefreshable(profile, tokens) || compareIssuer(profile, variables(), tokens) !== 'same') return null
    const leftMs = remainingMs(tokens, ages.ageMs(id, tokens.obtainedAt))
    if (leftMs === null || tokens.expiresAt === null) return null
    const dueMs = leftMs - leewayMs(tokens.expiresAt.getTime() - tokens.obtainedAt.getTime())
    return Math.max(0, dueMs, troubles.waitMs(id))
  }

  /** A refresh that nobody waits for: what became of it is told by the session. */
  async function tryRefresh(id: ProfileId): Promise<void> {
    try {
      const { tokens } = await flights.boundTokens(id)
      await flights.refresh(id, tokens.accessToken)
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
    }
  }

  async function settleLostAnswer(id: ProfileId): Promise<void> {
    const refreshToken = (await loadOrNull(id))?.tokens.refreshToken ?? null
    if (refreshToken !== null && (await intents.lostAt(id, refreshToken)) !== null) await tryRefresh(id)
  }

  async function session(id: ProfileId): Promise<Session> {
    const step = signingIn.get(id)
    if (step !== undefined) return { state: 'signing-in', step }
    const profile = findProfile(id)
    try {
      const stored = profile === null ? null : await kept.load(id)
      if (profile === null || stored === null) return { state: 'signed-out' }
      return viewSession({
        stored,
        ageMs: ages.ageMs(id, stored.tokens.obtainedAt),
        refreshable: isRefreshable(profile, stored.tokens),
        issuerChanged: compareIssuer(profile, variables(), stored.tokens) === 'changed',
        refreshing: flights.isFlying(id),
        trouble: troubles.of(id),
        unsaved: kept.isUnsaved(id),
        kept: kept.whereKept(id),
        clockSkewSeconds: skews.get(id) ?? null,
      })
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      if (thrown.code !== 'vault.record_unreadable') return { state: 'locked' }
      return { state: 'sign-in-again', reason: 'unreadable', description: null }
    }
  }

  return {
    ...usable,
    session,
    noteServerDate(id, skewSeconds) {
      const isNews = Math.abs(skewSeconds - (skews.get(id) ?? 0)) >= skewNewsSeconds
      skews.set(id, skewSeconds)
      if (isNews) parts.onChanged([id])
    },
    async accept(id, tokens, clockSkewSeconds) {
      // A profile that was removed meanwhile must not leave tokens behind.
      if (findProfile(id) === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
      flights.beginTurn(id)
      troubles.clear(id)
      if (clockSkewSeconds !== null) skews.set(id, clockSkewSeconds)
      const where = await kept.save(id, { tokens, ended: null })
      if (where !== null) await intents.clear(id)
      onChanged(id)
      if (where === null) throw new ClaimcheckError('session.not_saved', { profileId: id })
      return session(id)
    },
    async refreshNow(id) {
      const { tokens } = await flights.boundTokens(id)
      await flights.refresh(id, tokens.accessToken)
      return session(id)
    },
    peek: async (id) => (await kept.load(id))?.tokens ?? null,
    async forget(id) {
      flights.beginTurn(id)
      await kept.forget(id)
      await intents.clear(id)
      troubles.clear(id)
      ages.forget(id)
      skews.delete(id)
      background.forget(id)
      parts.onChanged([id])
    },
    noteSigningIn(id, step) {
      if (step === null) signingIn.delete(id)
      else signingIn.set(id, step)
      parts.onChanged([id])
    },
    reconsider() {
      void kept.flush().catch(reportBug)
      for (const { id } of profiles.all()) background.plan(id)
    },
    startBackground() {
      const ids = profiles.all().map(({ id }) => id)
      background.start(ids)
      for (const id of ids) void settleLostAnswer(id).catch(reportBug)
    },
    suspend: () => background.stop(),
    resume() {
      troubles.releaseAll()
      background.start(profiles.all().map(({ id }) => id))
    },
    async stop() {
      background.stop()
      await kept.flush()
      kept.stop()
    },
  }
}
