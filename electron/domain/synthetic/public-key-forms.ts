import { createPublicKey, type KeyObject } from 'node:crypto'
import type { JSONWebKeySet, JWK } from 'jose'

/** The texts of a public key that a server may have handed to an HMAC by mistake (RFC 8725 §2.1). */
export interface PublicKeyForms {
  /** SubjectPublicKeyInfo in PEM with its last line break: as OpenSSL writes it, and most servers keep it. */
  readonly pem: string
  /** The same without the last line break, as environment variables and JSON settings hold it. */
  readonly pemTrimmed: string
  /** RSA alone (RFC 8017 appendix A.1.1); null for other keys. */
  readonly pkcs1: string | null
  /** As the issuer publishes it. */
  readonly jwk: string
}

/** The kinds of key that check signatures of an algorithm; all of them where it names none of these. */
function kindsFor(alg: string): readonly string[] {
  if (/^(?:RS|PS)\d/.test(alg)) return ['RSA']
  if (/^ES\d/.test(alg)) return ['EC']
  return alg.startsWith('Ed') ? ['OKP'] : ['RSA', 'EC', 'OKP']
}

/** What checks signatures of `alg`: the key of that id where there is one, else the first of its kind. */
function chooseKey({ keys }: JSONWebKeySet, alg: string, keyId: string | null): JWK | null {
  const kinds = kindsFor(alg)
  const fitting = keys.filter(({ kty, use }) => kinds.includes(String(kty)) && (use === undefined || use === 'sig'))
  return fitting.find(({ kid }) => kid !== undefined && kid === keyId) ?? fitting[0] ?? null
}

function toKey({ kty, n, e, crv, x, y }: JWK): KeyObject | null {
  try {
    // Picked by name: the rest of a JWK is no part of the key.
    const parts = Object.entries({ kty, n, e, crv, x, y }).filter(([, value]) => value !== undefined)
    return createPublicKey({ key: Object.fromEntries(parts), format: 'jwk' })
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
    return null
  }
}

/** The issuer's public key in its usual forms; null where it publishes none that fits the algorithm. */
export function publicKeyForms(published: JSONWebKeySet, alg: string, keyId: string | null): PublicKeyForms | null {
  const jwk = chooseKey(published, alg, keyId)
  const key = jwk === null ? null : toKey(jwk)
  if (key === null) return null
  const pem = key.export({ type: 'spki', format: 'pem' }).toString()
  return {
    pem,
    pemTrimmed: pem.trimEnd(),
    pkcs1: key.asymmetricKeyType === 'rsa' ? key.export({ type: 'pkcs1', format: 'pem' }).toString() : null,
    jwk: JSON.stringify(jwk),
  }
}
