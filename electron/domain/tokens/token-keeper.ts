import type { ProfileId } from '../../contract/ids.ts'
import type { Session, TokenEvent, TokenHappening } from '../../contract/tokens.ts'
import { authorityOf } from '../profiles/authority.ts'
import { hasTokens } from '../profiles/needs-person.ts'
import { createAcceptTokens } from './accept-tokens.ts'
import { authorityHost } from './authority-host.ts'
import { createBackgroundRefresh } from './background-refresh.ts'
import { createCurrentSession } from './current-session.ts'
import { createCurrentTokens } from './current-tokens.ts'
import { createDueRefreshes } from './due-refreshes.ts'
import { createForgetTokens } from './forget-tokens.ts'
import { createKeptTokens, type UnsavedTokens } from './kept-tokens.ts'
import { createRefreshFlights } from './refresh-flights.ts'
import { createRefreshIntents } from './refresh-intents.ts'
import { createRefreshLock } from './refresh-lock.ts'
import { createRefreshOutcome } from './refresh-outcome.ts'
import { createRefreshPace } from './refresh-pace.ts'
import { createRefreshTroubles } from './refresh-troubles.ts'
import type { StoredTokens } from './stored-tokens.ts'
import { createTokenAges } from './token-ages.ts'
import type { TokenAuthority } from './token-authority.ts'
import type { TokenKeeperParts } from './token-keeper-parts.ts'
import { createTokenNotes } from './token-notes.ts'
import type { TokenSet } from './token-set.ts'
import { profileOf, tokensKey, type TokensKey } from './tokens-key.ts'
import { createUsableTokens } from './usable-tokens.ts'
import { createViewFoundTokens } from './view-found-tokens.ts'

export interface TokenKeeper extends TokenAuthority {
  /** What a window may know; never throws for a vault that can't be opened. */
  readonly session: (id: ProfileId) => Promise<Session>
  /**
   * Takes the tokens of a sign-in, for the authority that they name. Throws `session.not_saved` when they are usable but
   * not on disk yet: saving is tried again. Throws why the vault is closed when it is, and keeps nothing then.
   */
  readonly accept: (id: ProfileId, tokens: TokenSet, clockSkewSeconds: number | null) => Promise<Session>
  /**
   * Runs the sign-in of a profile that needs nobody, unless another process signed it in meanwhile. Throws as `signIn`,
   * and `session.refreshing_elsewhere`.
   */
  readonly obtainAlone: (id: ProfileId, signIn: () => Promise<unknown>) => Promise<void>
  /** A refresh that a person asks for: at once, whatever the plan says. Throws as `usableTokens`. */
  readonly refreshNow: (id: ProfileId) => Promise<Session>
  /** The tokens of now as they are, never refreshed; null when there are none. Throws `vault.*`. */
  readonly peek: (id: ProfileId) => Promise<TokenSet | null>
  /** Forgets the tokens of now; those of other environments stay. `what` is what the timeline says of it. */
  readonly forgetCurrent: (id: ProfileId, what?: TokenHappening) => Promise<void>
  /** Forgets all that the profile ever got, in every environment. */
  readonly forget: (id: ProfileId) => Promise<void>
  /**
   * The same, for an import that may have to put them back: `remember` reads them when no refresh changes them any more.
   * The note of a refresh whose answer is lost by it stays.
   */
  readonly setAside: (id: ProfileId, remember: () => Promise<void>) => Promise<void>
  /** Enters into the timeline what was done with the tokens of now. */
  readonly note: (id: ProfileId, what: TokenHappening) => void
  /** What happened to the profile's tokens, the newest first; known also while the vault is locked. */
  readonly timeline: (id: ProfileId) => Promise<readonly TokenEvent[]>
  /** Forgets what happened; for a profile that is removed. */
  readonly forgetTimeline: (id: ProfileId) => void
  /** Shows the profile as signing in; null: no longer. */
  readonly noteSigningIn: (id: ProfileId, step: string | null) => void
  /** To be called when the vault was locked or unlocked, and when profiles or variables changed. */
  readonly reconsider: () => void
  /** Begins to refresh by itself, and first settles refreshes whose answer a crash swallowed. */
  readonly startBackground: () => void
  readonly suspend: () => void
  readonly resume: () => void
  /** For whoever is about to call `stop`. */
  readonly unsaved: UnsavedTokens
  /** Waits a moment for refreshes under way, tries once more to save what is not saved, then stops all timers. */
  readonly stop: () => Promise<void>
}

/** Smaller changes of the server's clock are not news. */
const skewNewsSeconds = 5

