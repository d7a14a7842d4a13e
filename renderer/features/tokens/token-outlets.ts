import type { ProfileId } from '@contract/ids'
import type { InspectedToken, TokenSubject } from '@contract/jwt'
import type { SignInPrompt } from '@contract/oauth'
import type { ProfileSummary } from '@contract/profiles'
import type { Session } from '@contract/tokens'
import type { TokenServiceDeed } from '../../text/token-service-words.ts'

/** What an explained token can't do by itself. */
export interface TokenOutlets {
  readonly onSignIn: (id: ProfileId, prompt?: SignInPrompt) => void
  readonly onService: (id: ProfileId, deed: TokenServiceDeed) => void
  /** Shows what the last sign-in of the profile sent. */
  readonly onTrace: (id: ProfileId) => void
  readonly onEdit: (id: ProfileId) => void
  readonly onOpenVault: () => void
  /** Shows another token in its place: the one inside of it, an earlier one. */
  readonly onInspect: (subject: TokenSubject) => void
  /** `other` null: the person chooses what it is compared with. */
  readonly onCompare: (subject: TokenSubject, other: TokenSubject | null) => void
  readonly onEditForTests: (subject: TokenSubject) => void
}

/** What the inspector pane can't do by itself. */
export interface InspectorOutlets extends TokenOutlets {
  /** Opens the place where any text can be inspected; with a subject, at that token. */
  readonly onOpenDesk: (subject?: TokenSubject) => void
  /** Shows the token of the chosen profile again. */
  readonly onBack: () => void
}

/** What every part of an explained token is about. `profile`: whose it is or was; null for one that is nobody's here. */
export interface TokenPartProps {
  readonly subject: TokenSubject
  readonly token: InspectedToken
  readonly profile: ProfileSummary | null
  readonly outlets: TokenOutlets
}

/** Sessions in which there may be a token to look at. */
export type SessionWithToken = Extract<Session, { state: 'active' | 'standing' }>

/** The session that the token is held by: null for all but a profile's own. */
export function sessionOf({ subject, profile }: Pick<TokenPartProps, 'subject' | 'profile'>): SessionWithToken | null {
  if (subject.of !== 'profile' || profile === null) return null
  const { session } = profile
  return session.state === 'active' || session.state === 'standing' ? session : null
}
