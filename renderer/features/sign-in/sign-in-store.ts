import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Session } from '@contract/tokens'
import type { ProfileId } from '@contract/ids'
import type { SignInPrompt } from '@contract/oauth'
import { FailureError, type BridgeClient } from '../../bridge/bridge-client.ts'
import { failureOf } from '../../bridge/failure-of.ts'
import { isUnderWay, reduceSignIns, type SignInAction, type SignIns, type StepUp } from './sign-in-state.ts'

/**
 * `prompt` stands in for the profile's own: 'login' or 'select_account' switches the user. `stepUp` is what an API asked
 * for (RFC 9470 §4).
 */
export type StartSignIn = (
  profileId: ProfileId,
  extraScopes: readonly string[],
  prompt?: SignInPrompt | null,
  stepUp?: StepUp | null,
) => Promise<Session>

export interface SignInStore {
  readonly state: StoreApi<{ readonly signIns: SignIns }>
  readonly dispatch: (action: SignInAction) => void
  readonly start: StartSignIn
}

/** The sign-ins of one window: they outlive the view that began them. */
function createSignInStore(bridge: BridgeClient): SignInStore {
  const state = createStore<{ readonly signIns: SignIns }>(() => ({ signIns: [] }))
  const dispatch = (action: SignInAction) =>
    state.setState(({ signIns }) => ({ signIns: reduceSignIns(signIns, action) }))
  bridge.on('signIn.progressed', (progress) => dispatch({ type: 'progressed', progress, atMs: Date.now() }))
  const lookAtVault = async () => {
    const { state: now } = await bridge.ask('vault.status', {})
    if (now === 'open') dispatch({ type: 'vault-opened' })
  }
  // A vault that can't be asked keeps the cards as they are; the vault's own notice tells of it.
  bridge.on('vault.changed', () => void lookAtVault().catch(failureOf))
  /** Main keeps the tokens whatever they bring, and notes at the trace's last step where that is less than was asked for. */
  const tellShortfall = async (profileId: ProfileId) => {
    const trace = await bridge.ask('signIn.trace', { profileId })
    const problem = trace?.outcome === 'done' ? (trace.entries.at(-1)?.problem ?? null) : null
    if (problem !== null) dispatch({ type: 'fell-short', profileId, shortfall: problem })
  }
  return {
    state,
    dispatch,
    async start(profileId, extraScopes, prompt = null, stepUp = null) {
      const isRunning = state.getState().signIns.some((each) => each.profileId === profileId && isUnderWay(each))
      if (!isRunning) dispatch({ type: 'started', profileId, extraScopes, prompt, stepUp })
      try {
        const session = await bridge.ask('signIn.start', {
          profileId,
          extraScopes: [...extraScopes],
          ...(prompt !== null && { prompt }),
          ...(stepUp !== null && { stepUp }),
        })
        dispatch({ type: 'succeeded', profileId })
        // What comes next need not wait for it: whether it is enough is for the API to say.
        if (stepUp !== null) void tellShortfall(profileId).catch(failureOf)
        return session
      } catch (thrown) {
        // A bug is for the error boundary of whoever asked; it must not leave a sign-in behind that never ends.
        if (thrown instanceof FailureError) {
          // A second start beside one that is shown already takes nothing from that one.
          const isSecond = isRunning && thrown.failure.code === 'sign_in.already_running'
          if (!isSecond) dispatch({ type: 'failed', profileId, failure: thrown.failure })
        } else dispatch({ type: 'dismissed', profileId })
        throw thrown
      }
    },
  }
}

const stores = new WeakMap<BridgeClient, SignInStore>()

/** The one store of a bridge; the window has one bridge, each test has its own. */
export function signInStoreOf(bridge: BridgeClient): SignInStore {
  const known = stores.get(bridge)
  if (known !== undefined) return known
  const made = createSignInStore(bridge)
  stores.set(bridge, made)
  return made
}
