import type { ProfileId } from '../../contract/ids.ts'
import type { SignInPrompt } from '../../contract/oauth.ts'
import type { SignInProgress, SignInStep, SignInTrace, StepUp } from '../../contract/sign-in.ts'
import type { Session } from '../../contract/tokens.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Profile, ProfileStore } from '../profiles/profile.ts'
import { isSecureAddress } from '../profiles/resolve-client.ts'
import { isSameIdentity } from '../profiles/same-identity.ts'
import { firstTokenSet } from '../tokens/bind-token-set.ts'
import type { TokenKeeper } from '../tokens/token-keeper.ts'
import { runSignIn, type RunInProgress, type SignInParts, type Wish } from './run-sign-in.ts'
import type { StepFacts } from './sign-in-run.ts'
import { createSignInTrace, type SignInTraceBook } from './sign-in-trace.ts'
import { problemInWords, stepWords } from './sign-in-words.ts'
import { lostToLock, untilVaultOpen, vaultWaitSeconds, whileVaultOpen, type VaultWatch } from './until-vault-open.ts'

export interface SignInDeskParts extends SignInParts, VaultWatch {
  readonly profiles: Pick<ProfileStore, 'find'>
  readonly keeper: Pick<TokenKeeper, 'accept' | 'noteSigningIn'>
  readonly progressed: (progress: SignInProgress) => void
  readonly copyText: (text: string) => void
}

export interface SignInDesk {
  /**
   * Resolves when the sign-in has ended well. `extraScopes` are asked for on top of the profile's own; `prompt` in place
   * of its own, to switch the user; `stepUp` is what an API asked for in place of its own level and age (RFC 9470 §4), and
   * the trace says where the server gave less. Throws `vault.*` before anything is asked for where the vault would not take the
   * tokens, so that no browser is opened for nothing; `sign_in.vault_locked` where a lock has cost what was answered.
   */
  readonly start: (
    id: ProfileId,
    extraScopes: readonly string[],
    prompt?: SignInPrompt | null,
    stepUp?: StepUp | null,
  ) => Promise<Session>
  /** The profile's sign-in that is under way; null: none. */
  readonly underway: (id: ProfileId) => Promise<Session> | null
  /** Ends the profile's sign-in, if there is one; nothing of it is left. */
  readonly cancel: (id: ProfileId) => void
  /** Opens the browser where the sign-in that waits leads to. Throws `sign_in.browser_failed`, `link.refused`. */
  readonly openBrowser: (id: ProfileId) => Promise<void>
  readonly copyAddress: (id: ProfileId) => void
  /** Takes the address on which the browser ended. Throws `sign_in.address_refused`: then the sign-in goes on waiting. */
  readonly paste: (id: ProfileId, address: string) => void
  /** The steps of the profile's running or last sign-in; null: none since the start. */
  readonly trace: (id: ProfileId) => SignInTrace | null
}

interface Running {
  readonly controller: AbortController
  readonly trace: SignInTraceBook
  ended: Promise<Session> | null
  address: string | null
  take: ((address: string) => void) | null
}

