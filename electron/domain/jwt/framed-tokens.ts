import { decodeObject, bytesOrNull, decodePart } from './base64-text.ts'
import { claimValues } from './claim-values.ts'
import { otherParts, type OtherParts } from './token-parts.ts'
import { readVarint } from './varint.ts'

/** Nobody makes tokens of 1979 or 2101: a number in between may be a time in seconds. */
const isLikelySeconds = (seconds: number): boolean => seconds > 315_532_800 && seconds < 4_102_444_800

/** Fernet: a version byte 0x80, the time in 8 bytes, 16 of start value, blocks of 16, 32 of HMAC. */
export function readFernet(token: string): OtherParts | null {
  const bytes = token.startsWith('gAAAA') ? bytesOrNull(token) : null
  if (bytes === null || bytes.length < 73 || (bytes.length - 57) % 16 !== 0 || bytes[0] !== 0x80) return null
  const seconds = Number(bytes.readBigUInt64BE(1))
  if (!isLikelySeconds(seconds)) return null
  return otherParts('opaque', 'Fernet token (encrypted)', {
    facts: [{ name: 'Made', text: new Date(seconds * 1000).toISOString() }],
    life: { from: new Date(seconds * 1000), until: null },
  })
}

/** The fields of a protobuf message: [number, bytes], null for a varint's; null for what is none. */
function protobufFields(bytes: Buffer): readonly (readonly [number, Buffer | null])[] | null {
  const fields: (readonly [number, Buffer | null])[] = []
  let at = 0
  const varint = (): number => {
    const { value, end } = readVarint(bytes, at)
    at = end
    return value
  }
  while (at < bytes.length && fields.length < 1000) {
    const key = varint()
    const [number, type] = [Math.floor(key / 8), key % 8]
    if (type === 0) {
      varint()
      fields.push([number, null])
    } else {
      const length = type === 2 ? varint() : Number.POSITIVE_INFINITY
      if (number === 0 || at + length > bytes.length) return null
      fields.push([number, bytes.subarray(at, at + length)])
      at += length
    }
  }
  return at === bytes.length ? fields : null
}

/** Biscuit: an authority block (2), further blocks (3), a proof (4); each block is signed with 64 bytes. */
export function readBiscuit(token: string): OtherParts | null {
  const bytes = bytesOrNull(token.replace(/^biscuit:/, ''))
  const isShort = bytes === null || bytes.length < 150 || (bytes[0] !== 0x12 && bytes[0] !== 0x08)
  const fields = isShort ? null : protobufFields(bytes)
  const authority = fields?.find(([number]) => number === 2)?.[1] ?? null
  const signature = authority === null ? undefined : protobufFields(authority)?.find(([number]) => number === 3)?.[1]
  const hasProof = fields?.some(([number, content]) => number === 4 && content !== null) === true
  if (fields === null || !hasProof || signature?.length !== 64) return null
  const blocks = fields.filter(([number]) => number === 3).length
  return otherParts('opaque', 'Biscuit', {
    facts: [
      {
        name: 'Blocks',
        text: blocks === 0 ? 'only that of the authority' : `that of the authority and ${blocks} that narrow it`,
      },
    ],
  })
}

/** A cookie of itsdangerous (Flask): JSON, a time, a signature; readable by everybody, though it looks like a JWT. */
export function readSignedCookie(token: string): OtherParts | null {
  const [head = '', stamp = '', signature = '', ...more] = token.split('.')
  if (more.length > 0 || stamp.length !== 6 || signature.length < 20) return null
  const object = decodeObject(head)
  const bytes = Buffer.from(stamp, 'base64url')
  if (object === null || bytes.length !== 4 || claimValues(object.members).has('alg')) return null
  const seconds = bytes.readUInt32BE()
  if (!isLikelySeconds(seconds)) return null
  return otherParts('opaque', 'Signed session cookie (Flask, itsdangerous)', {
    claims: object.members,
    facts: [{ name: 'Signed', text: new Date(seconds * 1000).toISOString() }],
  })
}

/** Base64 of a name, a colon and a password (RFC 7617 §2). Neither is told. */
export function readBasic(token: string): OtherParts | null {
  if (token.length > 400 || bytesOrNull(token) === null) return null
  const text = decodePart(token)
  const isBasic = text !== null && /^[\x20-\x39\x3b-\x7e]{1,150}:[\x20-\x7e]{1,150}$/.test(text)
  return isBasic ? otherParts('opaque', 'User name and password in Base64 (Basic)') : null
}
