import type { ClientAuthentication, Grant } from '../../contract/profiles.ts'
import type { ProfileId } from '../../contract/ids.ts'

/** A profile as it is stored, without its secrets. `issuer` may hold {{variables}}. */
export interface Profile {
  readonly id: ProfileId
  readonly name: string
  readonly label: string
  readonly grant: Grant
  readonly issuer: string
  readonly clientId: string
  readonly clientAuthentication: ClientAuthentication
  readonly scopes: readonly string[]
  readonly resource: string | null
  readonly loginHint: string | null
  readonly keepFresh: boolean
  readonly isPlayground: boolean
}

/** The list of profiles; an edge keeps it (electron-store), a test keeps it in a Map. */
export interface ProfileStore {
  readonly all: () => readonly Profile[]
  readonly find: (id: ProfileId) => Profile | null
  readonly put: (profile: Profile) => void
  readonly remove: (id: ProfileId) => void
}
