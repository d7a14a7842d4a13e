import type { SignatureVerdict } from '../../contract/jwt.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { claimValues, textOf } from './claim-values.ts'
import { checkWithKeySet, publicKeyAlgorithms } from './check-with-key-set.ts'
import { createJwksCache, type FetchJwks } from './jwks-cache.ts'
import { takeApart } from './take-apart.ts'

export interface SignatureVerifierParts {
  readonly fetchJwks: FetchJwks
  readonly now: () => Date
}

export type VerifySignature = (ask: {
  readonly token: SecretText
  readonly jwksUri: string
}) => Promise<SignatureVerdict>

const cannotCheck = (reason: string): SignatureVerdict => ({ verdict: 'cannot-check', reason })
const invalid = (reason: string): SignatureVerdict => ({ verdict: 'invalid', reason })

/**
 * Checks signatures against the keys that an issuer publishes, and nothing but signatures: an expired token may well be
 * genuine. Keys or addresses inside the token (jwk, jku, x5c, x5u) are never used. Never throws for any token.
 */
export function createSignatureVerifier({ fetchJwks, now }: SignatureVerifierParts): VerifySignature {
  const cache = createJwksCache(fetchJwks, now)

  return async ({ token, jwksUri }) => {
    const text = token.reveal()
    const parts = takeApart(text)
    if (parts.format === 'opaque') return cannotCheck('An opaque token has no signature that could be checked here')
    if (parts.format === 'jwe') return cannotCheck('The token is encrypted; only its receiver can check what is inside')
    const header = claimValues(parts.header)
    const alg = textOf(header.get('alg'))
    if (alg === null) return invalid('The header names no algorithm')
    if (alg.toLowerCase() === 'none') return invalid('The token is not signed (alg none)')
    if (/^HS\d/i.test(alg)) return cannotCheck(`${alg} uses a secret that only the issuer and the API share`)
    if (!publicKeyAlgorithms.includes(alg)) return cannotCheck(`The algorithm ${shortened(alg)} is not known here`)
    if (parts.signature === '') return invalid('The signature was cut off')

    const compact = text.split('~')[0] ?? ''
    const keyId = textOf(header.get('kid'))
    const { answer, isFresh } = await cache.keys(jwksUri)
    if (!answer.ok) return cannotCheck(answer.reason)
    const asked = { compact, alg, keyId, jwksUri, isDemanding: header.has('crit') }
    const first = await checkWithKeySet(asked, answer.jwks)
    if (first !== null) return first
    const rotated = isFresh ? null : await cache.afterRotation(jwksUri)
    if (rotated === null) return missingKey(keyId)
    return rotated.ok
      ? ((await checkWithKeySet(asked, rotated.jwks)) ?? missingKey(keyId))
      : cannotCheck(rotated.reason)
  }
}

const missingKey = (keyId: string | null) =>
  cannotCheck(
    keyId === null
      ? 'None of the issuer’s keys fits the algorithm, and the token names none (kid)'
      : `The issuer publishes no key "${shortened(keyId)}": it was withdrawn, or somebody else signed the token`,
  )

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text)
