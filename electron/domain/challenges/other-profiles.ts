import type { ProfileId } from '../../contract/ids.ts'
import { isDpopType } from '../dpop/dpop-proofs.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import type { FindHeldToken } from '../tokens/held-tokens.ts'
import type { TokenKeeper } from '../tokens/token-keeper.ts'
import { schemeOfWay } from './challenge-schemes.ts'
import type { OtherProfile } from './refusal.ts'
import { readTokenFacts } from './token-facts.ts'

export interface OtherProfilesParts {
  readonly profiles: Pick<ProfileStore, 'all'>
  readonly keeper: Pick<TokenKeeper, 'session'>
  readonly heldToken: FindHeldToken
  readonly except: ProfileId | null
}

/** What is known of every other profile without asking a server: whether it can be sent as, and what its token may do. */
export async function lookAtOtherProfiles(parts: OtherProfilesParts): Promise<OtherProfile[]> {
  const { profiles, keeper, heldToken, except } = parts
  const others = profiles.all().filter(({ id }) => id !== except)
  return Promise.all(
    others.map(async ({ id, name, way, certificate }): Promise<OtherProfile> => {
      const known = {
        id,
        name,
        kind: way.kind,
        scheme: schemeOfWay(way),
        showsCertificate: certificate !== null,
        scopes: [],
        roles: [],
      }
      const { state } = await keeper.session(id)
      if (state !== 'active' && state !== 'standing') return { ...known, signedIn: false }
      try {
        const held = await heldToken(id, 'access')
        // Basic, Digest and certificates have no token, and are ready all the same.
        if (held === null) return { ...known, signedIn: state === 'standing' }
        const { scopes, roles } = readTokenFacts(held.token, held.tokens)
        // A server may not have bound the token, though it was asked to (RFC 9449 §5).
        const scheme = way.kind === 'oauth' && !isDpopType(held.tokens.tokenType) ? 'Bearer' : known.scheme
        return { ...known, scheme, signedIn: true, scopes, roles }
      } catch (thrown) {
        // A vault that was locked in between: nothing is known of this one.
        if (!(thrown instanceof ClaimcheckError)) throw thrown
        return { ...known, signedIn: false }
      }
    }),
  )
}
