import type { CheckWith, InspectedToken, TokenSubject, Verification } from '../../contract/jwt.ts'
import type { Discovered } from '../../contract/profiles.ts'
import { inspectToken } from '../jwt/inspect-token.ts'
import { createSignatureVerifier } from '../jwt/verify-signature.ts'
import type { FetchJwks } from '../jwt/jwks-cache.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import { fillTemplate, type Variables } from '../requests/variables.ts'
import { tokenFingerprint } from '../tokens/token-fingerprint.ts'
import { createBindingCheck, type BindingCheckParts } from './binding-check.ts'
import type { FoundToken } from './found-token.ts'
import { createIssuerKeys } from './issuer-keys.ts'
import { createKnownIssuers } from './known-issuer.ts'
import { createSignatureCheck } from './signature-check.ts'
import { whatItSays } from './what-it-says.ts'

export interface TokenInspectionParts extends BindingCheckParts {
  readonly profiles: Pick<ProfileStore, 'all' | 'find'>
  readonly variables: () => Variables
  /** Asks an issuer for its metadata, without credentials. Throws `sign_in.issuer_*`. */
  readonly discover: (issuer: string) => Promise<Discovered>
  readonly fetchJwks: FetchJwks
  /** Another token with this `jti`, in words. `fingerprint`: of the token itself. */
  readonly jtiSeen: (jti: string, fingerprint: string) => string | null
  readonly now: () => Date
}

/** Looks at tokens where they are: what leaves is what they say, never what they are. */
export function createTokenInspection(parts: TokenInspectionParts) {
  const { findSubject, profiles, variables, jtiSeen, now } = parts
  const verifier = createSignatureVerifier({ fetchJwks: parts.fetchJwks, now })
  const issuerKeys = createIssuerKeys(parts.discover)
  const knownIssuer = createKnownIssuers({ profiles, variables })
  const checkSignature = createSignatureCheck({ verifier, issuerKeys, knownIssuer, findProfile: profiles.find })
  const checkBindings = createBindingCheck(parts)

  function factsFor(found: FoundToken, issuer: string | null) {
    const way = found.profileId === null ? undefined : profiles.find(found.profileId)?.way
    const known = knownIssuer(found, issuer)
    return {
      issuer: found.issuedBy?.issuer ?? null,
      clientId: found.issuedBy?.clientId ?? null,
      resources: way?.kind === 'oauth' ? way.resources.map((each) => fillTemplate(each, variables()).text) : [],
      ...(known === null ? { jwksUri: null, algorithms: null } : issuerKeys.known(known)),
    }
  }

  /** Asks nobody. */
  function inspectFound(found: FoundToken): InspectedToken {
    const { issuer, jti } = whatItSays(found)
    const { content } = found
    const fingerprint = content.is === 'held' ? tokenFingerprint(content.token) : content.fingerprint
    return inspectToken({
      ...{ found, profile: factsFor(found, issuer), now: now() },
      jtiSeen: jti === null ? null : jtiSeen(jti, fingerprint),
    })
  }

  return {
    inspectFound,

    /** null: the profile has no such token. Asks nobody. Throws `inspection.gone`, `vault.*`. */
    inspect: async (subject: TokenSubject): Promise<InspectedToken | null> => {
      const found = await findSubject(subject)
      return found === null ? null : inspectFound(found)
    },

    /**
     * Whether the signature holds, and what ties the token to others. Only an issuer that a profile names is asked for
     * its keys by itself. Throws `inspection.gone`, `inspection.key_unusable`, `vault.*`.
     */
    verify: async (subject: TokenSubject, checkWith: CheckWith): Promise<Verification> => {
      const found = await findSubject(subject)
      if (found === null) {
        const reason = 'The profile has no such token now.'
        return { signature: { verdict: 'not-checked', reason, issuer: null }, bindings: [] }
      }
      return { signature: await checkSignature(found, checkWith), bindings: await checkBindings(found) }
    },

    /** The keys of the issuer that a profile names for this token; null where none can be had. */
    publicKeysOf: checkSignature.publicKeysOf,
  }
}
export type TokenInspection = ReturnType<typeof createTokenInspection>
