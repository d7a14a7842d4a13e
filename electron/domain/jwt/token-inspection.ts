import type { ProfileId } from '../../contract/ids.ts'
import type { InspectedToken, SignatureVerdict } from '../../contract/jwt.ts'
import type { Discovered } from '../../contract/profiles.ts'
import type { WhichToken } from '../../contract/tokens.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { TokenKeeper } from '../tokens/token-keeper.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { TokenToInspect } from './token-to-inspect.ts'
import type { VerifySignature } from './verify-signature.ts'

export interface TokenInspectionParts {
  readonly keeper: Pick<TokenKeeper, 'peek'>
  readonly profiles: Pick<ProfileStore, 'find'>
  readonly discover: (issuer: string) => Promise<Discovered>
  readonly now: () => Date
  readonly inspect: (subject: TokenToInspect) => InspectedToken
  readonly verify: VerifySignature
}

const pick = (tokens: TokenSet, which: WhichToken) => (which === 'access' ? tokens.accessToken : tokens.idToken)

/** Looks at a profile's tokens where they are: what leaves is what they say, never what they are. */
export function createTokenInspection(parts: TokenInspectionParts) {
  const { keeper, profiles, discover, now, inspect, verify } = parts
  /** By issuer, for as long as the program runs; a key set is looked for again when one fails. */
  const keySets = new Map<string, string>()

  async function find(id: ProfileId, which: WhichToken) {
    const tokens = await keeper.peek(id)
    const token = tokens === null ? null : pick(tokens, which)
    return tokens === null || token === null ? null : { tokens, token }
  }

  async function keySetOf(issuer: string): Promise<string | null> {
    const known = keySets.get(issuer)
    if (known !== undefined) return known
    const { jwksUri } = await discover(issuer)
    if (jwksUri !== null) keySets.set(issuer, jwksUri)
    return jwksUri
  }

  return {
    /** null: the profile has no such token. Asks nobody. */
    inspect: async (id: ProfileId, which: WhichToken): Promise<InspectedToken | null> => {
      const found = await find(id, which)
      if (found === null) return null
      const { tokens, token } = found
      const profile = profiles.find(id)
      const { issuer, clientId } = tokens
      const facts = { issuer, clientId, resource: profile?.resource ?? null, jwksUri: keySets.get(issuer) ?? null }
      return inspect({ token, which, tokens, profile: facts, now: now() })
    },

    /** Checks the signature with the keys that the token's own issuer publishes. */
    verify: async (id: ProfileId, which: WhichToken): Promise<SignatureVerdict> => {
      const found = await find(id, which)
      if (found === null) return { verdict: 'not-checked' }
      const { issuer } = found.tokens
      try {
        const jwksUri = await keySetOf(issuer)
        if (jwksUri === null) return { verdict: 'cannot-check', reason: `${issuer} publishes no keys (jwks_uri).` }
        return await verify({ token: found.token, jwksUri })
      } catch (thrown) {
        if (!(thrown instanceof ClaimcheckError)) throw thrown
        return { verdict: 'cannot-check', reason: `The keys of ${issuer} could not be read.` }
      }
    },
  }
}
