import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { isRecord } from '../json/is-record.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { ForgingAlgorithm, ForgingKey } from './signature.ts'

function unusable(reason: string): ClaimcheckError<'inspection.key_unusable'> {
  return new ClaimcheckError('inspection.key_unusable', { reason })
}

/** What a key must be for an algorithm (RFC 7518 §3.1, RFC 8037 §3.1), and by what name a person knows it. */
function wantedFor(alg: ForgingAlgorithm): { readonly type: string; readonly curve: string | null; words: string } {
  if (alg === 'EdDSA') return { type: 'ed25519', curve: null, words: 'an Ed25519 key' }
  if (!alg.startsWith('ES')) return { type: 'rsa', curve: null, words: 'an RSA key' }
  const curves: Record<string, [string, string]> = {
    ES256: ['prime256v1', 'P-256'],
    ES384: ['secp384r1', 'P-384'],
    ES512: ['secp521r1', 'P-521'],
  }
  const [curve, name] = curves[alg] ?? ['', alg]
  return { type: 'ec', curve, words: `a ${name} key` }
}

const algorithmsOf: Readonly<Record<string, string>> = {
  rsa: 'RS256 or PS256',
  ed25519: 'EdDSA',
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
}

/** What a key is good for; null for one that signs nothing here. */
const betterFor = (key: KeyObject): string | null =>
  algorithmsOf[key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType ?? ''] ?? null

function assertFits(key: KeyObject, alg: ForgingAlgorithm): void {
  const wanted = wantedFor(alg)
  const curve = key.asymmetricKeyDetails?.namedCurve ?? null
  if (key.asymmetricKeyType === wanted.type && (wanted.curve === null || curve === wanted.curve)) return
  const better = betterFor(key)
  const next = better === null ? 'Paste another key' : `Choose ${better} for this key, or paste another one`
  throw unusable(`${alg} signs with ${wanted.words}, and this is another kind. ${next}`)
}

/** null: no key at all. What Node says of a key that it can't read may quote it. */
function tryKey(read: () => KeyObject): KeyObject | null {
  try {
    return read()
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
    return null
  }
}

type Entered = { readonly jwk: JsonWebKey } | { readonly pem: string }

const privateFrom = (entered: Entered): KeyObject | null =>
  tryKey(() => createPrivateKey('jwk' in entered ? { key: entered.jwk, format: 'jwk' } : entered.pem))
const publicFrom = (entered: Entered): KeyObject | null =>
  tryKey(() => createPublicKey('jwk' in entered ? { key: entered.jwk, format: 'jwk' } : entered.pem))

function readPrivate(entered: Entered, alg: ForgingAlgorithm): KeyObject {
  const key = privateFrom(entered)
  if (key !== null) {
    assertFits(key, alg)
    return key
  }
  if ('pem' in entered && /ENCRYPTED/.test(entered.pem)) {
    throw unusable(
      'The private key is encrypted: decrypt it first (openssl pkey -in key.pem), and paste what comes out',
    )
  }
  if (publicFrom(entered) !== null) {
    throw unusable(
      'This is a public key or a certificate, which can only check: paste the private key that belongs to it',
    )
  }
  const what = 'jwk' in entered ? 'This JWK can’t be read' : 'This is no private key in PEM and no JWK'
  throw unusable(
    `${what}: paste a private key (-----BEGIN PRIVATE KEY----- or {"kty": …}), or choose HS256 for a secret`,
  )
}

/** The bytes of a secret as a server would have them: of an `oct` JWK its `k`, of anything else the text as it stands. */
function readSecret(text: string, jwk: Record<string, unknown> | null, alg: ForgingAlgorithm): Uint8Array {
  if (jwk?.['kty'] === 'oct' && typeof jwk['k'] === 'string') return Buffer.from(jwk['k'], 'base64url')
  // A public key in this place is an attack that is meant (RFC 8725 §2.1); a private one is a slip that would tell it.
  const entered: Entered | null = jwk !== null ? { jwk } : text.includes('-----BEGIN') ? { pem: text } : null
  const slip = entered === null ? null : privateFrom(entered)
  if (slip !== null) {
    const better = betterFor(slip)
    const next = better === null ? 'paste the secret' : `choose ${better}, or paste the secret`
    throw unusable(`${alg} signs with a shared secret, and this is a private key: ${next}`)
  }
  return Buffer.from(text, 'utf8')
}

/**
 * The key that a person typed, for one algorithm: a private key in PEM (PKCS#8, PKCS#1, SEC 1) or as a JWK; for HS* the
 * secret's text or an `oct` JWK, of any length, none at all included: a weak secret is what such a test looks for.
 * Throws `inspection.key_unusable` with a sentence and a next step; it holds no part of the key.
 */
export function readForgingKey(entered: SecretText, alg: ForgingAlgorithm): ForgingKey {
  const text = entered.reveal()
  const json = parseJsonOrNull(text)
  if (isRecord(json) && Array.isArray(json['keys'])) {
    throw unusable('This is a set of keys: paste the one key that is to sign')
  }
  const jwk = isRecord(json) && typeof json['kty'] === 'string' ? { ...json } : null
  if (alg.startsWith('HS')) return readSecret(text, jwk, alg)
  if (text.trim() === '') throw unusable(`${alg} signs with a private key: paste it as PEM or as a JWK`)
  return readPrivate(jwk === null ? { pem: text.trim() } : { jwk }, alg)
}
