import { createCipheriv, createDecipheriv } from 'node:crypto'

/** Cryptographically strong random bytes; a parameter, so that a test can follow them. */
export type RandomBytes = (count: number) => Buffer

/** Base64; `sealed` is the ciphertext followed by its tag. */
export interface Sealed {
  readonly nonce: string
  readonly sealed: string
}

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16
export const keyBytes = 32

/**
 * AES-256-GCM with a fresh 96-bit nonce (NIST SP 800-38D §8.2.2). `boundTo` is authenticated and not stored:
 * what was sealed for one place does not open in another.
 */
export function seal(key: Buffer, plain: Buffer, boundTo: string, randomBytes: RandomBytes): Sealed {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(boundTo, 'utf8'))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return { nonce: nonce.toString('base64'), sealed: sealed.toString('base64') }
}

/** null: not sealed with this key for this place, or changed since. Never a guess at the plaintext. */
export function unseal(key: Buffer, { nonce, sealed }: Sealed, boundTo: string): Buffer | null {
  const nonceBuffer = Buffer.from(nonce, 'base64')
  const bytes = Buffer.from(sealed, 'base64')
  if (nonceBuffer.length !== nonceBytes || bytes.length < tagBytes) return null
  const decipher = createDecipheriv(algorithm, key, nonceBuffer, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(boundTo, 'utf8'))
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  const plain = decipher.update(bytes.subarray(0, -tagBytes))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    // `final` throws for one reason only: the tag does not match.
    plain.fill(0)
    return null
  }
}
