import type { ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import { groupProfiles } from './group-profiles.ts'

/** Where a profile is put: before or after another one, or at the end of a group. */
export type Place =
  { readonly side: 'before' | 'after'; readonly of: ProfileId } | { readonly side: 'into'; readonly group: string }

const inShownOrder = (profiles: readonly ProfileSummary[]) => groupProfiles(profiles).flatMap((group) => group.profiles)

const isSameOrder = (one: readonly ProfileSummary[], other: readonly ProfileSummary[]) =>
  one.every(({ id, group }, index) => other[index]?.id === id && other[index].group === group)

/** The whole list with `id` at its new place and in that place's group; null where that changes nothing. */
export function putProfile(
  profiles: readonly ProfileSummary[],
  id: ProfileId,
  place: Place,
): readonly ProfileSummary[] | null {
  const shown = inShownOrder(profiles)
  const moved = shown.find((each) => each.id === id)
  if (moved === undefined || (place.side !== 'into' && place.of === id)) return null
  const rest = shown.filter((each) => each.id !== id)
  const found = landing(rest, place)
  if (found === null) return null
  const next = rest.toSpliced(found.index, 0, { ...moved, group: found.group })
  return isSameOrder(next, shown) ? null : next
}

function landing(rest: readonly ProfileSummary[], place: Place): { index: number; group: string } | null {
  if (place.side === 'into') {
    const last = rest.findLastIndex(({ group }) => group === place.group)
    // A group that has no other member comes last; without a group it comes first.
    return { index: last === -1 ? (place.group === '' ? 0 : rest.length) : last + 1, group: place.group }
  }
  const at = rest.findIndex((each) => each.id === place.of)
  const target = rest[at]
  return target === undefined ? null : { index: place.side === 'before' ? at : at + 1, group: target.group }
}

/** One step up or down; past the end of its group a profile goes into the next one. null at either end of the list. */
export function stepProfile(
  profiles: readonly ProfileSummary[],
  id: ProfileId,
  step: -1 | 1,
): readonly ProfileSummary[] | null {
  const shown = inShownOrder(profiles)
  const at = shown.findIndex((each) => each.id === id)
  const moved = shown[at]
  const neighbour = shown[at + step]
  if (moved === undefined || neighbour === undefined) return null
  if (neighbour.group === moved.group) {
    return putProfile(profiles, id, { side: step === -1 ? 'before' : 'after', of: neighbour.id })
  }
  return putProfile(profiles, id, { side: step === -1 ? 'after' : 'before', of: neighbour.id })
}
