import { isDeepStrictEqual } from 'node:util'
import type { ProfileId } from '../../contract/ids.ts'
import { sourcesOf } from '../profiles/check-exchange.ts'
import { createFreeNames } from '../profiles/free-names.ts'
import { withNewReferences } from '../profiles/place-imported.ts'
import type { Profile } from '../profiles/profile.ts'
import type { CarriedProfile } from './vault-transfer-content.ts'

/** A profile of the file beside the one that it is here, each with what the vault keeps for it. */
export interface Pair {
  readonly carried: CarriedProfile
  /** null: there is none. */
  readonly here: CarriedProfile | null
  readonly is: 'no' | 'same' | 'differs'
}

/** What an import makes of a profile. */
export interface Step {
  readonly pair: Pair
  /** As it will be here. */
  readonly profile: Profile
}

/** The id that a profile of the file has here. */
export const idHere = ({ carried, here }: Pick<Pair, 'carried' | 'here'>): ProfileId => (here ?? carried).profile.id

/**
 * The profile that one of the file is here: that of its id, since ids travel; of the playground's, that of its name,
 * since every Claimcheck makes its own. Of two that would be the same only the first counts.
 */
export function counterparts(
  carried: readonly CarriedProfile[],
  here: readonly Profile[],
): ReadonlyMap<CarriedProfile, Profile | null> {
  const byId = new Map(here.map((one) => [one.id, one]))
  const ofPlayground = new Map(here.flatMap((one) => (one.isPlayground ? [[one.name, one] as const] : [])))
  const taken = new Set<ProfileId>()
  const found = carried.flatMap((each) => {
    const { id, name, isPlayground } = each.profile
    const counterpart = byId.get(id) ?? (isPlayground ? ofPlayground.get(name) : undefined) ?? null
    const target = counterpart?.id ?? id
    if (taken.has(target)) return []
    taken.add(target)
    return [[each, counterpart] as const]
  })
  return new Map(found)
}

const areSameSecrets = (one: CarriedProfile, other: CarriedProfile): boolean =>
  one.secrets.size === other.secrets.size &&
  [...one.secrets].every(([name, value]) => other.secrets.get(name)?.reveal() === value.reveal())

/** Whether the settings that decide where secrets go, and the secrets themselves, are what they are here. */
export const hasSameSecretLife = ({ carried, here }: Pick<Pair, 'carried' | 'here'>, way: Profile['way']): boolean =>
  here !== null &&
  areSameSecrets(carried, here) &&
  isDeepStrictEqual([way, carried.profile.certificate], [here.profile.way, here.profile.certificate])

/** Compares the profiles of a file with those that they are here. */
export function compare(
  carried: ReadonlyMap<CarriedProfile, Profile | null>,
  secretsHere: ReadonlyMap<ProfileId, CarriedProfile>,
): readonly Pair[] {
  const hereIds = new Map([...carried].map(([{ profile }, here]) => [profile.id, here?.id ?? profile.id]))
  return [...carried].map(([each, counterpart]): Pair => {
    const here = counterpart === null ? null : (secretsHere.get(counterpart.id) ?? null)
    if (here === null) return { carried: each, here, is: 'no' }
    const { way } = withNewReferences(
      each.profile.way,
      (id) => hereIds.get(id) ?? id,
      () => each.profile.id,
    )
    const { id, isPlayground } = here.profile
    const isSame =
      isDeepStrictEqual({ ...each.profile, id, isPlayground, way }, here.profile) && areSameSecrets(each, here)
    return { carried: each, here, is: isSame ? 'same' : 'differs' }
  })
}

/**
 * What becomes of the chosen profiles: each under its id, with a name that nobody else has. Where one trades in the token
 * of another, that one is meant only if it comes along, is here just as the file has it, or was meant here before: else an
 * id in a file would send the tokens of a profile of here to a server of the file's choice. Pure but for `newId`.
 */
export function planImport(
  pairs: readonly Pair[],
  chosen: ReadonlySet<ProfileId>,
  here: { readonly profiles: readonly Profile[]; readonly newId: () => ProfileId },
): readonly Step[] {
  const taken = pairs.filter((pair) => chosen.has(idHere(pair)))
  const replaced = new Set(taken.flatMap((pair) => (pair.is === 'differs' ? [idHere(pair)] : [])))
  const freeName = createFreeNames(here.profiles.filter(({ id }) => !replaced.has(id)).map(({ name }) => name))
  const safe = pairs.filter((pair) => pair.is === 'same' || chosen.has(idHere(pair)))
  const idOf = new Map(safe.map((pair) => [pair.carried.profile.id, idHere(pair)]))
  const idsHere = new Set(here.profiles.map(({ id }) => id))

  return taken.map((pair): Step => {
    const now = pair.here?.profile ?? null
    if (pair.is === 'same' && now !== null) return { pair, profile: now }
    const before = now === null ? [] : sourcesOf(now.way).map(({ id }) => id)
    const { profile } = pair.carried
    const { way } = withNewReferences(
      profile.way,
      (id) => idOf.get(id) ?? (before.includes(id) || !idsHere.has(id) ? id : undefined),
      here.newId,
    )
    const isPlayground = now?.isPlayground ?? profile.isPlayground
    return { pair, profile: { ...profile, id: idHere(pair), isPlayground, way, name: freeName(profile.name) } }
  })
}
