import { KeyObject } from 'node:crypto'
import type { JSONWebKeySet } from 'jose'
import type { Signing } from '../../contract/inspection.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { SecretText } from '../vault/secret-text.ts'
import { readForgingKey } from './forging-key.ts'
import { readWritten, valueOf, withMember, writeObject } from './json-text.ts'
import { publicKeyForms } from './public-key-forms.ts'
import { signatureOver, withFlippedBit, type ForgingAlgorithm, type ForgingKey } from './signature.ts'
import { readBase, type TokenBase } from './token-base.ts'
import { encodePart } from './written-part.ts'

export interface TokenToBuild {
  /** JSON texts, taken as they were written: repeated members, big numbers and blanks stay. */
  readonly header: string
  readonly claims: string
  readonly signing: Signing
  /** The token that it is made from; null for one of its own. */
  readonly base: SecretText | null
  /** The keys that the token's issuer publishes, for 'key-confusion'; null where they are not known. */
  readonly publicKeys: JSONWebKeySet | null
  readonly randomBytes: (size: number) => Uint8Array
}

const unusable = (reason: string): ClaimcheckError<'inspection.recipe_unusable'> =>
  new ClaimcheckError('inspection.recipe_unusable', { reason })

interface ForeignKey {
  readonly key: ForgingKey
  readonly jwk: unknown
}

/** A key that was made this moment: nobody else has it, and nobody trusts it. */
async function foreignKey(alg: ForgingAlgorithm, randomBytes: TokenToBuild['randomBytes']): Promise<ForeignKey> {
  if (alg.startsWith('HS')) {
    const key = randomBytes(64)
    return { key, jwk: { kty: 'oct', k: Buffer.from(key).toString('base64url') } }
  }
  // Loaded on first use: nothing is forged while the window opens.
  const { exportJWK, generateKeyPair } = await import('jose')
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  return { key: KeyObject.from(privateKey), jwk: await exportJWK(publicKey) }
}

/** RFC 7515 §4.1.3. Only this member is touched: the rest of the header stays as it was written. */
function withEmbedded(header: string, jwk: unknown): string {
  const members = readWritten(header) ?? []
  const json = JSON.stringify(jwk)
  if (members.some(({ name }) => name === 'jwk')) return writeObject(withMember(members, 'jwk', json))
  const open = header.trimEnd().slice(0, -1)
  return `${open}${members.length === 0 ? '' : ','}"jwk":${json}}`
}

function oldSignature(base: TokenBase | null): string {
  if (base === null || base.signature === null || base.signature === '') {
    throw unusable('The token that this is made from has no signature to keep: cut it off, or sign with a key')
  }
  return base.signature
}

function confusedSecret(header: string, { base, publicKeys }: TokenToBuild): Uint8Array {
  if (publicKeys === null) {
    throw unusable('The keys of the token’s issuer are not known here: check its signature with them first')
  }
  const read = base === null ? null : readBase(base)
  const members = readWritten(read !== null && 'base' in read ? read.base.header : header) ?? []
  const [alg, kid] = [valueOf(members, 'alg'), valueOf(members, 'kid')]
  const forms = publicKeyForms(publicKeys, String(alg), typeof kid === 'string' ? kid : null)
  if (forms === null) throw unusable('The issuer publishes no key that fits the algorithm of the token')
  return Buffer.from(forms.pem, 'utf8')
}

/**
 * A token that nobody issued, for a test of whoever checks tokens: a JWS in compact form (RFC 7515 §7.1) over exactly
 * what was written. It is put together here and not by jose, which writes the header anew, and refuses the headers that
 * such a test is made of: alg none, repeated members, an unknown crit. Throws `inspection.draft_invalid`,
 * `inspection.key_unusable`, `inspection.recipe_unusable`.
 */
export async function buildToken(wanted: TokenToBuild): Promise<SecretText> {
  const { signing, claims, randomBytes } = wanted
  const read = wanted.base === null ? null : readBase(wanted.base)
  const base = read !== null && 'base' in read ? read.base : null
  const payload = encodePart('claims', claims, base)
  const plain = encodePart('header', wanted.header, base)
  const tail = base?.tail ?? ''
  const signed = (head: string, alg: ForgingAlgorithm, key: ForgingKey) =>
    whole(head, signatureOver(`${head}.${payload}`, alg, key))
  const whole = (head: string, signature: string) => new SecretText(`${head}.${payload}.${signature}${tail}`)

  switch (signing.how) {
    case 'key':
      return signed(plain, signing.alg, readForgingKey(new SecretText(signing.key), signing.alg))
    case 'as-it-was':
      return whole(plain, oldSignature(base))
    case 'bit-flipped':
      return whole(plain, withFlippedBit(oldSignature(base)))
    case 'cut-off':
      return whole(plain, '')
    case 'written':
      return whole(plain, signing.signature)
    case 'foreign-key': {
      const { key, jwk } = await foreignKey(signing.alg, randomBytes)
      const head = signing.embed ? encodePart('header', withEmbedded(wanted.header, jwk), null) : plain
      return signed(head, signing.alg, key)
    }
    case 'key-confusion':
      return signed(plain, signing.alg, confusedSecret(wanted.header, wanted))
  }
}
