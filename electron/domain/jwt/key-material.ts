import { isRecord } from '../json/is-record.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { readDer, readPemBlocks } from './key-material-asn1.ts'
import { unusable, type KeyMaterial, type SharedSecret } from './key-material-form.ts'
import { readJsonKeys } from './key-material-json.ts'

const base64Text = /^[A-Za-z0-9+/_-]+={0,2}$/
const deepestWrapping = 3

const forSsh =
  'This is a key as SSH writes it: “ssh-keygen -e -m pkcs8 -f <file>” writes it as PEM, which can be pasted here.'
const asXml =
  'This is an RSA key in XML, as .NET writes it: export it as PEM (ExportSubjectPublicKeyInfoPem) and paste that.'
/** Keys in a form that is not read here. They are no HMAC secrets either: their holder means the key. */
const otherForms: readonly (readonly [RegExp, string])[] = [
  // RFC 4253 §6.6, RFC 5656 §3.1.
  [/^(?:ssh-(?:rsa|dss|ed25519|ed448)|ecdsa-sha2-[\w-]{1,40})\s+AAAA/, forSsh],
  // RFC 4716 §3.2, and OpenSSH's own form of a private key.
  [/^---- BEGIN SSH2 /, forSsh],
  [/-----BEGIN OPENSSH PRIVATE KEY-----/, forSsh],
  [/^(?:<\?xml[^>]{0,200}>\s*)?<RSA(?:KeyValue|Parameters)\b/i, asXml],
]

/**
 * Tells what key a text is: JWKS, JWK, a map of certificates, PEM (public, private, certificate, chain), any of them in
 * quotes, on one line, or in base64, and DER in base64. Never throws; nothing that it gives says a word of a private key.
 */
export function readKeyMaterial(text: string, depth = 0): KeyMaterial {
  const trimmed = text.trim()
  const json = parseJsonOrNull(trimmed)
  // As it stands in a JSON file or an environment variable: quoted, its line breaks written out.
  if (typeof json === 'string' && depth < deepestWrapping) return readKeyMaterial(json, depth + 1)
  if (isRecord(json) || Array.isArray(json)) return readJsonKeys(json)
  const otherwise = otherForms.find(([pattern]) => pattern.test(trimmed))
  if (otherwise !== undefined) return unusable(otherwise[1])
  if (trimmed.includes('-----BEGIN')) return readPemBlocks(trimmed)
  const inBase64 = trimmed.replace(/\s+/g, '')
  if (depth < deepestWrapping && inBase64.length >= 40 && base64Text.test(inBase64)) {
    const bytes = Buffer.from(inBase64, 'base64')
    const inner = bytes[0] === 0x30 ? readDer(bytes) : readWrapped(bytes, depth)
    if (inner !== null) return inner
  }
  return { is: 'text', hint: hintOf(trimmed) }
}

function readWrapped(bytes: Buffer, depth: number): KeyMaterial | null {
  const text = bytes.toString('utf8').trim()
  if (!/^(?:-----BEGIN|[[{])/.test(text)) return null
  const inner = readKeyMaterial(text, depth + 1)
  return inner.is === 'text' ? null : inner
}

const lookalikes: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\//i, 'This is an address, and no address is asked from here: open it and paste what stands there'],
  [/^[\w-]{8,}\.[\w-]+\.[\w-]*$/, 'This is a token and not a key'],
  [/^[{[]/, 'This looks like JSON that was cut or changed: a JWKS or JWK is whole JSON'],
]
const hintOf = (text: string): string | null => lookalikes.find(([pattern]) => pattern.test(text))?.[1] ?? null

/**
 * A text as the secret of an HMAC: as it stands, without spaces around it, and as base64 where it is that. The first
 * that fits is the right one, since no two of them make the same signature.
 */
export function secretReadings(text: string): readonly SharedSecret[] {
  const trimmed = text.trim()
  const readings: SharedSecret[] = [{ keyId: null, bytes: Buffer.from(text, 'utf8'), note: null }]
  if (trimmed !== text) {
    readings.push({ keyId: null, bytes: Buffer.from(trimmed, 'utf8'), note: 'Spaces around the secret were left out.' })
  }
  if (base64Text.test(trimmed)) {
    const note = 'The text was read as base64, which the secret is written in.'
    readings.push({ keyId: null, bytes: Buffer.from(trimmed, 'base64'), note })
  }
  if (/^(?:[0-9a-f]{2}){8,}$/i.test(trimmed)) {
    const note = 'The text was read as hexadecimal, which the secret is written in.'
    readings.push({ keyId: null, bytes: Buffer.from(trimmed, 'hex'), note })
  }
  return readings.filter(({ bytes }) => bytes.length > 0)
}
