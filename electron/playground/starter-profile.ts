import type { ProfileId } from '../contract/ids.ts'
import type { SecretName } from '../contract/profiles.ts'
import type { Way } from '../contract/ways.ts'

/** What a first start needs to know of a profile at the playground. Constants only: any room can read them cheaply. */
export interface StarterProfile {
  readonly name: string
  /** The word beside the name. */
  readonly label: string
  readonly group: string
  /** PEM. */
  readonly certificate: string | null
  /** A function where the way names another profile, which has its id only once it is kept. */
  readonly way: Way | ((idOf: (name: string) => ProfileId) => Way)
  readonly secrets: Partial<Record<SecretName, string>>
}
