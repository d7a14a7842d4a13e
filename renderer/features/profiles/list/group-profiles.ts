import type { ProfileSummary } from '@contract/profiles'
import { wayDetail, wayName } from '../../../text/way-words.ts'

/** Profiles that stand together; '' is for those without a group. */
export interface ProfileGroup {
  readonly name: string
  readonly profiles: readonly ProfileSummary[]
}

/** The list by groups, in the person's order: first those without a group, then each group where it first comes. */
export function groupProfiles(profiles: readonly ProfileSummary[]): readonly ProfileGroup[] {
  const byName = new Map<string, ProfileSummary[]>([['', []]])
  for (const profile of profiles) {
    const known = byName.get(profile.group)
    if (known === undefined) byName.set(profile.group, [profile])
    else known.push(profile)
  }
  return [...byName].map(([name, members]) => ({ name, profiles: members })).filter((each) => each.profiles.length > 0)
}

/** Whether every word is found in what tells a profile from the others: name, label, group, kind and address. */
export function matchesSearch(profile: ProfileSummary, search: string): boolean {
  const { name, label, group, way } = profile
  const text = [name, label, group, wayName(way), wayDetail(way)].join('\n').toLowerCase()
  const words = search.toLowerCase().split(/\s+/)
  return words.every((word) => text.includes(word))
}
