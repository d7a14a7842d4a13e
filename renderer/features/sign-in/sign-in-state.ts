import type { EventPayload } from '@contract/channels'
import type { Failure } from '@contract/failures'
import type { ProfileId } from '@contract/ids'
import type { SignInStep } from '@contract/sign-in'

/** A sign-in that runs, or that failed and was not yet put away. One per profile. */
export interface SignIn {
  readonly profileId: ProfileId
  readonly extraScopes: readonly string[]
  readonly step: SignInStep
  /** When it is given up, in milliseconds since 1970; null while nobody waits for a person. */
  readonly endsAtMs: number | null
  /** Set once it has failed. */
  readonly failure: Failure | null
}
/** Oldest first. */
export type SignIns = readonly SignIn[]

export type SignInAction =
  | { type: 'started'; profileId: ProfileId; extraScopes: readonly string[] }
  | { type: 'progressed'; progress: EventPayload<'signIn.progressed'>; atMs: number }
  | { type: 'succeeded'; profileId: ProfileId }
  | { type: 'failed'; profileId: ProfileId; failure: Failure }
  | { type: 'dismissed'; profileId: ProfileId }

const without = (state: SignIns, profileId: ProfileId) => state.filter((each) => each.profileId !== profileId)

/** Progress may arrive for a sign-in that another window began; its end may arrive before or after our own answer. */
export function reduceSignIns(state: SignIns, action: SignInAction): SignIns {
  switch (action.type) {
    case 'started': {
      const { profileId, extraScopes } = action
      return [
        ...without(state, profileId),
        { profileId, extraScopes, step: 'discovering', endsAtMs: null, failure: null },
      ]
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
      const extraScopes = before?.extraScopes ?? []
      return [...without(state, profileId), { profileId, extraScopes, step: 'failed', endsAtMs: null, failure }]
    }
    case 'succeeded':
    case 'dismissed':
      return without(state, action.profileId)
  }
}

function progressed(state: SignIns, progress: EventPayload<'signIn.progressed'>, atMs: number): SignIns {
  const { profileId, step, secondsLeft } = progress
  const current = state.find((each) => each.profileId === profileId)
  // Our own start brings the failure with its reason; another window shows that of its own.
  if (step === 'failed') return state
  // Answers and events come by different ways: a step that arrives behind the failure must not bring the sign-in back.
  if (current !== undefined && current.failure !== null) return state
  if (step === 'done' || step === 'cancelled') return without(state, profileId)
  const endsAtMs = secondsLeft === null ? null : atMs + secondsLeft * 1000
  const next: SignIn = { profileId, extraScopes: current?.extraScopes ?? [], step, endsAtMs, failure: null }
  return current === undefined ? [...state, next] : state.map((each) => (each === current ? next : each))
}
