import type { ProfileId } from '../../contract/ids.ts'
import type { StoredProfile } from '../../contract/profiles.ts'
import type { WayKind, WayOf } from '../../contract/ways.ts'

/** A profile as it is stored, without its secrets. Addresses and texts of its way may hold {{variables}}. */
export type Profile = StoredProfile

/** A profile whose way is of one kind. */
export type ProfileBy<Kind extends WayKind> = Profile & { readonly way: WayOf<Kind> }

export const isBy = <Kind extends WayKind>(profile: Profile, kind: Kind): profile is ProfileBy<Kind> =>
  profile.way.kind === kind

/** The list of profiles in the person's order; an edge keeps it (electron-store), a test keeps it in a Map. */
export interface ProfileStore {
  readonly all: () => readonly Profile[]
  readonly find: (id: ProfileId) => Profile | null
  /** Changes the profile with this id where it stands, or adds it at the end. */
  readonly put: (profile: Profile) => void
  /** Many at once, in one write. */
  readonly putAll: (profiles: readonly Profile[]) => void
  /** The profiles as given and in this order, in one write; those that are not named keep theirs behind them. */
  readonly arrange: (profiles: readonly Profile[]) => void
  readonly remove: (id: ProfileId) => void
}
