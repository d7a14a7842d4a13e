import type { ItemPath, ProfileId } from '@contract/ids'
import type { Settings } from '@contract/settings'
import type { Sender } from '../features/requests/tabs/send-state.ts'

/** All that can be asked of the window, by shortcuts, the palette and the panes alike. */
export interface WindowDeeds {
  readonly openRequest: (path: ItemPath) => void
  readonly newRequest: () => void
  /** Makes a request in the folder right away, and opens it. */
  readonly newRequestIn: (folder: ItemPath) => void
  readonly newFolder: () => void
  readonly send: (as?: Sender) => void
  readonly cancelSend: () => void
  readonly signIn: (profileId: ProfileId) => void
  readonly inspect: (profileId: ProfileId, claim: string | null) => void
  readonly toggleInspector: () => void
  readonly chooseTheme: (theme: Settings['theme']) => void
  readonly openSettings: () => void
  readonly showRequests: () => void
}
