import { isRecord } from '../json/is-record.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { signatureBytes } from '../jwt/signature-shape.ts'

export type JoseHeader = Readonly<Record<string, unknown>>

/** The object that is written in base64url; null for anything else. What ends like none is not parsed: a failure is slow. */
function readObject(part: string): JoseHeader | null {
  const bytes = Buffer.from(part, 'base64url')
  const isClosed = /\}\s*$/.test(bytes.toString('latin1', Math.max(0, bytes.length - 8)))
  const parsed = isClosed ? parseJsonOrNull(bytes.toString('utf8')) : null
  return isRecord(parsed) ? parsed : null
}

/** The header of a JWS or JWE; null where the text is none: '{' comes first, then white space or a quote. */
export const readJoseHeader = (part: string): JoseHeader | null => (/^e[wy]/.test(part) ? readObject(part) : null)

/** Whether the text is the base64url form of a JSON object: claims that came whole. */
export const isWholeObject = (part: string): boolean => readObject(part) !== null

const inBase64 = (bytes: number): number => Math.ceil((bytes * 4) / 3)
// RSA keys of 1024 to 8192 bits (RFC 7518 §3.3).
const ofRsa = [171, 256, 342, 512, 683, 1024, 1366]
const ofTag = [22, 32, 43]

/**
 * How many characters the last part of a token with this header may have (RFC 7518 §3, §5); null: any. The tag of a JWE
 * is told by its length alone.
 */
export function lastPartLengths(header: JoseHeader): readonly number[] | null {
  if ('enc' in header) return ofTag
  const { alg } = header
  if (typeof alg !== 'string') return null
  if (alg === 'none') return [0]
  const bytes = signatureBytes(alg)
  if (bytes !== null) return [inBase64(bytes)]
  return /^[RP]S(?:256|384|512)$/.test(alg) ? ofRsa : null
}

/** Whether no usual RSA key makes signatures of so many characters: their bytes are a multiple of 32. */
export function isOddSignature({ alg }: JoseHeader, length: number): boolean {
  const isRsa = typeof alg === 'string' && /^[RP]S(?:256|384|512)$/.test(alg)
  const bytes = Math.floor((length * 3) / 4)
  return isRsa && length > 0 && !(bytes % 32 === 0 && inBase64(bytes) === length)
}
