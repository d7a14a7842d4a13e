import type { ProfileId } from '../../contract/ids.ts'
import { secretNames, type SecretName } from '../../contract/profiles.ts'
import type { Way } from '../../contract/ways.ts'
import { SecretText } from '../vault/secret-text.ts'
import type { StarterProfile as Starter } from './profile-book.ts'
import type { ProfileStore } from './profile.ts'

/** The playground's own description of a profile. */
interface PlaygroundProfile {
  readonly name: string
  readonly label: string
  readonly group: string
  readonly certificate: string | null
  readonly way: Way | ((idOf: (name: string) => ProfileId) => Way)
  readonly secrets: Readonly<Partial<Record<SecretName, string>>>
}

function sealed(secrets: PlaygroundProfile['secrets']): Starter['secrets'] {
  const entries = secretNames.flatMap((name): [SecretName, SecretText][] => {
    const secret = secrets[name]
    return secret === undefined ? [] : [[name, new SecretText(secret)]]
  })
  return Object.fromEntries(entries)
}

export const starterFrom = ({ way, secrets, ...given }: PlaygroundProfile): Starter => ({
  profile: { ...given, colour: null, keepFresh: true, isPlayground: true },
  way,
  secrets: sealed(secrets),
})

export interface Starters {
  /** What a first start brings along. */
  readonly starters: readonly Starter[]
  /** What a person may ask for later. */
  readonly examples: readonly Starter[]
}

/**
 * Those to see to at a start: the starters at the first one; later only what is still there, starter or example, as a
 * person who removed bob does not want him back.
 */
export function startersToSeed(
  { starters, examples }: Starters,
  store: Pick<ProfileStore, 'all'>,
  isFirst: boolean,
): readonly Starter[] {
  if (isFirst) return starters
  const known = new Set(store.all().flatMap(({ isPlayground, name }) => (isPlayground ? [name] : [])))
  return [...starters, ...examples].filter(({ profile }) => known.has(profile.name))
}
