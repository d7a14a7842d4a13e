import type { DeviceSignIn, SignInStep, StepUp } from '../../contract/sign-in.ts'
import type { SignInPrompt } from '../../contract/oauth.ts'
import type { ProfileBy } from '../profiles/profile.ts'
import type { OAuthClient } from '../profiles/resolve-client.ts'
import type { Asked } from './provider.ts'
import type { SignInTraceBook } from './sign-in-trace.ts'

export interface StepFacts {
  /** How long the step may take; null: no limit that a person would watch. */
  readonly secondsLeft?: number
  readonly device?: DeviceSignIn
}

/** One sign-in under way, whatever its way. */
export interface SignInRun {
  readonly trace: SignInTraceBook
  readonly signal: AbortSignal
  readonly enter: (step: SignInStep, facts?: StepFacts) => void
  /**
   * Resolves once the vault is open: tokens that come while it is locked could not be kept. Throws `sign_in.vault_locked`
   * when that takes too long, `vault.*`, and the signal's reason.
   */
  readonly untilVaultOpen: (signal: AbortSignal) => Promise<void>
  /** What `begin` gives; a lock ends it, and it is begun anew once the vault is open. Throws as it and `untilVaultOpen`. */
  readonly whileVaultOpen: <Value>(
    signal: AbortSignal,
    begin: (signal: AbortSignal) => Promise<Value>,
  ) => Promise<Value>
}

/** A sign-in at an authorisation server, as the grants see it. */
export interface OAuthRun extends SignInRun {
  readonly profile: ProfileBy<'oauth'>
  readonly client: OAuthClient
  /** The profile's scopes and those asked for on top, each once; the resources with their variables filled in. */
  readonly asked: Asked
  /** In place of the grant's own, to switch the user. */
  readonly prompt: SignInPrompt | null
  /** What an API asked for, in place of the grant's own. */
  readonly stepUp: StepUp | null
  /** Tells the address that a person goes to, so that it can be opened or copied again. */
  readonly offerAddress: (url: string) => void
  /** Tells who takes the address that a person pastes; throws `sign_in.address_refused` for one that changes nothing. */
  readonly takePasted: (take: (address: string) => void) => void
}
