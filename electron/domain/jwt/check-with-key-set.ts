import type { CryptoKey, JSONWebKeySet, JWK } from 'jose'
import type { KeySource, SignatureVerdict } from '../../contract/jwt.ts'
import { isRecord } from '../json/is-record.ts'
import { modulusBytesOf, weaknessOf } from './key-weakness.ts'
import { whyItDoesNotHold } from './signature-shape.ts'
import { cannotCheck, invalid, publicKeyAlgorithms, shortened, type SignedPart } from './signed-part.ts'

const algorithms = [...publicKeyAlgorithms]
const isOurs = (whose: KeySource): boolean => whose.from === 'pasted'
const theKey = (whose: KeySource): string => (isOurs(whose) ? 'The key' : 'The issuer’s key')

/**
 * The verdict of one key set (RFC 7517 §5); null when it holds no key for this token. The key is chosen by jose: `kid`,
 * `kty`, `alg`, `use`, `key_ops` and `crv` must allow it. `whose` tells where the set is from.
 */
export async function checkWithKeySet(
  part: SignedPart,
  jwks: unknown,
  whose: KeySource,
): Promise<SignatureVerdict | null> {
  if (!isKeySet(jwks)) return cannotCheck('What the issuer publishes as its keys is no key set (RFC 7517 §5).')
  // Loaded on first use: a signature is checked long after the window is open.
  const jose = await import('jose')
  const { errors } = jose
  const choose = jose.createLocalJWKSet(jwks)

  async function holdsFor(key: CryptoKey): Promise<SignatureVerdict | null> {
    try {
      const { protectedHeader } = await jose.compactVerify(part.compact, key, { algorithms })
      return await validBy(key, protectedHeader)
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) return null
      throw error
    }
  }

  async function validBy(
    key: CryptoKey,
    header: { readonly alg: string; readonly kid?: string },
  ): Promise<SignatureVerdict> {
    const jwk = await jose.exportJWK(key)
    const weakness = weaknessOf(jwk)
    if (weakness !== null) return cannotCheck(`${theKey(whose)} ${weakness}; what it signs proves nothing.`)
    const keyThumbprint = await jose.calculateJwkThumbprint(jwk)
    return { verdict: 'valid', alg: header.alg, keyId: header.kid ?? null, keyThumbprint, key: whose }
  }

  try {
    // The key comes back only with a function that chooses it, which is what is given here.
    const { key, protectedHeader } = await jose.compactVerify(part.compact, choose, { algorithms })
    return await validBy(key, protectedHeader)
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return otherKeyOf(part, jwks)
    if (error instanceof errors.JWKSMultipleMatchingKeys) {
      for await (const key of error) {
        const verdict = await holdsFor(key)
        if (verdict !== null) return verdict
      }
      return invalid(`The signature fits none of ${isOurs(whose) ? 'the' : 'the issuer’s'} keys.`)
    }
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      return invalid(whyItDoesNotHold(part, lengthOfKey(part, jwks)))
    }
    const refusal = refusalOf(part, error, errors)
    return refusal ?? cannotCheck(whyUnusable(part, jwks, whose))
  }
}

type JoseErrors = typeof import('jose').errors

/** What is wrong with the token itself, for which no key is to blame; null where it is the key. Throws what is a bug. */
export function refusalOf(part: SignedPart, error: unknown, errors: JoseErrors): SignatureVerdict | null {
  if (error instanceof errors.JWSInvalid) return invalid('The token is not built as a signed token must be.')
  if (error instanceof errors.JOSENotSupported && part.isDemanding) {
    return invalid('It demands something that is not known here (crit), so it must be refused (RFC 7515 §4.1.11).')
  }
  if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException) return null
  throw error
}

const named = (part: SignedPart, jwks: JSONWebKeySet): readonly JWK[] =>
  jwks.keys.filter((jwk) => isRecord(jwk) && (part.keyId === null || jwk.kid === part.keyId))

function lengthOfKey(part: SignedPart, jwks: JSONWebKeySet): number | null {
  const lengths = named(part, jwks).flatMap((jwk) => modulusBytesOf(jwk) ?? [])
  return lengths.length === 1 && /^[RP]S/.test(part.alg) ? (lengths[0] ?? null) : null
}

/** A key of that name is there, but not for this; null where there is none, so that rotated ones can be looked for. */
function otherKeyOf(part: SignedPart, jwks: JSONWebKeySet): SignatureVerdict | null {
  const [other] = part.keyId === null ? [] : named(part, jwks)
  if (other === undefined) return null
  const { kty, crv, alg, use } = other
  const kind = [kty, crv, alg, use === undefined || use === 'sig' ? undefined : `use ${use}`]
  const said = kind.filter((each) => typeof each === 'string').map((each) => shortened(String(each)))
  return cannotCheck(`The key “${shortened(part.keyId ?? '')}” is not one for ${part.alg}: it is ${said.join(', ')}.`)
}

function whyUnusable(part: SignedPart, jwks: JSONWebKeySet, whose: KeySource): string {
  const keys = named(part, jwks)
  if (keys.some(({ d, priv }) => d !== undefined || priv !== undefined)) {
    return `${theKey(whose)} is published with its private half, so anybody can sign with it.`
  }
  const weakness = keys.map(weaknessOf).find((each) => each !== null)
  return weakness === undefined
    ? `${theKey(whose)} can’t be used here: it is malformed, or of a kind that is not known.`
    : `${theKey(whose)} ${weakness}; what it signs proves nothing.`
}

/** Enough to look keys up; what each key holds is jose's to judge. */
export const isKeySet = (value: unknown): value is JSONWebKeySet =>
  isRecord(value) && Array.isArray(value['keys']) && value['keys'].every(isRecord)
