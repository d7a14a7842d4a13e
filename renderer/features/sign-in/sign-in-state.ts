import type { EventPayload, RequestOf } from '@contract/channels'
import type { Failure } from '@contract/failures'
import type { ProfileId } from '@contract/ids'
import type { SignInPrompt } from '@contract/oauth'
import type { DeviceSignIn, SignInStep } from '@contract/sign-in'

/** What an API asked of a sign-in (RFC 9470 §4). */
export type StepUp = NonNullable<RequestOf<'signIn.start'>['stepUp']>

/** A sign-in that runs, or that failed and was not yet put away. One per profile. */
export interface SignIn {
  readonly profileId: ProfileId
  /** This window began it, and hears from its own answer how it ended; else the events alone tell. */
  readonly isOwn: boolean
  readonly extraScopes: readonly string[]
  /** Asked for in place of the profile's own; null leaves that. */
  readonly prompt: SignInPrompt | null
  /** The level or freshness that was asked for; null for an ordinary one. */
  readonly stepUp: StepUp | null
  readonly step: SignInStep
  /** When it is given up, in milliseconds since 1970; null while nobody waits for a person. */
  readonly endsAtMs: number | null
  /** What to enter on another device, while it waits for that. */
  readonly device: DeviceSignIn | null
  /** Set once it has failed. */
  readonly failure: Failure | null
  /** Set once it is done and brought less than an API asked for (RFC 9470 §5): in sentences, what is missing. */
  readonly shortfall: string | null
}
/** Oldest first. */
export type SignIns = readonly SignIn[]

export type SignInAction =
  | ({ type: 'started' } & Pick<SignIn, 'profileId' | 'extraScopes' | 'prompt' | 'stepUp'>)
  | { type: 'progressed'; progress: EventPayload<'signIn.progressed'>; atMs: number }
  | { type: 'succeeded'; profileId: ProfileId }
  | { type: 'fell-short'; profileId: ProfileId; shortfall: string }
  | { type: 'failed'; profileId: ProfileId; failure: Failure }
  | { type: 'dismissed'; profileId: ProfileId }
  | { type: 'vault-opened' }

const fresh = {
  isOwn: false,
  extraScopes: [],
  prompt: null,
  stepUp: null,
  endsAtMs: null,
  device: null,
  failure: null,
  shortfall: null,
} as const

/** Whether it has yet to end. */
export const isUnderWay = ({ failure, shortfall }: SignIn): boolean => failure === null && shortfall === null

const without = (state: SignIns, profileId: ProfileId) => state.filter((each) => each.profileId !== profileId)

const isWaiting = (step: SignInStep) =>
  step === 'waiting-for-browser' ||
  step === 'waiting-for-address' ||
  step === 'waiting-for-device' ||
  step === 'waiting-for-vault'

/** Failures of sign-ins that never began, since the vault was closed; one that a lock cost has a code of its own. */
const saysVaultIsClosed = ({ code }: Failure) =>
  code === 'vault.locked' ||
  code === 'vault.choice_needed' ||
  code === 'vault.rolled_back' ||
  code === 'vault.damaged' ||
  code === 'vault.newer'

/**
 * Progress may arrive for a sign-in that this window did not begin: Send gets some tokens by itself. That one shows only
 * once it needs a person. The end of our own may arrive before or after our own answer.
 */
export function reduceSignIns(state: SignIns, action: SignInAction): SignIns {
  switch (action.type) {
    case 'started': {
      const { type: _started, ...asked } = action
      return [...without(state, asked.profileId), { ...fresh, ...asked, isOwn: true, step: 'discovering' }]
    }
    case 'progressed':
      return progressed(state, action.progress, action.atMs)
    case 'failed': {
      const { profileId, failure } = action
      // The person cancelled: there is nothing to tell.
      if (failure.code === 'sign_in.cancelled') return without(state, profileId)
      // The one that runs goes on. It is not ours, so no answer of ours will tell how it ends.
      if (failure.code === 'sign_in.already_running') return handedOver(state, profileId)
      const before = state.find((each) => each.profileId === profileId)
      const { extraScopes, prompt, stepUp } = before ?? fresh
      const asked = { ...fresh, profileId, extraScopes, prompt, stepUp }
      return [...without(state, profileId), { ...asked, isOwn: true, step: 'failed', failure }]
    }
    case 'fell-short': {
      const { profileId, shortfall } = action
      return [...without(state, profileId), { ...fresh, profileId, isOwn: true, step: 'done', shortfall }]
    }
    case 'succeeded':
    case 'dismissed':
      return without(state, action.profileId)
    case 'vault-opened':
      return state.filter(({ failure }) => failure === null || !saysVaultIsClosed(failure))
  }
}

function handedOver(state: SignIns, profileId: ProfileId): SignIns {
  return state.flatMap((each) => {
    if (each.profileId !== profileId) return [each]
    return isWaiting(each.step) ? [{ ...each, isOwn: false }] : []
  })
}

function progressed(state: SignIns, progress: EventPayload<'signIn.progressed'>, atMs: number): SignIns {
  const { profileId, step, secondsLeft, device } = progress
  const current = state.find((each) => each.profileId === profileId)
  // What is told of a sign-in that is over stays until it is put away, whatever comes behind it.
  if (current !== undefined && current.shortfall !== null) return state
  // Our own start brings the failure with its reason; whoever else began one tells the failure in their own place.
  if (step === 'failed') return current?.isOwn === true ? state : without(state, profileId)
  // Also a failure that was shown before: the profile has its token now.
  if (step === 'done') return without(state, profileId)
  // Answers and events come by different ways: a step that arrives behind the failure must not bring the sign-in back.
  if (current !== undefined && current.failure !== null) return state
  if (step === 'cancelled') return without(state, profileId)
  if (current === undefined && !isWaiting(step)) return state
  const endsAtMs = secondsLeft === null ? null : atMs + secondsLeft * 1000
  const next: SignIn = { ...fresh, ...current, profileId, step, endsAtMs, device }
  return current === undefined ? [...state, next] : state.map((each) => (each === current ? next : each))
}
