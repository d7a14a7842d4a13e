import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import type { TokenKeeper } from '../tokens/token-keeper.ts'
import type { OtherProfile } from './refusal.ts'
import { readTokenFacts } from './token-facts.ts'

export interface OtherProfilesParts {
  readonly profiles: Pick<ProfileStore, 'all'>
  readonly keeper: Pick<TokenKeeper, 'peek' | 'session'>
  readonly except: ProfileId | null
}

/** What is known of every other profile without asking a server: whether it is signed in, and what its token may do. */
export async function lookAtOtherProfiles({ profiles, keeper, except }: OtherProfilesParts): Promise<OtherProfile[]> {
  const others = profiles.all().filter(({ id }) => id !== except)
  return Promise.all(
    others.map(async ({ id, name }): Promise<OtherProfile> => {
      const session = await keeper.session(id)
      if (session.state !== 'active') return { id, name, signedIn: false, scopes: [], roles: [] }
      try {
        const tokens = await keeper.peek(id)
        if (tokens === null) return { id, name, signedIn: false, scopes: [], roles: [] }
        const { scopes, roles } = readTokenFacts(tokens.accessToken, tokens)
        return { id, name, signedIn: true, scopes, roles }
      } catch (thrown) {
        // A vault that was locked in between: nothing is known of this one.
        if (!(thrown instanceof ClaimcheckError)) throw thrown
        return { id, name, signedIn: false, scopes: [], roles: [] }
      }
    }),
  )
}
