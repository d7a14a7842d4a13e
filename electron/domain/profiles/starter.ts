import { SecretText } from '../vault/secret-text.ts'
import type { StarterProfile as Starter } from './profile-book.ts'
import type { ProfileStore } from './profile.ts'

/** The playground's own description of a profile. */
interface PlaygroundProfile {
  readonly name: string
  readonly label: string
  readonly grant: Starter['profile']['grant']
  readonly clientId: string
  readonly clientAuthentication: Starter['profile']['clientAuthentication']
  readonly clientSecret: string | null
  readonly scopes: readonly string[]
  readonly loginHint: string | null
}

/** Its issuer is a variable, since the playground may listen on another port tomorrow. */
export const starterFrom = (given: PlaygroundProfile): Starter => ({
  profile: {
    name: given.name,
    label: given.label,
    grant: given.grant,
    issuer: '{{playgroundIssuer}}',
    clientId: given.clientId,
    clientAuthentication: given.clientAuthentication,
    scopes: given.scopes,
    resource: null,
    loginHint: given.loginHint,
    keepFresh: true,
    isPlayground: true,
  },
  clientSecret: given.clientSecret === null ? null : new SecretText(given.clientSecret),
})

/**
 * The starters to see to: all of them at the first start; later only those that are still there, as a person who
 * removed bob does not want him back.
 */
export function startersToSeed(
  starters: readonly Starter[],
  store: ProfileStore,
  isFirst: boolean,
): readonly Starter[] {
  if (isFirst) return starters
  const known = store.all().filter(({ isPlayground }) => isPlayground)
  return starters.filter(({ profile }) => known.some(({ name }) => name === profile.name))
}
