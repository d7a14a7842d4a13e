import { createHmac, timingSafeEqual } from 'node:crypto'
import { rowOf } from '../json/row-of.ts'
import { claimValues, textOf } from './claim-values.ts'
import { guessableSecrets } from './guessable-secrets.ts'
import { takeApart } from './take-apart.ts'

const hashes: Readonly<Record<string, string>> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }

/** What is hashed for all secrets together at most: a tenth of a second or so. */
const mostBytes = 32 * 1024 * 1024

/**
 * The guessable secret that an HMAC token was signed with (RFC 8725 §3.5); null where it was none of them, or the token is
 * signed otherwise. Also the empty secret is tried. Takes milliseconds for a usual token, and for a huge one only as
 * many secrets as fit: for a person's asking, not for each paste.
 */
export function weakSecretOf(text: string): string | null {
  const parts = takeApart(text)
  if (parts.format !== 'jwt' || parts.signature === '') return null
  const hash = rowOf(hashes, textOf(claimValues(parts.header).get('alg')) ?? '')
  const signed = parts.compact.slice(0, parts.compact.lastIndexOf('.'))
  const wanted = Buffer.from(parts.signature, 'base64url')
  if (hash === null || signed === '') return null
  const secrets = ['', ...guessableSecrets()].slice(0, Math.ceil(mostBytes / (signed.length + 200)))
  for (const secret of secrets) {
    const made = createHmac(hash, secret).update(signed).digest()
    if (made.length === wanted.length && timingSafeEqual(made, wanted)) return secret
  }
  return null
}
