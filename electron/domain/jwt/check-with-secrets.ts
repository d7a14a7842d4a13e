import { createPublicKey } from 'node:crypto'
import type { JWK } from 'jose'
import type { SignatureVerdict } from '../../contract/jwt.ts'
import { refusalOf } from './check-with-key-set.ts'
import type { MaterialForm, SharedSecret } from './key-material-form.ts'
import { whyItDoesNotHold } from './signature-shape.ts'
import { invalid, sharedSecretAlgorithms, type SignedPart } from './signed-part.ts'

/** RFC 7518 §3.2: an HMAC key is at least as long as its hash. */
const hashBytes: Readonly<Record<string, number>> = { HS256: 32, HS384: 48, HS512: 64 }

const algorithms = [...sharedSecretAlgorithms]

/** True: it holds. A verdict: the token itself is at fault, whatever the secret. */
async function holdsFor(part: SignedPart, secret: Uint8Array): Promise<boolean | SignatureVerdict> {
  const { compactVerify, errors } = await import('jose')
  try {
    await compactVerify(part.compact, secret, { algorithms })
    return true
  } catch (error) {
    return refusalOf(part, error, errors) ?? false
  }
}

function noteOn({ alg }: SignedPart, { bytes, note }: SharedSecret): string | null {
  const least = hashBytes[alg] ?? 0
  const short = `The secret has ${bytes.length} bytes, and ${alg} needs ${least} or more (RFC 7518 §3.2): it can be guessed.`
  const all = [note, bytes.length < least ? short : null].filter((each) => each !== null)
  return all.length === 0 ? null : all.join(' ')
}

/** The verdict of secrets, each tried in turn. */
export async function checkWithSecrets(
  part: SignedPart,
  secrets: readonly SharedSecret[],
  form: MaterialForm,
): Promise<SignatureVerdict> {
  for (const secret of secrets) {
    const holds = await holdsFor(part, secret.bytes)
    if (typeof holds === 'object') return holds
    if (!holds) continue
    const note = noteOn(part, secret)
    const { alg, keyId } = part
    const key = { from: 'pasted', form } as const
    return { verdict: 'valid', alg, keyId, keyThumbprint: null, key, ...(note !== null && { note }) }
  }
  const shape = whyItDoesNotHold(part, null)
  if (!shape.startsWith('The signature does not fit')) return invalid(shape)
  const how = form === 'secret' ? ', neither as text nor decoded' : ''
  return invalid(`The secret does not fit the token${how}: it was changed, or signed with another secret.`)
}

/** The ways in which a public key is known to be mistaken for a secret: its text with and without line ends, its bytes. */
function asSecrets(keys: readonly JWK[], text: string): readonly Uint8Array[] {
  const trimmed = text.trim()
  const texts = [text, trimmed, `${trimmed}\n`, trimmed.replaceAll('\r\n', '\n')]
  const forms: Uint8Array[] = texts.map((each) => Buffer.from(each, 'utf8'))
  for (const jwk of keys.slice(0, 10)) forms.push(...formsOf(jwk))
  return forms.filter(({ length }) => length > 0)
}

function formsOf(jwk: JWK): Uint8Array[] {
  try {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    const types = jwk.kty === 'RSA' ? (['spki', 'pkcs1'] as const) : (['spki'] as const)
    return types.flatMap((type) => {
      const pem = key.export({ type, format: 'pem' }).toString()
      const der = key.export({ type, format: 'der' })
      return [pem, pem.trimEnd(), der.toString('base64')].map((each) => Buffer.from(each)).concat(der)
    })
  } catch (thrown) {
    // No key that this machine's cryptography can write; its text has been tried.
    if (thrown instanceof Error) return []
    throw thrown
  }
}

/** Whether an HMAC was made with a public key as its secret (RFC 8725 §2.1), which anybody can do. */
export async function isMadeWithPublicKey(part: SignedPart, keys: readonly JWK[], text: string): Promise<boolean> {
  for (const bytes of asSecrets(keys, text)) if ((await holdsFor(part, bytes)) === true) return true
  return false
}
