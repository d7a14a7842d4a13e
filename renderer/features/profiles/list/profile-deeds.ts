import type { SignInPrompt } from '@contract/oauth'
import type { ProfileSummary } from '@contract/profiles'

/** What the window does for a profile outside this list. */
export interface ProfileListDeeds {
  /** `prompt` in place of the profile's own, to switch the user. */
  readonly signIn: (profile: ProfileSummary, prompt?: SignInPrompt) => void
  readonly userinfo: (profile: ProfileSummary) => void
  readonly introspect: (profile: ProfileSummary) => void
  readonly revoke: (profile: ProfileSummary) => void
  readonly signOutAtServer: (profile: ProfileSummary) => void
  readonly findLogin: () => void
}

/** All that can be done with one profile of the list. */
export interface ProfileDeeds extends Omit<ProfileListDeeds, 'findLogin'> {
  readonly signOut: (profile: ProfileSummary) => void
  readonly refresh: (profile: ProfileSummary) => void
  readonly edit: (profile: ProfileSummary) => void
  readonly duplicate: (profile: ProfileSummary) => void
  readonly exportIt: (profile: ProfileSummary) => void
  readonly remove: (profile: ProfileSummary) => void
}