/** Runs sign-ins, one for each profile at a time, any number for different profiles. */
export function createSignInDesk(parts: SignInDeskParts): SignInDesk {
  const { profiles, assertVaultOpen, keeper, now, progressed, copyText } = parts
  const running = new Map<ProfileId, Running>()
  const traces = new Map<ProfileId, SignInTraceBook>()

  function tell(id: ProfileId, step: SignInStep, facts: StepFacts = {}): void {
    progressed({ profileId: id, step, secondsLeft: facts.secondsLeft ?? null, device: facts.device ?? null })
  }

  /** A profile that was edited meanwhile may be somebody else by now: then these tokens are not its own. */
  function assertStillSame({ id, way }: Profile): void {
    const kept = profiles.find(id)
    if (kept === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
    if (!isSameIdentity(way, kept.way, {})) throw new ClaimcheckError('sign_in.cancelled', {})
  }

  /** From here on a lock costs what a person or a server has answered: that is said, and stays said after the unlock. */
  async function obtain(profile: Profile, wish: Wish, run: RunInProgress): Promise<Session> {
    const { id } = profile
    const { granted, issuedBy } = await runSignIn(run, profile, wish, parts)
    run.signal.throwIfAborted()
    // Locked while the server answered.
    await assertVaultOpen()
    run.signal.throwIfAborted()
    assertStillSame(profile)
    tell(id, 'saving')
    keeper.noteSigningIn(id, null)
    return keeper.accept(id, firstTokenSet(granted.answer, issuedBy), granted.clockSkewSeconds)
  }

  async function signIn(id: ProfileId, wish: Wish, own: Running): Promise<Session> {
    const profile = profiles.find(id)
    if (profile === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
    const { signal } = own.controller
    await assertVaultOpen()
    signal.throwIfAborted()
    const run: RunInProgress = {
      ...{ trace: own.trace, signal },
      enter(step: SignInStep, facts?: StepFacts) {
        keeper.noteSigningIn(id, stepWords[step])
        tell(id, step, facts)
      },
      untilVaultOpen: (ending) =>
        untilVaultOpen(parts, { signal: ending, schedule: parts.schedule }, () =>
          run.enter('waiting-for-vault', { secondsLeft: vaultWaitSeconds }),
        ),
      whileVaultOpen: (ending, begin) => whileVaultOpen(parts, run, { signal: ending, begin }),
      offerAddress: (url: string): void => void (own.address = url),
      takePasted: (take: (address: string) => void): void => void (own.take = take),
    }
    try {
      return await obtain(profile, wish, run)
    } catch (thrown) {
      throw lostToLock(thrown)
    }
  }

  function end(id: ProfileId, { trace }: Running, outcome: 'done' | 'failed' | 'cancelled'): void {
    running.delete(id)
    trace.end(outcome)
    keeper.noteSigningIn(id, null)
    tell(id, outcome)
  }

  async function runToEnd(id: ProfileId, wish: Wish, own: Running): Promise<Session> {
    try {
      const session = await signIn(id, wish, own)
      end(id, own, 'done')
      return session
    } catch (thrown) {
      const code = thrown instanceof ClaimcheckError ? thrown.code : null
      own.trace.blame(problemInWords(code))
      end(id, own, code === 'sign_in.cancelled' ? 'cancelled' : 'failed')
      throw thrown
    }
  }

  function addressOf(id: ProfileId): string {
    const address = running.get(id)?.address ?? null
    // The window offers this only while a sign-in waits; it may have ended a moment ago.
    if (address === null) throw new ClaimcheckError('sign_in.cancelled', {})
    return address
  }

  return {
    async start(id, extraScopes, prompt = null, stepUp = null) {
      if (running.has(id)) throw new ClaimcheckError('sign_in.already_running', { profileId: id })
      const trace = createSignInTrace(now())
      const own: Running = { controller: new AbortController(), trace, ended: null, address: null, take: null }
      running.set(id, own)
      traces.set(id, trace)
      own.ended = runToEnd(id, { extraScopes, prompt, stepUp }, own)
      return own.ended
    },
    underway: (id) => running.get(id)?.ended ?? null,
    cancel: (id) => running.get(id)?.controller.abort(new ClaimcheckError('sign_in.cancelled', {})),
    async openBrowser(id) {
      const address = addressOf(id)
      // A device's address is what a server wrote: only https, or this machine.
      if (!URL.canParse(address) || !isSecureAddress(new URL(address))) {
        throw new ClaimcheckError('link.refused', { url: address })
      }
      await parts.openBrowser(address).catch((cause: unknown) => {
        throw new ClaimcheckError('sign_in.browser_failed', {}, { cause })
      })
    },
    copyAddress: (id) => copyText(addressOf(id)),
    paste(id, address) {
      const take = running.get(id)?.take ?? null
      if (take === null) throw new ClaimcheckError('sign_in.cancelled', {})
      take(address)
    },
    trace: (id) => traces.get(id)?.view() ?? null,
  }
}
