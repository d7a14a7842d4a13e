import { createPublicKey } from 'node:crypto'
import type { JWK } from 'jose'
import { isRecord } from '../json/is-record.ts'
import { firstCertificate } from './key-material-asn1.ts'
import {
  publicHalfOnly,
  unusable,
  type KeyMaterial,
  type PublicMaterial,
  type SharedSecret,
} from './key-material-form.ts'

/** RFC 7518 §6.2.2, §6.3.2, RFC 8037 §2, RFC 9864: what of a JWK is secret. */
const privateMembers = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k'])

const isPrivate = (jwk: Readonly<Record<string, unknown>>): boolean =>
  [...privateMembers].some((name) => name !== 'k' && jwk[name] !== undefined)

/** The public half: a key pair is told by its public members, and the operation of the other half is no longer meant. */
function publicHalf(jwk: Readonly<Record<string, unknown>>): JWK {
  const { key_ops: _signs, ...rest } = jwk
  const kept = Object.entries(isPrivate(jwk) ? rest : jwk).filter(([name]) => !privateMembers.has(name))
  return Object.fromEntries(kept)
}

function secretOf(jwk: Readonly<Record<string, unknown>>): SharedSecret | null {
  const { k, kid } = jwk
  if (jwk['kty'] !== 'oct' || typeof k !== 'string') return null
  return { keyId: typeof kid === 'string' ? kid : null, bytes: Buffer.from(k, 'base64url'), note: null }
}

function keysOf(form: PublicMaterial['form'], all: readonly unknown[]): KeyMaterial {
  const jwks = all.filter(isRecord)
  const secrets = jwks.flatMap((jwk) => secretOf(jwk) ?? [])
  const pairs = jwks.filter((jwk) => jwk['kty'] !== 'oct')
  if (secrets.length === 0 && pairs.length === 0) return unusable('There is no key in it.')
  const isAnyPrivate = pairs.some(isPrivate)
  return { is: 'keys', form, keys: pairs.map(publicHalf), secrets, notes: isAnyPrivate ? [publicHalfOnly] : [] }
}

/** Certificates by key id, as Google and Firebase publish them. */
function readCertificateMap(map: Readonly<Record<string, unknown>>): KeyMaterial | null {
  const entries = Object.entries(map)
  if (entries.length === 0) return null
  const keys: JWK[] = []
  for (const [kid, pem] of entries) {
    if (typeof pem !== 'string' || !pem.includes('-----BEGIN')) return null
    const certificate = firstCertificate(pem)
    const key = certificate === null ? createPublicKeyOrNull(pem) : certificate.publicKey
    if (key !== null)
      keys.push({ ...key.export({ format: 'jwk' }), kty: String(key.export({ format: 'jwk' }).kty), kid })
  }
  return keys.length === 0 ? unusable('None of the certificates in it can be read.') : keysOf('jwks', keys)
}

function createPublicKeyOrNull(pem: string) {
  try {
    return createPublicKey(pem)
  } catch (thrown) {
    // OpenSSL's words for a text that is no key.
    if (thrown instanceof Error) return null
    throw thrown
  }
}

/** A JWKS (RFC 7517 §5), a JWK (§4), a list of JWKs, or certificates by key id. */
export function readJsonKeys(json: Readonly<Record<string, unknown>> | readonly unknown[]): KeyMaterial {
  if (!isRecord(json)) return keysOf('jwks', [...json])
  if (Array.isArray(json['keys'])) return keysOf('jwks', json['keys'])
  if (typeof json['kty'] === 'string') return keysOf('jwk', [json])
  if (typeof json['jwks_uri'] === 'string') {
    return unusable('This is an issuer’s metadata, which only say where its keys are: paste what stands at jwks_uri.')
  }
  return readCertificateMap(json) ?? { is: 'text', hint: 'This is JSON without a key: a JWK has “kty”, a JWKS “keys”' }
}
