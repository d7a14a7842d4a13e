import { createPrivateKey, type KeyObject } from 'node:crypto'
import { importJWK, importPKCS8, type CryptoKey, type JWK } from 'jose'
import type { SigningAlgorithm } from '../../contract/keys.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { isRecord } from '../json/is-record.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import type { SecretText } from '../vault/secret-text.ts'

export type SigningKey = CryptoKey | Uint8Array

// RFC 7518 §3.2: an HMAC key is at least as long as its hash.
const hmacBytes: Partial<Record<SigningAlgorithm, number>> = { HS256: 32, HS384: 48, HS512: 64 }

function unusable(reason: string, cause?: unknown): ClaimcheckError<'sign_in.key_unusable'> {
  return new ClaimcheckError('sign_in.key_unusable', { reason }, { cause })
}

/** PKCS#8, PKCS#1 and SEC 1 as PKCS#8: jose reads only that. */
function toPkcs8(pem: string): string {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch (cause) {
    const isSealed = pem.includes('ENCRYPTED')
    throw unusable(isSealed ? 'The private key is encrypted: decrypt it first' : 'This is no private key in PEM', cause)
  }
  const text: unknown = key.export({ type: 'pkcs8', format: 'pem' })
  if (typeof text !== 'string') throw unusable('This is no private key in PEM')
  return text
}

async function readJwk(jwk: JWK, algorithm: SigningAlgorithm): Promise<SigningKey> {
  if (jwk.kty !== 'oct' && typeof jwk['d'] !== 'string') throw unusable('This JWK is a public key: a private one signs')
  return importJWK(jwk, algorithm)
}

function readSharedSecret(text: string, algorithm: SigningAlgorithm): Uint8Array {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length < (hmacBytes[algorithm] ?? 0)) {
    throw unusable(`${algorithm} needs a secret of at least ${hmacBytes[algorithm]} bytes (RFC 7518 §3.2)`)
  }
  return bytes
}

/**
 * The key that a person entered, for one algorithm: a private key in PEM (PKCS#8, PKCS#1, SEC 1), a JWK, or for HS*
 * the shared secret itself. Throws `sign_in.key_unusable` with a sentence that holds no part of the key.
 */
export async function readSigningKey(entered: SecretText, algorithm: SigningAlgorithm): Promise<SigningKey> {
  const text = entered.reveal().trim()
  const json = parseJsonOrNull(text)
  try {
    if (isRecord(json) && typeof json['kty'] === 'string') return await readJwk({ ...json }, algorithm)
    if (hmacBytes[algorithm] !== undefined) return readSharedSecret(entered.reveal(), algorithm)
    return await importPKCS8(toPkcs8(text), algorithm)
  } catch (cause) {
    if (cause instanceof ClaimcheckError) throw cause
    throw unusable(`The key can't be used with ${algorithm}`, cause)
  }
}
