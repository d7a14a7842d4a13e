import type { EventPayload } from '@contract/channels'
import type { Failure } from '@contract/failures'
import type { ProfileId } from '@contract/ids'
import type { SignInPrompt } from '@contract/oauth'
import type { DeviceSignIn, SignInStep } from '@contract/sign-in'

/** A sign-in that runs, or that failed and was not yet put away. One per profile. */
export interface SignIn {
  readonly profileId: ProfileId
  readonly extraScopes: readonly string[]
  /** Asked for in place of the profile's own; null leaves that. */
  readonly prompt: SignInPrompt | null
  readonly step: SignInStep
  /** When it is given up, in milliseconds since 1970; null while nobody waits for a person. */
  readonly endsAtMs: number | null
  /** What to enter on another device, while it waits for that. */
  readonly device: DeviceSignIn | null
  /** Set once it has failed. */
  readonly failure: Failure | null
}
/** Oldest first. */
export type SignIns = readonly SignIn[]

export type SignInAction =
  | { type: 'started'; profileId: ProfileId; extraScopes: readonly string[]; prompt: SignInPrompt | null }
  | { type: 'progressed'; progress: EventPayload<'signIn.progressed'>; atMs: number }
  | { type: 'succeeded'; profileId: ProfileId }
  | { type: 'failed'; profileId: ProfileId; failure: Failure }
  | { type: 'dismissed'; profileId: ProfileId }

const fresh = { extraScopes: [], prompt: null, endsAtMs: null, device: null, failure: null } as const

const without = (state: SignIns, profileId: ProfileId) => state.filter((each) => each.profileId !== profileId)

/** Progress may arrive for a sign-in that another window began; its end may arrive before or after our own answer. */
export function reduceSignIns(state: SignIns, action: SignInAction): SignIns {
  switch (action.type) {
    case 'started': {
      const { profileId, extraScopes, prompt } = action
      return [...without(state, profileId), { ...fresh, profileId, extraScopes, prompt, step: 'discovering' }]
    }
    case 'progressed':
      return progressed(state, action.progress, action.atMs)
    case 'failed': {
      const { profileId, failure } = action
      // The person cancelled: there is nothing to tell.
      if (failure.code === 'sign_in.cancelled') return without(state, profileId)
      // The one that runs goes on.
      if (failure.code === 'sign_in.already_running') return state
      const before = state.find((each) => each.profileId === profileId)
      const asked = before === undefined ? fresh : { ...fresh, extraScopes: before.extraScopes, prompt: before.prompt }
      return [...without(state, profileId), { ...asked, profileId, step: 'failed', failure }]
    }
    case 'succeeded':
    case 'dismissed':
      return without(state, action.profileId)
  }
}

function progressed(state: SignIns, progress: EventPayload<'signIn.progressed'>, atMs: number): SignIns {
  const { profileId, step, secondsLeft, device } = progress
  const current = state.find((each) => each.profileId === profileId)
  // Our own start brings the failure with its reason; another window shows that of its own.
  if (step === 'failed') return state
  // Answers and events come by different ways: a step that arrives behind the failure must not bring the sign-in back.
  if (current !== undefined && current.failure !== null) return state
  if (step === 'done' || step === 'cancelled') return without(state, profileId)
  const endsAtMs = secondsLeft === null ? null : atMs + secondsLeft * 1000
  const next: SignIn = { ...fresh, ...current, profileId, step, endsAtMs, device }
  return current === undefined ? [...state, next] : state.map((each) => (each === current ? next : each))
}
