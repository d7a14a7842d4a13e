import type { CheckWith, SignatureVerdict } from '../../contract/jwt.ts'
import type { WayKind } from '../../contract/ways.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { cannotCheck, shortened } from '../jwt/signed-part.ts'
import { weakSecretOf } from '../jwt/weak-secret.ts'
import type { SignatureVerifier } from '../jwt/verify-signature.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import { SecretText } from '../vault/secret-text.ts'
import type { FoundToken } from './found-token.ts'
import { whyNoKeys, type createIssuerKeys } from './issuer-keys.ts'
import { isAskable, isOnThisMachine, type createKnownIssuers, type KnownIssuer } from './known-issuer.ts'
import { whatItSays } from './what-it-says.ts'

interface SignatureCheckParts {
  readonly verifier: SignatureVerifier
  readonly issuerKeys: ReturnType<typeof createIssuerKeys>
  readonly knownIssuer: ReturnType<typeof createKnownIssuers>
  readonly findProfile: ProfileStore['find']
}

/** Why a token of such a profile has nobody whose keys could prove it. */
function whyNobody(kind: WayKind | null): string {
  switch (kind) {
    case 'custom_login':
      return 'It came from a custom login, and names no issuer whose keys could be asked for.'
    case 'static_token':
      return 'It was entered by hand, and names no issuer whose keys could be asked for.'
    case 'signed_jwt':
      return 'The profile signed it itself, with a key that nobody publishes: paste its public half to check it.'
    case 'oauth':
    case 'basic':
    case 'digest':
    case 'certificate':
    case 'none':
    case null:
      return 'It names no issuer (iss) whose keys could be asked for: paste a key to check it.'
  }
}

const ofAnother = (issuer: string): string =>
  `The token was given by ${issuer} for another environment or client than the profile has now, and the profile’s ` +
  'address of the keys is that of now: switch back to check it, or paste a key.'

/** Longer ones take more than the few milliseconds that a look may cost. */
const longestToGuess = 16_000

/** Of a person's own tokens only: that the secret is one that anybody would try first. The secret itself is not said. */
function guessed({ profileId, synthetic }: FoundToken, token: SecretText): SignatureVerdict | null {
  const text = token.reveal()
  const isOwn = profileId !== null || synthetic
  if (!isOwn || text.length > longestToGuess || weakSecretOf(text) === null) return null
  return cannotCheck(
    'It is signed with a secret from a list of guessable ones, so anybody could have made it (RFC 8725 §3.5): ' +
      'its signature proves nothing.',
  )
}

/** Holds a signature against the keys that a person chose. */
export function createSignatureCheck({ verifier, issuerKeys, knownIssuer, findProfile }: SignatureCheckParts) {
  /** Throws only bugs: an issuer that does not answer is a verdict. */
  async function withKeysOf(known: KnownIssuer, token: SecretText): Promise<SignatureVerdict> {
    if (known.keys === 'of-another') return cannotCheck(ofAnother(known.issuer))
    try {
      const jwksUri = await issuerKeys.find(known)
      if (jwksUri === null) {
        return cannotCheck(`${known.issuer} publishes no keys (jwks_uri): paste a key to check the signature.`)
      }
      // Where a person typed the address of the keys, they know why.
      if (known.keys === null && !isOnThisMachine(known.issuer) && isOnThisMachine(jwksUri)) {
        return cannotCheck(
          `The metadata of ${known.issuer} lead to this computer for its keys: they are not asked for.`,
        )
      }
      return await verifier.withIssuerKeys({ token, jwksUri })
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      return cannotCheck(whyNoKeys(known.issuer, thrown))
    }
  }

  function ofStranger(found: FoundToken, issuer: string | null): SignatureVerdict {
    const kind = found.profileId === null ? null : (findProfile(found.profileId)?.way.kind ?? null)
    if (issuer === null || kind === 'signed_jwt') return cannotCheck(whyNobody(kind))
    const said = shortened(issuer)
    if (!isAskable(issuer)) {
      return cannotCheck(`Its issuer, ${said}, is no https address, so its keys could be anybody’s: paste a key.`)
    }
    const reason = `No profile names its issuer, ${said}: its keys are asked for only when you say so.`
    return { verdict: 'not-checked', reason, issuer }
  }

  async function check(found: FoundToken, checkWith: CheckWith): Promise<SignatureVerdict> {
    if (found.content.is === 'remembered') {
      return cannotCheck('Its signature was not kept: only what the token said is remembered.')
    }
    const { token } = found.content
    if (checkWith.key === 'pasted') {
      return verifier.withMaterial({ token, material: new SecretText(checkWith.material) })
    }
    // What needs no key needs no issuer either, and nobody is asked.
    const alone = verifier.alone(token)
    if (alone !== null) return guessed(found, token) ?? alone
    const { issuer } = whatItSays(found)
    if (checkWith.key === 'named-issuer') {
      if (issuer === null || issuer !== checkWith.issuer || !isAskable(issuer)) {
        return cannotCheck('The token names another issuer than the one that was to be asked.')
      }
      return withKeysOf({ issuer, keys: null }, token)
    }
    const known = knownIssuer(found, issuer)
    return known === null ? ofStranger(found, issuer) : withKeysOf(known, token)
  }

  async function publicKeysOf(found: FoundToken) {
    const known = knownIssuer(found, whatItSays(found).issuer)
    if (known === null) return null
    try {
      const jwksUri = await issuerKeys.find(known)
      return jwksUri === null ? null : await verifier.keysAt(jwksUri)
    } catch (thrown) {
      if (thrown instanceof ClaimcheckError) return null
      throw thrown
    }
  }

  return Object.assign(check, { publicKeysOf })
}
