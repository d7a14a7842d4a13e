import type { ProfileSummary } from '@contract/profiles'
import type { Session } from '@contract/tokens'

/** What every part of a signed-in profile's view is about. */
export interface TokenViewProps {
  readonly profile: ProfileSummary
  readonly session: Extract<Session, { state: 'active' }>
  readonly focusClaim: string | null
  readonly onSignIn: () => void
}
