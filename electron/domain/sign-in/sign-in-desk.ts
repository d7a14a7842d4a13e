import type { ProfileId } from '../../contract/ids.ts'
import type { SignInStep, SignInTrace } from '../../contract/sign-in.ts'
import type { Session } from '../../contract/tokens.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import { resolveClient } from '../profiles/resolve-client.ts'
import type { Variables } from '../requests/variables.ts'
import { firstTokenSet } from '../tokens/bind-token-set.ts'
import type { TokenKeeper } from '../tokens/token-keeper.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { signInWithAuthorizationCode, type AuthorizationCodeParts } from './authorization-code.ts'
import { signInWithClientCredentials } from './client-credentials.ts'
import type { Granted } from './provider.ts'
import type { SignInRun } from './sign-in-run.ts'
import { createSignInTrace, type SignInTraceBook } from './sign-in-trace.ts'

export interface SignInDeskParts extends AuthorizationCodeParts {
  readonly profiles: Pick<ProfileStore, 'find'>
  /** Throws `vault.*` where the vault would not take the tokens: before a browser is opened for nothing. */
  readonly assertVaultOpen: () => Promise<void>
  readonly clientSecret: (id: ProfileId) => Promise<SecretText | null>
  readonly keeper: Pick<TokenKeeper, 'accept' | 'noteSigningIn'>
  readonly variables: () => Variables
  readonly progressed: (progress: { profileId: ProfileId; step: SignInStep; secondsLeft: number | null }) => void
  readonly copyText: (text: string) => void
}

export interface SignInDesk {
  /** Resolves when the sign-in has ended well. `extraScopes` are asked for on top of the profile's own. */
  readonly start: (id: ProfileId, extraScopes: readonly string[]) => Promise<Session>
  /** Ends the profile's sign-in, if there is one; nothing of it is left. */
  readonly cancel: (id: ProfileId) => void
  /** Opens the browser once more for the sign-in that waits. Throws `sign_in.browser_failed`. */
  readonly openBrowser: (id: ProfileId) => Promise<void>
  readonly copyAddress: (id: ProfileId) => void
  /** The steps of the profile's running or last sign-in; null: none since the start. */
  readonly trace: (id: ProfileId) => SignInTrace | null
}

interface Running {
  readonly controller: AbortController
  address: string | null
}

const stepWords: Record<SignInStep, string> = {
  discovering: 'reading what the server offers',
  'waiting-for-browser': 'waiting for the browser',
  'exchanging-code': 'trading the code for tokens',
  'requesting-token': 'asking for a token',
  saving: 'saving the tokens',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
}

const problems = new Map<string, string>([
  ['sign_in.cancelled', 'Cancelled'],
  ['sign_in.timed_out', 'Nobody came back from the browser in time'],
  ['sign_in.browser_failed', 'The browser could not be opened'],
  ['session.not_saved', 'The tokens could not be saved'],
])

/** Runs sign-ins, one for each profile at a time, any number for different profiles. */
export function createSignInDesk(parts: SignInDeskParts): SignInDesk {
  const { provider, profiles, assertVaultOpen, clientSecret, keeper, variables, now, progressed, copyText } = parts
  const running = new Map<ProfileId, Running>()
  const traces = new Map<ProfileId, SignInTraceBook>()

  async function grant(run: SignInRun): Promise<Granted> {
    switch (run.profile.grant) {
      case 'authorization_code':
        return signInWithAuthorizationCode(run, parts)
      case 'client_credentials':
        return signInWithClientCredentials(run, provider)
    }
  }

  async function signIn(
    id: ProfileId,
    extraScopes: readonly string[],
    own: Running,
    trace: SignInTraceBook,
  ): Promise<Session> {
    const profile = profiles.find(id)
    if (profile === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
    const { signal } = own.controller
    await assertVaultOpen()
    const client = resolveClient(profile, variables(), await clientSecret(id))
    signal.throwIfAborted()
    const granted = await grant({
      ...{ profile, client, trace, signal },
      scopes: [...new Set([...profile.scopes, ...extraScopes])],
      enter(step, secondsLeft) {
        keeper.noteSigningIn(id, stepWords[step])
        progressed({ profileId: id, step, secondsLeft: secondsLeft ?? null })
      },
      offerAddress(url) {
        own.address = url
      },
    })
    signal.throwIfAborted()
    progressed({ profileId: id, step: 'saving', secondsLeft: null })
    keeper.noteSigningIn(id, null)
    return keeper.accept(id, firstTokenSet(granted.answer, client), granted.clockSkewSeconds)
  }

  function end(id: ProfileId, trace: SignInTraceBook, outcome: 'done' | 'failed' | 'cancelled'): void {
    running.delete(id)
    trace.end(outcome)
    keeper.noteSigningIn(id, null)
    progressed({ profileId: id, step: outcome, secondsLeft: null })
  }

  function addressOf(id: ProfileId): string {
    const address = running.get(id)?.address ?? null
    // The window offers this only while a sign-in waits; it may have ended a moment ago.
    if (address === null) throw new ClaimcheckError('sign_in.cancelled', {})
    return address
  }

  return {
    async start(id, extraScopes) {
      if (running.has(id)) throw new ClaimcheckError('sign_in.already_running', { profileId: id })
      const own: Running = { controller: new AbortController(), address: null }
      const trace = createSignInTrace(now())
      running.set(id, own)
      traces.set(id, trace)
      try {
        const session = await signIn(id, extraScopes, own, trace)
        end(id, trace, 'done')
        return session
      } catch (thrown) {
        const code = thrown instanceof ClaimcheckError ? thrown.code : null
        trace.blame(problems.get(code ?? '') ?? 'The sign-in failed at this step')
        end(id, trace, code === 'sign_in.cancelled' ? 'cancelled' : 'failed')
        throw thrown
      }
    },
    cancel: (id) => running.get(id)?.controller.abort(new ClaimcheckError('sign_in.cancelled', {})),
    async openBrowser(id) {
      await parts.openBrowser(addressOf(id)).catch((cause: unknown) => {
        throw new ClaimcheckError('sign_in.browser_failed', {}, { cause })
      })
    },
    copyAddress: (id) => copyText(addressOf(id)),
    trace: (id) => traces.get(id)?.view() ?? null,
  }
}
