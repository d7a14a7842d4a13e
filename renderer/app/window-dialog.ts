import type { ProfileId } from '@contract/ids'
import type { WayKind } from '@contract/ways'
import type { TokenServiceDeed } from '../text/token-service-words.ts'

/** The dialog that is open, of those that any part of the window may open. */
export type WindowDialog =
  | { readonly show: 'commands' }
  | { readonly show: 'requests' }
  | { readonly show: 'vault' }
  | { readonly show: 'profile'; readonly id: ProfileId }
  | { readonly show: 'new-profile'; readonly kind: WayKind }
  | { readonly show: 'token-service'; readonly id: ProfileId; readonly deed: TokenServiceDeed }
  | { readonly show: 'trace'; readonly id: ProfileId }
  | FindLoginWish

/** A search for the login of an API; the tab that it began from is sent again with what was found. */
export interface FindLoginWish {
  readonly show: 'find-login'
  /** '' for none yet. */
  readonly url: string
  readonly tabId: string | null
  readonly beginsAtOnce: boolean
}
