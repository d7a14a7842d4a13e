import { parseJsonOrNull } from '../json/parse-json.ts'
import type { FoundToken } from '../inspection/found-token.ts'
import { isRecord } from '../json/is-record.ts'
import { innerToken } from '../jwt/inner-token.ts'
import type { SecretText } from '../vault/secret-text.ts'

/** A JWT that a synthetic one is made from. The payload need not be JSON. */
export interface TokenBase {
  /** As they were written. */
  readonly header: string
  readonly claims: string
  /** base64url; null where only what the token said is remembered. */
  readonly signature: string | null
  /** Both parts as they stand in the token; null where they are not known. */
  readonly encoded: { readonly header: string; readonly claims: string } | null
  /** What follows the signed part of an SD-JWT: "~", disclosures, a key binding (RFC 9901 §4). */
  readonly tail: string
}

export type ReadBase = { readonly base: TokenBase } | { readonly whyNot: string }

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** null: the bytes are no text. A byte order mark stays: all that was written is written again. */
function decodeWhole(part: string): string | null {
  try {
    return utf8.decode(Buffer.from(part, 'base64url'))
  } catch (thrown) {
    if (thrown instanceof TypeError) return null
    throw thrown
  }
}

const isObject = (text: string): boolean => isRecord(parseJsonOrNull(text))

const opaque = 'The token is opaque: there is nothing in it that could be changed'
// Its payload would cross to the window as text, and it is a whole token.
const nested = 'It holds another token, and nothing else: look inside, and change that one'
const sealed = 'The token is encrypted: what is inside can only be changed by whoever has the key'

/** Takes a compact JWT apart so that it can be put together again, character by character; never throws. */
export function readBase(token: SecretText): ReadBase {
  const text = token.reveal().trim()
  const tilde = text.indexOf('~')
  const [signed, tail] = tilde < 0 ? [text, ''] : [text.slice(0, tilde), text.slice(tilde)]
  const [first = '', second = '', signature = '', ...more] = signed.split('.')
  const header = decodeWhole(first)
  if (header === null || !isObject(header) || !signed.includes('.')) return { whyNot: opaque }
  if (more.length === 2) return { whyNot: sealed }
  const claims = decodeWhole(second)
  if (claims === null || more.length > 0) return { whyNot: opaque }
  if (innerToken(text) !== null) return { whyNot: nested }
  return { base: { header, claims, signature, encoded: { header: first, claims: second }, tail } }
}

/** The same for a token wherever it was found: of a remembered one all but the signature. */
export function baseOf({ content }: FoundToken): ReadBase {
  if (content.is === 'held') return readBase(content.token)
  const { header, claims, format } = content
  if (header === null || claims === null || format !== 'jwt') return { whyNot: format === 'jwe' ? sealed : opaque }
  return { base: { header, claims, signature: null, encoded: null, tail: '' } }
}
