import { bytesOrNull } from './base64-text.ts'
import { readCbor, Tagged } from './cbor.ts'
import type { JsonMember } from './json-members.ts'
import { otherParts, type OtherParts } from './token-parts.ts'

/** CBOR keys of the claims that a JWT has as well (RFC 8392 §3.1, RFC 8747 §3.1, RFC 8693 and RFC 9200 by IANA). */
const claimNames: Readonly<Record<number, string>> = {
  ...{ 1: 'iss', 2: 'sub', 3: 'aud', 4: 'exp', 5: 'nbf', 6: 'iat', 7: 'jti', 8: 'cnf', 9: 'scope', 10: 'eat_nonce' },
  ...{ 38: 'ace_profile', 39: 'cnonce', 40: 'exi', 256: 'ueid' },
}
/** RFC 9052 §2. */
const wrappings: Readonly<Record<number, string>> = {
  ...{ 16: 'COSE_Encrypt0', 17: 'COSE_Mac0', 18: 'COSE_Sign1', 96: 'COSE_Encrypt', 97: 'COSE_Mac', 98: 'COSE_Sign' },
}
/** RFC 9053 §2, §3, §4; RFC 8812. */
const algorithms: Readonly<Record<number, string>> = {
  ...{ [-7]: 'ES256', [-8]: 'EdDSA', [-35]: 'ES384', [-36]: 'ES512', [-37]: 'PS256', [-257]: 'RS256' },
  ...{ 1: 'A128GCM', 2: 'A192GCM', 3: 'A256GCM', 4: 'HMAC 256/64', 5: 'HMAC 256/256', 6: 'HMAC 384/384' },
}
const cwtTag = 61

const startsLikeCose = (bytes: Buffer): boolean =>
  bytes[0] === 0xd8 || bytes[0] === 0xd0 || bytes[0] === 0xd1 || bytes[0] === 0xd2

/** A CBOR Web Token or another COSE message, in Base64 or hexadecimal; null for anything else. */
export function readCwt(token: string): OtherParts | null {
  const bytes = /^d[0-9a-f]{20,}$/i.test(token) ? Buffer.from(token, 'hex') : bytesOrNull(token)
  const read = bytes !== null && startsLikeCose(bytes) ? readCbor(bytes) : null
  if (read === null) return null
  const isCwt = read.value instanceof Tagged && read.value.tag === cwtTag
  const cose = isCwt ? read.value.value : read.value
  const wrapping = cose instanceof Tagged ? wrappings[cose.tag] : undefined
  if (!(cose instanceof Tagged) || wrapping === undefined || !Array.isArray(cose.value)) return null
  const [head, , payload]: readonly unknown[] = cose.value
  const header = head instanceof Buffer && head.length > 0 ? readCbor(head)?.value : null
  const alg = header instanceof Map ? header.get(1) : undefined
  const inside = payload instanceof Buffer && !wrapping.includes('Encrypt') ? readCbor(payload)?.value : null
  return otherParts('opaque', isCwt || inside instanceof Map ? 'CBOR Web Token (CWT)' : 'COSE message', {
    claims: inside instanceof Map ? claimsOf(inside) : null,
    facts: [
      { name: 'Wrapping', text: wrapping },
      ...(typeof alg === 'number' ? [{ name: 'Algorithm', text: algorithms[alg] ?? String(alg) }] : []),
    ],
  })
}

const claimsOf = (claims: ReadonlyMap<unknown, unknown>): readonly JsonMember[] =>
  [...claims].map(([key, each]) => {
    const value = plain(each)
    return { name: nameOf(key), json: JSON.stringify(value), value }
  })

const nameOf = (key: unknown): string => (typeof key === 'number' ? (claimNames[key] ?? `claim ${key}`) : String(key))

/** As JSON could have it: bytes in base64url, keys as text. What `readCbor` gives nests 16 deep at most. */
function plain(value: unknown): unknown {
  if (value instanceof Buffer) return value.toString('base64url')
  if (value instanceof Tagged) return plain(value.value)
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, each]) => [String(key), plain(each)]))
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}
