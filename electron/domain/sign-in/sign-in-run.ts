import type { SignInStep } from '../../contract/sign-in.ts'
import type { Profile } from '../profiles/profile.ts'
import type { OAuthClient } from '../profiles/resolve-client.ts'
import type { SignInTraceBook } from './sign-in-trace.ts'

/** One sign-in under way, as the grants see it. */
export interface SignInRun {
  readonly profile: Profile
  readonly client: OAuthClient
  /** The profile's scopes and those asked for on top, each once. */
  readonly scopes: readonly string[]
  readonly trace: SignInTraceBook
  readonly signal: AbortSignal
  readonly enter: (step: SignInStep, secondsLeft?: number) => void
  /** Tells the address that the browser was opened on, so that it can be opened or copied again. */
  readonly offerAddress: (url: string) => void
}
