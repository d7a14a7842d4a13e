import { rowOf } from '../json/row-of.ts'
import type { SignedPart } from './signed-part.ts'

/**
 * Bytes of r and s together (RFC 7518 §3.4, RFC 8812 §3.2), of an Edwards curve's signature (RFC 8037 §3.1), of a hash
 * (RFC 7518 §3.2).
 */
const lengths: Readonly<Record<string, number>> = {
  ...{ ES256: 64, ES256K: 64, ES384: 96, ES512: 132, EdDSA: 64, Ed25519: 64, Ed448: 114 },
  ...{ HS256: 32, HS384: 48, HS512: 64 },
}

/** The bytes of every signature by an algorithm; null where they depend on the key, or nobody here knows it. */
export const signatureBytes = (alg: string): number | null => rowOf(lengths, alg)

/** DER: a SEQUENCE of two INTEGERs. */
const isDer = (bytes: Uint8Array): boolean => bytes[0] === 0x30 && bytes.includes(0x02)

const generally = 'The signature does not fit the token: it was changed, or signed with another key.'

/**
 * Why a signature that does not hold can't, where its bytes alone tell, in a sentence. `modulusBytes`: of an RSA key
 * that it was held against; null where there is none.
 */
export function whyItDoesNotHold(
  { alg, signature }: Pick<SignedPart, 'alg' | 'signature'>,
  modulusBytes: number | null,
): string {
  const wanted = modulusBytes ?? signatureBytes(alg)
  const has = signature.length
  const isCurve = alg.startsWith('ES')
  if (isCurve && has > 0 && signature.every((byte) => byte === 0)) {
    return 'Its signature is all zeroes: a forgery that broken verifiers accept (CVE-2022-21449).'
  }
  if (wanted === null || has === wanted) return generally
  if (isCurve && isDer(signature)) {
    return `Its signature is in DER, as OpenSSL writes it; ${alg} wants the ${wanted} bytes of r and s (RFC 7518 §3.4).`
  }
  const said = has < wanted ? 'it was cut' : 'there is more than belongs there'
  return `Its signature has ${has} bytes, and one by this ${modulusBytes === null ? 'algorithm' : 'key'} has ${wanted}: ${said}.`
}
