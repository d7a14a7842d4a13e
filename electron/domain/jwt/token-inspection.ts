import type { ProfileId } from '../../contract/ids.ts'
import type { InspectedToken, SignatureVerdict } from '../../contract/jwt.ts'
import type { Discovered } from '../../contract/profiles.ts'
import type { WhichToken } from '../../contract/jwt.ts'
import type { WayKind } from '../../contract/ways.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Profile, ProfileStore } from '../profiles/profile.ts'
import { fillTemplate, type Variables } from '../requests/variables.ts'
import type { FindHeldToken } from '../tokens/held-tokens.ts'
import type { TokenToInspect } from './token-to-inspect.ts'
import type { VerifySignature } from './verify-signature.ts'

export interface TokenInspectionParts {
  readonly heldToken: FindHeldToken
  readonly profiles: Pick<ProfileStore, 'find'>
  readonly variables: () => Variables
  readonly discover: (issuer: string) => Promise<Discovered>
  readonly now: () => Date
  readonly inspect: (subject: TokenToInspect) => InspectedToken
  readonly verify: VerifySignature
}

const cannotCheck = (reason: string): SignatureVerdict => ({ verdict: 'cannot-check', reason })

/** Why a token of a way without an authorisation server has nobody whose keys could prove it. */
function whyUnchecked(kind: WayKind | null): string {
  switch (kind) {
    case 'custom_login':
      return 'It came from a custom login, and no issuer is known that publishes keys'
    case 'static_token':
      return 'It was entered by hand: the profile names no issuer that publishes keys'
    case 'signed_jwt':
      return 'The profile signed it itself, with a key that nobody publishes'
    case 'oauth':
    case 'basic':
    case 'digest':
    case 'certificate':
    case 'none':
    case null:
      return 'No issuer is known that publishes keys'
  }
}

/** Looks at a profile's tokens where they are: what leaves is what they say, never what they are. */
export function createTokenInspection(parts: TokenInspectionParts) {
  const { heldToken, profiles, variables, discover, now, inspect, verify } = parts
  /** By issuer, for as long as the program runs; a key set is looked for again when one fails. */
  const keySets = new Map<string, string>()

  const wayOf = (id: ProfileId): Profile['way'] | null => profiles.find(id)?.way ?? null

  /** Where a person typed it, else where the issuer's metadata says. */
  async function keySetOf(issuer: string, way: Profile['way'] | null): Promise<string | null> {
    const typed = way?.kind === 'oauth' ? (way.endpoints?.keys ?? null) : null
    if (typed !== null) return fillTemplate(typed, variables()).text
    if (way?.kind === 'oauth' && way.endpoints !== null) return null
    const known = keySets.get(issuer)
    if (known !== undefined) return known
    const { jwksUri } = await discover(issuer)
    if (jwksUri !== null) keySets.set(issuer, jwksUri)
    return jwksUri
  }

  return {
    /** null: the profile has no such token. Asks nobody. */
    inspect: async (id: ProfileId, which: WhichToken): Promise<InspectedToken | null> => {
      const found = await heldToken(id, which)
      if (found === null) return null
      const { token, tokens, issuedBy } = found
      const way = wayOf(id)
      const asked = way?.kind === 'oauth' ? way.resources : []
      const facts = {
        issuer: issuedBy?.issuer ?? null,
        clientId: issuedBy?.clientId ?? null,
        resources: asked.map((resource) => fillTemplate(resource, variables()).text),
        jwksUri: issuedBy === null ? null : (keySets.get(issuedBy.issuer) ?? null),
      }
      return inspect({ token, which, tokens, profile: facts, now: now() })
    },

    /** Checks the signature with the keys that the token's own issuer publishes. */
    verify: async (id: ProfileId, which: WhichToken): Promise<SignatureVerdict> => {
      const found = await heldToken(id, which)
      if (found === null) return { verdict: 'not-checked' }
      const way = wayOf(id)
      if (found.issuedBy === null) return cannotCheck(`${whyUnchecked(way?.kind ?? null)}.`)
      const { issuer } = found.issuedBy
      try {
        const jwksUri = await keySetOf(issuer, way)
        if (jwksUri === null) return cannotCheck(`${issuer} publishes no keys (jwks_uri).`)
        return await verify({ token: found.token, jwksUri })
      } catch (thrown) {
        if (!(thrown instanceof ClaimcheckError)) throw thrown
        return cannotCheck(`The keys of ${issuer} could not be read.`)
      }
    },
  }
}
