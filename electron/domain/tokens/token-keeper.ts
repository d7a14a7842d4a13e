import type { ProfileId } from '../../contract/ids.ts'
import type { Session } from '../../contract/tokens.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Profile, ProfileStore } from '../profiles/profile.ts'
import type { Variables } from '../requests/variables.ts'
import type { SecretRecords } from '../vault/secret-records.ts'
import { createBackgroundRefresh } from './background-refresh.ts'
import { createCurrentSession } from './current-session.ts'
import { createCurrentTokens, type FoundTokens } from './current-tokens.ts'
import { createForgetTokens } from './forget-tokens.ts'
import { isRefreshable } from './is-refreshable.ts'
import { createKeptTokens } from './kept-tokens.ts'
import { leewayMs, remainingMs } from './plan-refresh.ts'
import type { Refresh } from './refresh-answer.ts'
import { createRefreshFlights } from './refresh-flights.ts'
import { createRefreshIntents } from './refresh-intents.ts'
import { createRefreshTroubles } from './refresh-troubles.ts'
import { viewSession } from './session-view.ts'
import type { Schedule } from './timer.ts'
import { createTokenAges } from './token-ages.ts'
import type { TokenAuthority } from './token-authority.ts'
import type { TokenSet } from './token-set.ts'
import { profileOf, tokensKey, type TokensKey } from './tokens-key.ts'
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
  /** What is shown of a profile whose way has no tokens that are got, kept and renewed. */
  readonly standing: (profile: Profile) => Promise<Session>
  readonly onChanged: (ids: readonly ProfileId[]) => void
  /** For what goes wrong where nobody waits; an expected failure never gets here. */
  readonly reportBug: (thrown: unknown) => void
}

export interface TokenKeeper extends TokenAuthority {
  /** What a window may know; never throws for a vault that can't be opened. */
  readonly session: (id: ProfileId) => Promise<Session>
  /**
   * Takes the tokens of a sign-in, for the authority that they name. Throws `session.not_saved` when they are usable but
   * not on disk, and why the vault is closed when it is: they are held, and saved once it is open.
   */
  readonly accept: (id: ProfileId, tokens: TokenSet, clockSkewSeconds: number | null) => Promise<Session>
  /** A refresh that a person asks for: at once, whatever the plan says. Throws as `usableTokens`. */
  readonly refreshNow: (id: ProfileId) => Promise<Session>
  /** The tokens of now as they are, never refreshed; null when there are none. Throws `vault.*`. */
  readonly peek: (id: ProfileId) => Promise<TokenSet | null>
  /** Forgets the tokens of now; those of other environments stay. */
  readonly forgetCurrent: (id: ProfileId) => Promise<void>
  /** Forgets all that the profile ever got, in every environment. */
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
  const skews = new Map<TokensKey, number>()
  const signingIn = new Map<ProfileId, string>()
  const ages = createTokenAges({ now, monotonicMs })
  const intents = createRefreshIntents({ records, now })
  const troubles = createRefreshTroubles({ now, monotonicMs, random })
  const kept = createKeptTokens({ records, schedule, random, reportBug, onSaved })
  const findProfile = profiles.find
  const current = createCurrentTokens({ findProfile, variables, kept })
  const onSkew = (key: TokensKey, skewSeconds: number): void => void skews.set(key, skewSeconds)
  const { refresh } = parts
  const flights = createRefreshFlights({ current, kept, intents, troubles, refresh, onSkew, onChanged })
  const usable = createUsableTokens({ monotonicMs, current, flights, troubles, ages })
  const background = createBackgroundRefresh({ schedule, monotonicMs, random, dueInMs, refresh: tryRefresh, reportBug })

  function onChanged(key: TokensKey): void {
    parts.onChanged([profileOf(key)])
    background.plan(profileOf(key))
  }

  function onSaved(key: TokensKey): void {
    void intents.clear(key).catch(reportBug)
    onChanged(key)
  }

