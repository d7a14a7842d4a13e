import type { SigningAlgorithm } from '@contract/keys'

// RFC 7518 §3.2: an HMAC key is at least as long as its hash.
const hmacBytes: Partial<Record<SigningAlgorithm, number>> = { HS256: 32, HS384: 48, HS512: 64 }

const parseOrNull = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (problem) {
    if (problem instanceof SyntaxError) return null
    throw problem
  }
}

function jwkProblem(jwk: object): string | null {
  if (!('kty' in jwk)) return 'This JSON is no JWK: it has no “kty”'
  return jwk.kty === 'oct' || 'd' in jwk ? null : 'This JWK is a public key: a private one signs'
}

/** What is wrong with a key that signs, as far as its shape tells; main reads it for good. Never quotes it. */
export function signingKeyProblem(text: string, algorithm: SigningAlgorithm | null): string | null {
  const key = text.trim()
  const json = key.startsWith('{') ? parseOrNull(key) : null
  if (typeof json === 'object' && json !== null) return jwkProblem(json)
  const least = algorithm === null ? undefined : hmacBytes[algorithm]
  if (least !== undefined) {
    const isLong = new TextEncoder().encode(text).length >= least
    return isLong ? null : `${algorithm} needs a secret of at least ${least} bytes (RFC 7518 §3.2)`
  }
  return privatePemProblem(key)
}

/** What is wrong with a private key in PEM; null when it looks like one. `isSealedFine`: a passphrase can be given. */
export function privatePemProblem(pem: string, isSealedFine = false): string | null {
  if (/-----BEGIN (?:[A-Z0-9]+ )*PUBLIC KEY-----/.test(pem)) return 'This is a public key: a private one signs'
  if (!/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/.test(pem)) {
    if (/-----BEGIN CERTIFICATE-----/.test(pem)) return 'This is a certificate: its private key is needed here'
    return 'This is no private key: PEM begins with -----BEGIN PRIVATE KEY-----'
  }
  if (!/-----END (?:[A-Z0-9]+ )*PRIVATE KEY-----/.test(pem)) return 'The end of the key is missing: -----END …-----'
  return isSealed(pem) && !isSealedFine ? 'The private key is encrypted: decrypt it first' : null
}

/** PKCS#8 says it in its label, the older forms in a header line. */
export const isSealed = (pem: string): boolean => /ENCRYPTED/.test(pem)