/** The one way to a token: kept sealed, refreshed once for all who wait, durable before anyone uses it. */
export function createTokenKeeper(parts: TokenKeeperParts): TokenKeeper {
  const { now, monotonicMs, schedule, random, records, profiles, variables, timeline, refresh, reportBug } = parts
  const { history } = parts
  const skews = new Map<TokensKey, number>()
  const signingIn = new Map<ProfileId, string>()
  const findProfile = profiles.find
  const ages = createTokenAges({ now, monotonicMs })
  const pace = createRefreshPace({ monotonicMs })
  const lock = createRefreshLock(parts.exclusively)
  const notes = createTokenNotes(timeline)
  const intents = createRefreshIntents({ records, now })
  const troubles = createRefreshTroubles({ now, monotonicMs, random })
  const kept = createKeptTokens({ records, history, intents, schedule, random, reportBug, onSaved })
  const current = createCurrentTokens({ findProfile, variables, kept })
  const refreshing = { records, lock, current, kept, intents, troubles, pace, notes }
  const settle = createRefreshOutcome({ ...refreshing, now, onSkew: (key, by) => void skews.set(key, by) })
  const flights = createRefreshFlights({ ...refreshing, settle, refresh, schedule, onChanged })
  const usable = createUsableTokens({ records, current, flights, troubles, ages, pace })
  const due = createDueRefreshes({ findProfile, current, ages, troubles, intents, flights, reportBug })
  const background = createBackgroundRefresh({
    ...{ schedule, monotonicMs, random, reportBug, planOf: due.planOf },
    refresh: due.refreshInBackground,
  })
  const accepting = createAcceptTokens({ findProfile, ...refreshing, flights, onAccepted, onChanged })
  const forget = createForgetTokens({ kept, history, flights, intents, dropFacts })
  const session = createCurrentSession({
    ...{ findProfile, standing: parts.standing, current },
    stepOf: (id) => signingIn.get(id) ?? null,
    view: createViewFoundTokens({ kept, ages, flights, troubles, skewOf: (key) => skews.get(key) ?? null }),
  })
  const allIds = (): ProfileId[] => profiles.all().map(({ id }) => id)

  function onChanged(key: TokensKey): void {
    parts.onChanged([profileOf(key)])
    background.plan(profileOf(key))
  }

  function onSaved(key: TokensKey, { tokens }: StoredTokens): void {
    void intents.clear(key).catch(reportBug)
    notes.note(key, tokens, { kind: 'saved-late' })
    onChanged(key)
  }

  function onAccepted(key: TokensKey, skewSeconds: number | null): void {
    troubles.clear(key)
    if (skewSeconds !== null) skews.set(key, skewSeconds)
  }

  /** What is known of tokens that are no more. */
  function dropFacts(key: TokensKey): void {
    troubles.clear(key)
    pace.forget(key)
    ages.forget(key)
    skews.delete(key)
  }

  function note(id: ProfileId, what: TokenHappening): void {
    const profile = findProfile(id)
    if (profile === null || current.keyNow(id) === null) return
    // What a person entered is from nobody that we know.
    notes.ofProfile(id, hasTokens(profile.way) ? authorityOf(profile, variables()).issuer : '', what)
  }

  return {
    ...usable,
    session,
    note,
    obtainAlone: accepting.obtainAlone,
    timeline: timeline.of,
    unsaved: kept.unsaved,
    forgetTimeline: timeline.remove,
    noteUse(id, tokens, refused) {
      if (!refused) pace.noteTaken(tokensKey(id, tokens), tokens)
      timeline.noteUse(id, authorityHost(tokens.issuer), refused)
    },
    noteServerDate(id, skewSeconds) {
      const key = current.keyNow(id)
      if (key === null) return
      const isNews = Math.abs(skewSeconds - (skews.get(key) ?? 0)) >= skewNewsSeconds
      skews.set(key, skewSeconds)
      if (isNews) parts.onChanged([id])
    },
    async accept(id, tokens, clockSkewSeconds) {
      await accepting.accept(id, tokens, clockSkewSeconds)
      return session(id)
    },
    async refreshNow(id) {
      await due.refreshByHand(id)
      return session(id)
    },
    async peek(id) {
      const profile = findProfile(id)
      return profile === null ? null : ((await current.find(profile))?.stored.tokens ?? null)
    },
    async forgetCurrent(id, what = { kind: 'forgotten' }) {
      const profile = findProfile(id)
      const key = current.keyNow(id) ?? (profile && (await current.find(profile))?.key) ?? null
      if (key === null) return
      await forget.one(key)
      // What was signed out or revoked may still be looked back at; what a person has forgotten may not.
      if (what.kind === 'forgotten') await history.forgetOne(key)
      note(id, what)
      background.plan(id)
      parts.onChanged([id])
    },
    async forget(id) {
      const forgotten = await forget.all(id)
      if (forgotten > 0) note(id, { kind: 'forgotten' })
      background.forget(id)
      parts.onChanged([id])
    },
    async setAside(id, remember) {
      if ((await forget.setAside(id, remember)) > 0) note(id, { kind: 'forgotten' })
      background.forget(id)
      parts.onChanged([id])
    },
    noteSigningIn(id, step) {
      if (step === null) signingIn.delete(id)
      else signingIn.set(id, step)
      parts.onChanged([id])
    },
    reconsider() {
      troubles.releaseElsewhere()
      void kept.flush().catch(reportBug)
      due.settleLostAnswers()
      background.planAll(allIds())
    },
    startBackground() {
      background.start(allIds())
      due.settleLostAnswers(allIds())
    },
    suspend: () => background.stop(),
    resume() {
      troubles.releaseAll()
      pace.forgetAll()
      background.start(allIds())
    },
    async stop() {
      background.stop()
      await flights.landed()
      await kept.flush()
      kept.stop()
      await timeline.stop()
    },
  }
}
