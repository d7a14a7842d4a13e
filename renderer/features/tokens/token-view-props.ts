import type { ProfileId } from '@contract/ids'
import type { SignInPrompt } from '@contract/oauth'
import type { ProfileSummary } from '@contract/profiles'
import type { Session } from '@contract/tokens'
import type { TokenServiceDeed } from '../../text/token-service-words.ts'

/** What the inspector can't do by itself. */
export interface InspectorOutlets {
  readonly onSignIn: (id: ProfileId, prompt?: SignInPrompt) => void
  readonly onService: (id: ProfileId, deed: TokenServiceDeed) => void
  /** Shows what the last sign-in of the profile sent. */
  readonly onTrace: (id: ProfileId) => void
  readonly onEdit: (id: ProfileId) => void
  readonly onOpenVault: () => void
}

/** Sessions in which there may be a token to look at. */
export type SessionWithToken = Extract<Session, { state: 'active' | 'standing' }>

/** What every part of a profile's view with a token is about. */
export interface TokenViewProps {
  readonly profile: ProfileSummary
  readonly session: SessionWithToken
  readonly focusClaim: string | null
  readonly outlets: InspectorOutlets
}
