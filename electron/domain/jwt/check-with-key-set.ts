import type { CryptoKey, JSONWebKeySet } from 'jose'
import type { SignatureVerdict } from '../../contract/jwt.ts'

/**
 * Signatures that a public key can check (RFC 7518 §3, RFC 8037, RFC 9864). HMAC is left out: with a public key as its
 * secret, anybody could sign (RFC 8725 §2.1).
 */
export const publicKeyAlgorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
  ...['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'],
]

export interface SignedToken {
  readonly compact: string
  readonly alg: string
  readonly keyId: string | null
  readonly jwksUri: string
  /** The header demands that a receiver understands more than it must (crit, RFC 7515 §4.1.11). */
  readonly isDemanding: boolean
}

const cannotCheck = (reason: string): SignatureVerdict => ({ verdict: 'cannot-check', reason })
const invalid = (reason: string): SignatureVerdict => ({ verdict: 'invalid', reason })

/** The verdict of one key set; null when it holds no key for this token. */
export async function checkWithKeySet(token: SignedToken, jwks: unknown): Promise<SignatureVerdict | null> {
  if (!isKeySet(jwks)) return cannotCheck('What the issuer publishes as its keys is no key set (RFC 7517 §5)')
  // Loaded on first use: a signature is checked long after the window is open.
  const { compactVerify, createLocalJWKSet, errors } = await import('jose')
  const { compact, alg, keyId, jwksUri, isDemanding } = token
  const verify = (key: CryptoKey | ReturnType<typeof createLocalJWKSet>) =>
    typeof key === 'function'
      ? compactVerify(compact, key, { algorithms: publicKeyAlgorithms })
      : compactVerify(compact, key, { algorithms: publicKeyAlgorithms })

  async function holdsFor(key: CryptoKey): Promise<boolean> {
    try {
      await verify(key)
      return true
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) return false
      throw error
    }
  }

  try {
    await verify(createLocalJWKSet(jwks))
    return { verdict: 'valid', alg, keyId, jwksUri }
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return null
    if (error instanceof errors.JWKSMultipleMatchingKeys) {
      for await (const key of error) if (await holdsFor(key)) return { verdict: 'valid', alg, keyId, jwksUri }
      return invalid('The signature fits none of the issuer’s keys')
    }
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      return invalid('The signature does not fit the token: it was changed, or signed with another key')
    }
    if (error instanceof errors.JWSInvalid) return invalid('The token is not built as a signed token must be')
    if (error instanceof errors.JOSENotSupported && isDemanding) {
      return invalid('It demands something that is not known here (crit), so it must be refused (RFC 7515 §4.1.11)')
    }
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException) {
      return cannotCheck('The issuer’s key can’t be used here: it is too weak, malformed, or of a kind not known')
    }
    throw error
  }
}

/** Enough to look keys up; what each key holds is jose's to judge. */
const isKeySet = (value: unknown): value is JSONWebKeySet =>
  typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys)
