import type { LooseToken } from '@contract/inspection'
import type { TokenSubject } from '@contract/jwt'
import type { ProfileSummary } from '@contract/profiles'
import type { TokenOutlets } from '../token-outlets.ts'

/** What the desk can't do by itself. Looking, comparing and editing are its own business. */
export interface DeskOutlets extends Omit<TokenOutlets, 'onInspect' | 'onCompare' | 'onEditForTests'> {
  /** Sends the request in front with this token in place of the profile's, once. */
  readonly onSendWith: (token: LooseToken) => void
  /** The request in front; null: none is open. */
  readonly requestInFront: string | null
}

/** What every part of the editor is about. */
export interface EditParts {
  readonly subject: TokenSubject
  readonly profiles: readonly ProfileSummary[]
  readonly outlets: DeskOutlets
  /** The deeds of the desk itself. */
  readonly inside: TokenOutlets
}
