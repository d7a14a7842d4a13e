import type { SignatureVerdict } from '../../contract/jwt.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { checkWithKeySet } from './check-with-key-set.ts'
import { checkWithPublicKey } from './check-with-public-key.ts'
import { checkWithSecrets, isMadeWithPublicKey } from './check-with-secrets.ts'
import { keyUnusable, type KeyMaterial, type PublicMaterial } from './key-material-form.ts'
import { readKeyMaterial, secretReadings } from './key-material.ts'
import { cannotCheck, invalid, shortened, type SignedPart } from './signed-part.ts'

const paste = 'Paste the issuer’s JWKS, a JWK, a key in PEM, or a certificate.'
const confused =
  'Its HMAC was made with this public key as the secret: a key confusion attack. An API that accepts it can be fooled ' +
  'by anybody who knows the public key (RFC 8725 §2.1).'

/**
 * Holds a signature against what a person pasted. Throws `inspection.key_unusable`, with a sentence and what to paste
 * instead, where that is no key for this token; the sentence holds nothing of the material.
 */
export async function checkWithMaterial(part: SignedPart, material: SecretText): Promise<SignatureVerdict> {
  const text = material.reveal()
  const read = readKeyMaterial(text)
  if (read.is === 'unusable') throw keyUnusable(read.reason)
  return part.isShared ? checkShared(part, read, text) : checkPublic(part, read)
}

async function checkPublic(
  part: SignedPart,
  read: Exclude<KeyMaterial, { is: 'unusable' }>,
): Promise<SignatureVerdict> {
  if (read.is === 'text') {
    const what = read.hint ?? `This text is no key, and ${part.alg} is checked with the public key of who signed`
    throw keyUnusable(`${what}. ${paste}`)
  }
  const [first] = read.keys
  if (first === undefined) {
    throw keyUnusable(`This is a shared secret, and ${part.alg} is checked with a public key. ${paste}`)
  }
  if (read.form !== 'jwks') return withNotes(await checkWithPublicKey(part, first, read.form), read.notes)
  const verdict = await checkWithKeySet(part, { keys: [...read.keys] }, { from: 'pasted', form: 'jwks' })
  return verdict === null ? cannotCheck(noSuchKey(part, read)) : withNotes(verdict, read.notes)
}

function noSuchKey({ keyId, alg }: SignedPart, { keys }: PublicMaterial): string {
  if (keyId === null) return `None of the pasted keys is one for ${alg}, and the token names none (kid).`
  const names = keys.flatMap(({ kid }) => (typeof kid === 'string' ? [`“${shortened(kid)}”`] : []))
  const others = names.length === 0 ? 'names none' : `has ${names.slice(0, 5).join(', ')}`
  return `The pasted set has no key “${shortened(keyId)}”, which the token names; it ${others}.`
}

async function checkShared(
  part: SignedPart,
  read: Exclude<KeyMaterial, { is: 'unusable' }>,
  text: string,
): Promise<SignatureVerdict> {
  if (read.is === 'text') return checkWithSecrets(part, secretReadings(text), 'secret')
  const isSet = read.form === 'jwks'
  const named = read.secrets.filter(({ keyId }) => !isSet || part.keyId === null || keyId === part.keyId)
  if (named.length > 0) return checkWithSecrets(part, named, read.form)
  if (read.secrets.length > 0) return cannotCheck(`The pasted set has no secret “${shortened(part.keyId ?? '')}”.`)
  // Told as what it is, and never as valid: whoever pastes a public key asks whether its owner signed.
  if (await isMadeWithPublicKey(part, read.keys, text)) return invalid(confused)
  throw keyUnusable(
    `This is a public key, and ${part.alg} is an HMAC, which is checked with the secret that the issuer and the API ` +
      'share. Paste that secret; the HMAC was not made with this key either.',
  )
}

function withNotes(verdict: SignatureVerdict, notes: readonly string[]): SignatureVerdict {
  if (verdict.verdict !== 'valid') return verdict
  const all = [...notes, ...(verdict.note === undefined ? [] : [verdict.note])]
  return all.length === 0 ? verdict : { ...verdict, note: all.join(' ') }
}
