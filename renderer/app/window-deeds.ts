import type { ItemPath, ProfileId } from '@contract/ids'
import type { LooseToken } from '@contract/inspection'
import type { TokenSubject } from '@contract/jwt'
import type { SignInPrompt } from '@contract/oauth'
import type { Settings } from '@contract/settings'
import type { WayKind } from '@contract/ways'
import type { Sender } from '../features/requests/tabs/send-state.ts'
import type { TokenServiceDeed } from '../text/token-service-words.ts'

/** All that can be asked of the window, by shortcuts, the palette and the panes alike. */
export interface WindowDeeds {
  readonly openRequest: (path: ItemPath) => void
  readonly newRequest: () => void
  /** Makes a request in the folder right away, and opens it. */
  readonly newRequestIn: (folder: ItemPath) => void
  readonly newFolder: () => void
  readonly send: (as?: Sender) => void
  readonly cancelSend: () => void
  /** `prompt` stands in for the profile's own, to switch the user. */
  readonly signIn: (profileId: ProfileId, prompt?: SignInPrompt) => void
  /** Asks the server that issued a profile's token. */
  readonly askServer: (profileId: ProfileId, deed: TokenServiceDeed) => void
  readonly showTrace: (profileId: ProfileId) => void
  readonly editProfile: (profileId: ProfileId) => void
  readonly makeProfile: (kind: WayKind) => void
  /** Looks for the login of the API at `url`, or of the one that the tab in front goes to. */
  readonly findLogin: (url?: string) => void
  readonly findLoginOfTab: () => void
  readonly openVault: () => void
  /** Locks it at once; opens its panel where there is nothing to lock. */
  readonly lockVault: () => void
  /** Shows a token in the inspector: any, or the access token of a profile; at one of its claims where that matters. */
  readonly inspect: (what: TokenSubject | ProfileId, claim: string | null) => void
  /** Back from another token in the inspector to the profile that was chosen. */
  readonly inspectChosenProfile: () => void
  /** Opens the token desk, at a token or ready for a paste. */
  readonly openDesk: (subject?: TokenSubject) => void
  /** Holds two tokens side by side; what is left out is chosen there. */
  readonly compare: (left?: TokenSubject | null, right?: TokenSubject | null) => void
  /** The access tokens of two profiles: the one that is inspected, and the next that has a token. */
  readonly compareProfiles: () => void
  readonly editToken: (subject: TokenSubject) => void
  /** Sends the request in front with this token in place of the profile's, once. */
  readonly sendWithToken: (token: LooseToken) => void
  readonly toggleInspector: () => void
  readonly chooseTheme: (theme: Settings['theme']) => void
  readonly openSettings: () => void
  readonly showRequests: () => void
}
