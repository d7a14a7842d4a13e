import { constants, createHmac, sign, type KeyObject, type SignKeyObjectInput } from 'node:crypto'
import type { Signing } from '../../contract/inspection.ts'

export type ForgingAlgorithm = Extract<Signing, { how: 'key' }>['alg']
/** A shared secret as bytes, of any length, or a private key. */
export type ForgingKey = Uint8Array | KeyObject

/** The hash of an algorithm (RFC 7518 §3.1); null for EdDSA, which has its own. */
const hashOf = (alg: ForgingAlgorithm): string | null => (alg === 'EdDSA' ? null : `sha${alg.slice(-3)}`)

function padded(alg: ForgingAlgorithm, key: KeyObject): SignKeyObjectInput {
  // RFC 7518 §3.5: the salt is as long as the hash. §3.4: R and S side by side.
  if (alg.startsWith('PS')) {
    return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  }
  return alg.startsWith('ES') ? { key, dsaEncoding: 'ieee-p1363' } : { key }
}

/**
 * The signature over `input` as it stands (RFC 7515 §5.1), base64url. jose makes a header anew from its members, and
 * takes no secret shorter than its hash: a token that is to be wrong needs the bytes that were written, and any secret.
 */
export function signatureOver(input: string, alg: ForgingAlgorithm, key: ForgingKey): string {
  const bytes = Buffer.from(input, 'utf8')
  const hash = hashOf(alg)
  if (key instanceof Uint8Array) {
    return createHmac(hash ?? 'sha256', key)
      .update(bytes)
      .digest('base64url')
  }
  return sign(hash, bytes, padded(alg, key)).toString('base64url')
}

/** One bit turned over in the middle, where no encoding passes over it. */
export function withFlippedBit(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url')
  const at = bytes.length >> 1
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  return bytes.toString('base64url')
}
