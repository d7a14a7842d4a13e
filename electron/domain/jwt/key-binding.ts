import { createHash } from 'node:crypto'
import type { TokenBinding } from '../../contract/jwt.ts'
import { isRecord } from '../json/is-record.ts'
import { claimValues, textOf } from './claim-values.ts'
import { weaknessOf } from './key-weakness.ts'
import { hashOfDisclosures } from './sd-jwt.ts'
import { publicKeyAlgorithms } from './signed-part.ts'
import { takeApart } from './take-apart.ts'

type Judged = Pick<TokenBinding, 'state' | 'words'>
const broken = (words: string): Judged => ({ state: 'broken', words })

/**
 * Whether the JWT at the end of an SD-JWT proves its holder (RFC 9901 §4.3): signed with the key that the issuer wrote
 * into `cnf`, and over the hash of just these disclosures. null where no such JWT is there. That the issuer's part is
 * genuine is another question, which the signature answers.
 */
export async function bindingsOfHolder(
  text: string,
  claims: ReadonlyMap<string, unknown>,
  cnf: Readonly<Record<string, unknown>>,
): Promise<Judged | null> {
  const end = text.lastIndexOf('~') + 1
  const proof = text.slice(end)
  if (end === 0 || proof === '') return null
  const parts = takeApart(proof)
  if (parts.format !== 'jwt' || parts.claims === null) return broken('What follows the disclosures is no JWT.')
  const typ = textOf(claimValues(parts.header).get('typ'))
  if (typ !== 'kb+jwt') return broken('The JWT at its end is not of the type kb+jwt, so it proves no holder.')
  const { jwk } = cnf
  if (!isRecord(jwk)) {
    return { state: 'not-checked', words: 'The issuer wrote no key of the holder into it (cnf.jwk).' }
  }
  const hash = hashOfDisclosures(claims.get('_sd_alg'))
  if (hash === null) return { state: 'not-checked', words: 'The hash that it names (_sd_alg) is not known here.' }
  const digest = createHash(hash).update(text.slice(0, end), 'utf8').digest('base64url')
  const isSigned = await isSignedBy(proof, jwk)
  if (isSigned === null) return { state: 'not-checked', words: 'The holder’s key (cnf.jwk) can’t be used here.' }
  if (!isSigned)
    return broken('The proof at its end is not signed with the holder’s key: whoever shows it is not the holder.')
  return claimValues(parts.claims).get('sd_hash') === digest
    ? {
        state: 'holds',
        words: 'The holder signed for just these disclosures, with the key that the issuer wrote into it.',
      }
    : broken('The holder signed for other disclosures than these: some were added or taken away.')
}

/** null: the key can't be used. */
async function isSignedBy(proof: string, jwk: Readonly<Record<string, unknown>>): Promise<boolean | null> {
  const { compactVerify, errors } = await import('jose')
  const { kid: _named, ...key } = jwk
  if (typeof key['kty'] !== 'string' || weaknessOf({ ...key, kty: key['kty'] }) !== null) return null
  try {
    await compactVerify(proof, { ...key, kty: key['kty'] }, { algorithms: [...publicKeyAlgorithms] })
    return true
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWSInvalid) return false
    if (error instanceof errors.JOSEAlgNotAllowed) return false
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException) return null
    throw error
  }
}
