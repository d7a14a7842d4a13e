import type { ProfileId } from '../../contract/ids.ts'
import type { StoredProfile } from '../../contract/profiles.ts'
import type { WayKind, WayOf } from '../../contract/ways.ts'

/** A profile as it is stored, without its secrets. Addresses and texts of its way may hold {{variables}}. */
export type Profile = StoredProfile

/** A profile whose way is of one kind. */
export type ProfileBy<Kind extends WayKind> = Profile & { readonly way: WayOf<Kind> }

export const isBy = <Kind extends WayKind>(profile: Profile, kind: Kind): profile is ProfileBy<Kind> =>
  profile.way.kind === kind

/** Where a profile stands: in the order of the list, and in which group. */
export interface ProfilePlace {
  readonly profileId: ProfileId
  readonly group: string
}

/**
 * The list of profiles in the person's order; an edge keeps it (electron-store), a test keeps it in a Map. What changes it
 * resolves when the change is durable, and only then is it seen; changes are made in the order in which they are asked
 * for. Throws `storage.write_failed`.
 */
export interface ProfileStore {
  readonly all: () => readonly Profile[]
  readonly find: (id: ProfileId) => Profile | null
  /** Changes the profile with this id where it stands, or adds it at the end. */
  readonly put: (profile: Profile) => Promise<void>
  /** Many at once, in one write. */
  readonly putAll: (profiles: readonly Profile[]) => Promise<void>
  /** In this order, each in its group, in one write; those that are not named keep their order behind them. */
  readonly arrange: (order: readonly ProfilePlace[]) => Promise<void>
  readonly remove: (id: ProfileId) => Promise<void>
}