  /** The tokens that may be sent now; null also while the vault can't be opened: there is nothing to do until it can. */
  async function boundOrNull(id: ProfileId) {
    try {
      return await current.bound(id)
    } catch (thrown) {
      if (thrown instanceof ClaimcheckError) return null
      throw thrown
    }
  }

  async function dueInMs(id: ProfileId): Promise<number | null> {
    const bound = profiles.find(id)?.keepFresh === true ? await boundOrNull(id) : null
    if (bound === null || !isRefreshable(bound.profile, bound.tokens)) return null
    const { key, tokens } = bound
    const leftMs = remainingMs(tokens, ages.ageMs(key, tokens.obtainedAt))
    if (leftMs === null || tokens.expiresAt === null) return null
    const dueMs = leftMs - leewayMs(tokens.expiresAt.getTime() - tokens.obtainedAt.getTime())
    return Math.max(0, dueMs, troubles.waitMs(key))
  }

  async function refreshBound(id: ProfileId): Promise<void> {
    const { key, tokens } = await current.bound(id)
    await flights.refresh(key, tokens.accessToken)
  }

  /** A refresh that nobody waits for: what became of it is told by the session. */
  async function tryRefresh(id: ProfileId): Promise<void> {
    try {
      await refreshBound(id)
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
    }
  }

  async function settleLostAnswer(id: ProfileId): Promise<void> {
    const bound = await boundOrNull(id)
    const refreshToken = bound?.tokens.refreshToken ?? null
    if (bound === null || refreshToken === null) return
    if ((await intents.lostAt(bound.key, refreshToken)) !== null) await tryRefresh(id)
  }

  const viewOf = (profile: Profile, { key, stored }: FoundTokens): Session =>
    viewSession({
      stored,
      ageMs: ages.ageMs(key, stored.tokens.obtainedAt),
      refreshable: isRefreshable(profile, stored.tokens),
      refreshing: flights.isFlying(key),
      trouble: troubles.of(key),
      unsaved: kept.isUnsaved(key),
      kept: kept.whereKept(key),
      clockSkewSeconds: skews.get(key) ?? null,
    })

  const session = createCurrentSession({
    ...{ findProfile, standing: parts.standing, current, view: viewOf },
    stepOf: (id) => signingIn.get(id) ?? null,
  })

  /** What is known of tokens that are no more. */
  function dropFacts(key: TokensKey): void {
    troubles.clear(key)
    ages.forget(key)
    skews.delete(key)
  }

  const forget = createForgetTokens({ kept, flights, intents, dropFacts })

  return {
    ...usable,
    session,
    noteServerDate(id, skewSeconds) {
      const key = current.keyNow(id)
      if (key === null) return
      const isNews = Math.abs(skewSeconds - (skews.get(key) ?? 0)) >= skewNewsSeconds
      skews.set(key, skewSeconds)
      if (isNews) parts.onChanged([id])
    },
    async accept(id, tokens, clockSkewSeconds) {
      // A profile that was removed meanwhile must not leave tokens behind.
      if (findProfile(id) === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
      const key = tokensKey(id, tokens)
      flights.beginTurn(key)
      troubles.clear(key)
      if (clockSkewSeconds !== null) skews.set(key, clockSkewSeconds)
      const saved = await kept.save(key, { tokens, ended: null })
      if (saved.kept !== 'held') await intents.clear(key)
      onChanged(key)
      if (saved.kept !== 'held') return session(id)
      if (saved.failure.code.startsWith('vault.')) throw saved.failure
      throw new ClaimcheckError('session.not_saved', { profileId: id })
    },
    async refreshNow(id) {
      await refreshBound(id)
      return session(id)
    },
    async peek(id) {
      const profile = findProfile(id)
      return profile === null ? null : ((await current.find(profile))?.stored.tokens ?? null)
    },
    async forgetCurrent(id) {
      const profile = findProfile(id)
      const key = current.keyNow(id) ?? (profile && (await current.find(profile))?.key) ?? null
      if (key === null) return
      await forget.one(key)
      background.plan(id)
      parts.onChanged([id])
    },
    async forget(id) {
      await forget.all(id)
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
