import type { ProfileId } from '../../contract/ids.ts'
import { settingsProblems } from './check-settings.ts'
import type { ExchangeEntry, ExportedProfile } from './exchange-file.ts'
import { createFreeNames } from './free-names.ts'
import type { Profile } from './profile.ts'

/** What could not be taken over, and why. */
interface Left {
  readonly name: string
  readonly reason: string
}

export interface PlacedProfile {
  /** The id that the file gave it. */
  readonly from: ProfileId
  readonly profile: Profile
}

/**
 * The way with its references turned into those of here; 'source-left-out' where the file has no such profile. Then it
 * names nobody: an id from a file never leads to a profile that was here before.
 */
export function withNewReferences(
  way: Profile['way'],
  newIdOf: (old: ProfileId) => ProfileId | undefined,
  newId: () => ProfileId,
): { readonly way: Profile['way']; readonly isComplete: boolean } {
  if (way.kind !== 'oauth' || way.grant.type !== 'token_exchange') return { way, isComplete: true }
  const { subject, actor } = way.grant
  const [subjectId, actorId] = [newIdOf(subject.profileId), actor && newIdOf(actor.profileId)]
  const grant = {
    ...way.grant,
    subject: { ...subject, profileId: subjectId ?? newId() },
    actor: actor && { ...actor, profileId: actorId ?? newId() },
  }
  return { way: { ...way, grant }, isComplete: subjectId !== undefined && actorId !== undefined }
}

function profileFrom(exported: ExportedProfile, more: Pick<Profile, 'id' | 'name' | 'way'>): Profile {
  const { secrets: _names, isPlayground: _there, ...settings } = exported
  return { ...settings, ...more, isPlayground: false }
}

/**
 * Gives every profile of a file an id and a name that are free here, and maps the references between them. Those that
 * can't work (an unknown kind, a circle of token exchanges) are left, each with a sentence. Pure but for `newId`.
 */
export function placeImported(
  entries: readonly ExchangeEntry[],
  here: { readonly names: readonly string[]; readonly newId: () => ProfileId },
): { readonly placed: readonly PlacedProfile[]; readonly left: readonly Left[] } {
  const { newId } = here
  const freeName = createFreeNames(here.names)
  const left: Left[] = entries.flatMap((entry) =>
    entry.profile === null ? [{ name: entry.name, reason: entry.reason }] : [],
  )
  const exported = entries.flatMap(({ profile }) => (profile === null ? [] : [profile]))
  const ways = new Map(exported.map(({ id, way }) => [id, { way }]))
  const sound = exported.filter((profile) => {
    // No variable has its value yet: what depends on one is checked when it is used.
    const parts = { variables: new Map(), findProfile: (id: ProfileId) => ways.get(id) ?? null }
    const [problem] = settingsProblems(profile, parts)
    if (problem !== undefined) left.push({ name: profile.name, reason: `${problem.message} (${problem.path})` })
    return problem === undefined
  })
  const newIds = new Map(sound.map(({ id }) => [id, newId()]))
  const placed = sound.map((each): PlacedProfile => {
    const name = freeName(each.name)
    const { way, isComplete } = withNewReferences(each.way, (old) => newIds.get(old), newId)
    if (!isComplete) {
      left.push({
        name,
        reason: 'The profile whose token it trades in did not come with it: choose one in its settings',
      })
    }
    return { from: each.id, profile: profileFrom(each, { id: newIds.get(each.id) ?? newId(), name, way }) }
  })
  return { placed, left }
}
