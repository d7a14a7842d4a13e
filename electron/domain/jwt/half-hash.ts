import { createHash } from 'node:crypto'
import { rowOf } from '../json/row-of.ts'

/** The hash that belongs to an algorithm; Ed25519 hashes with SHA-512 inside (RFC 8032 §5.1). */
const hashOf: Readonly<Record<string, string>> = { EdDSA: 'sha512', Ed25519: 'sha512' }

/**
 * The left half of the hash of a token, code or state, as `at_hash`, `c_hash` and `s_hash` say it (OpenID Connect Core
 * §3.1.3.6, §3.3.2.11). `alg` is the ID token's own; null for one whose hash nobody has settled.
 */
export function halfHash(text: string, alg: string): string | null {
  const hash = rowOf(hashOf, alg) ?? /^(?:RS|PS|ES|HS)(256|384|512)$/.exec(alg)?.[1]?.replace(/^/, 'sha')
  if (hash === undefined) return null
  const digest = createHash(hash).update(text, 'ascii').digest()
  return digest.subarray(0, digest.length / 2).toString('base64url')
}
