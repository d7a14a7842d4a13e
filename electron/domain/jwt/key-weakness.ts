import type { JWK } from 'jose'

const leastModulusBits = 2048

/** The length of an RSA modulus, in bytes; null for any other key. */
export const modulusBytesOf = ({ kty, n }: JWK): number | null =>
  kty === 'RSA' && typeof n === 'string' ? Buffer.from(n, 'base64url').length : null

function bitLength(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0)
  return first === -1 ? 0 : (bytes.length - first) * 8 - Math.clz32(bytes[first] ?? 0) + 24
}

/** A number of a few bytes; a larger one is no small exponent, however large it is. */
const smallNumber = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => Math.min(sum * 256 + byte, 1e9), 0)

/**
 * Why a signature by this key proves nothing, in a clause that follows "the key"; null where it does. An RSA modulus
 * under 2048 bits (RFC 7518 §3.3) can be factored; with an exponent of 1 anybody can sign, with 3 verifiers were fooled.
 */
export function weaknessOf(jwk: JWK): string | null {
  if (jwk.kty !== 'RSA') return null
  const modulus = typeof jwk.n === 'string' ? Buffer.from(jwk.n, 'base64url') : null
  const bits = modulus === null ? 0 : bitLength(modulus)
  if (bits < leastModulusBits) return `has ${bits} bits, and RSA needs 2048 or more (RFC 7518 §3.3)`
  const value = typeof jwk.e === 'string' ? smallNumber(Buffer.from(jwk.e, 'base64url')) : 0
  if (value === 0) return 'has no exponent'
  if (value === 1) return 'has the exponent 1: whatever it signs is left as it is, so anybody can sign'
  if (value === 3) return 'has the exponent 3, with which signatures were forged at careless verifiers'
  return null
}
