import type { ProfileSummary } from '@contract/profiles'

export interface SenderGroup {
  /** '' for those without one. */
  readonly name: string
  readonly profiles: readonly ProfileSummary[]
}

/** Profiles under their groups, both in the order in which the person arranged them. */
export function sendersByGroup(profiles: readonly ProfileSummary[]): readonly SenderGroup[] {
  const groups = new Map<string, ProfileSummary[]>()
  for (const profile of profiles) {
    const known = groups.get(profile.group)
    if (known === undefined) groups.set(profile.group, [profile])
    else known.push(profile)
  }
  return [...groups].map(([name, members]) => ({ name, profiles: members }))
}
