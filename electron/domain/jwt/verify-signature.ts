import type { KeySource, SignatureVerdict } from '../../contract/jwt.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { checkWithKeySet, isKeySet } from './check-with-key-set.ts'
import { checkWithMaterial } from './check-with-material.ts'
import { createJwksCache, type FetchJwks } from './jwks-cache.ts'
import { cannotCheck, shortened, ofTheFirst, signedPartOf, type SignedPart } from './signed-part.ts'

export interface SignatureVerifierParts {
  readonly fetchJwks: FetchJwks
  readonly now: () => Date
}

/**
 * Checks signatures, and nothing but signatures: an expired token may well be genuine. Keys or addresses inside the
 * token (jwk, jku, x5c, x5u) are never used.
 */
export function createSignatureVerifier({ fetchJwks, now }: SignatureVerifierParts) {
  const cache = createJwksCache(fetchJwks, now)

  async function byIssuer(part: SignedPart, jwksUri: string): Promise<SignatureVerdict> {
    if (part.isShared) return sharedAlone(part)
    const { answer, isFresh } = await cache.keys(jwksUri)
    if (!answer.ok) return cannotCheck(asSentence(answer.reason))
    const whose: KeySource = { from: 'issuer', jwksUri }
    const first = await checkWithKeySet(part, answer.jwks, whose)
    if (first !== null) return first
    const rotated = isFresh ? null : await cache.afterRotation(jwksUri)
    if (rotated === null) return missingKey(part)
    if (!rotated.ok) return cannotCheck(asSentence(rotated.reason))
    return (await checkWithKeySet(part, rotated.jwks, whose)) ?? missingKey(part)
  }

  return {
    /** With the keys that an issuer publishes at `jwksUri`. Never throws for any token. */
    async withIssuerKeys({ token, jwksUri }: { token: SecretText; jwksUri: string }): Promise<SignatureVerdict> {
      const part = signedPartOf(token.reveal())
      return 'told' in part ? part.told : ofTheFirst(part.signatures, await byIssuer(part, jwksUri))
    },

    /** With what a person pasted. Throws `inspection.key_unusable` where that is no key for this token. */
    async withMaterial({ token, material }: { token: SecretText; material: SecretText }): Promise<SignatureVerdict> {
      const part = signedPartOf(token.reveal())
      return 'told' in part ? part.told : ofTheFirst(part.signatures, await checkWithMaterial(part, material))
    },

    /** What can be told without any key; null where one is needed. */
    alone(token: SecretText): SignatureVerdict | null {
      const part = signedPartOf(token.reveal())
      if ('told' in part) return part.told
      return part.isShared ? ofTheFirst(part.signatures, sharedAlone(part)) : null
    },

    /** The key set that is published there; null where none can be had. */
    async keysAt(jwksUri: string) {
      const { answer } = await cache.keys(jwksUri)
      return answer.ok && isKeySet(answer.jwks) ? answer.jwks : null
    },
  }
}
export type SignatureVerifier = ReturnType<typeof createSignatureVerifier>

const asSentence = (reason: string): string => (/[.!?]$/.test(reason) ? reason : `${reason}.`)

const sharedAlone = ({ alg }: SignedPart): SignatureVerdict =>
  cannotCheck(`${alg} uses a secret that only the issuer and the API share: paste it to check the signature.`)

const missingKey = ({ keyId, alg }: SignedPart): SignatureVerdict =>
  cannotCheck(
    keyId === null
      ? `None of the issuer’s keys is one for ${alg}, and the token names none (kid).`
      : `The issuer publishes no key “${shortened(keyId)}”: it was withdrawn, or somebody else signed the token.`,
  )
