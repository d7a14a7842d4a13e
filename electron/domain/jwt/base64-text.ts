import { readJsonMembers, type JsonMember } from './json-members.ts'

const equals = 0x3d

/** Without the `=` at its end. A loop, since `/=+$/` takes quadratic time on a long row of them. */
export function withoutPadding(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === equals) end -= 1
  return text.slice(0, end)
}

const alphabets = /^[A-Za-z0-9+/_-]+={0,2}$/

/** The bytes of text that is written in Base64 of either alphabet, and in nothing else; null for other text. */
export const bytesOrNull = (text: string): Buffer | null =>
  alphabets.test(text) && withoutPadding(text).length % 4 !== 1 ? Buffer.from(text, 'base64url') : null

/** The text of bytes; null where they are no UTF-8. A fifth of a TextDecoder's time, which counts for many small parts. */
export function utf8OrNull(bytes: Buffer): string | null {
  const text = bytes.toString('utf8')
  if (text.includes('\ufffd') && !Buffer.from(text).equals(bytes)) return null
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

/** The text of a part of a token; null where it is no UTF-8. Passes over what does not belong into base64url. */
export const decodePart = (part: string): string | null => utf8OrNull(Buffer.from(part, 'base64url'))

/** The JSON object of a part, with its text; null where it is none. */
export function decodeObject(part: string): { readonly text: string; readonly members: readonly JsonMember[] } | null {
  const text = decodePart(part)
  const members = text === null ? null : readJsonMembers(text)
  return text === null || members === null ? null : { text, members }
}
