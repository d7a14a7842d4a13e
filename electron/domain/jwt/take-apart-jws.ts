import type { TokenWarning } from '../../contract/jwt.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { decodeObject, decodePart } from './base64-text.ts'
import { claimValues, textOf } from './claim-values.ts'
import { readDisclosures } from './sd-jwt.ts'
import { jwtKind } from './token-kind.ts'
import type { SealedParts, SignedParts } from './token-parts.ts'
import { unwrapToken, writingFaults, type WritingFault } from './token-writing.ts'
import { quoted, warn } from './warning.ts'

const compactToken = /^[\w-]+\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?$/

/** Whether text is a JWS or JWE by its form and its header. */
export const isCompactToken = (text: string): boolean =>
  compactToken.test(text) && decodeObject(text.slice(0, text.indexOf('.'))) !== null

/** The same of what is signed by another token; an SD-JWT has its disclosures behind it (RFC 9901 §4). */
const isTokenInside = (payload: string): boolean => isCompactToken(payload.trim().split('~', 1)[0] ?? '')

interface Payload {
  readonly facts: SignedParts['facts']
  readonly claims: SignedParts['claims']
  readonly claimsText: string | null
  readonly payload: SignedParts['payload']
  readonly inner: string | null
}
const noClaims = (payload: SignedParts['payload'], text: string | null, inner: string | null = null): Payload => ({
  ...{ claims: null, claimsText: null, payload, inner },
  facts: text === null ? [] : [{ name: 'Payload', text: quoted(text, 300) }],
})

/** What is signed, in words or as claims. `part` is as it stands in the token. */
export function readPayload(part: string, header: ReadonlyMap<string, unknown>): Payload {
  if (part === '') return noClaims('detached', null)
  if (header.get('b64') === false) return noClaims('unencoded', part)
  const object = decodeObject(part)
  if (object !== null) {
    return { claims: object.members, claimsText: object.text, payload: 'claims', inner: null, facts: [] }
  }
  const text = decodePart(part)
  // "JWT" as content type says so (RFC 7519 §5.2); some leave it out.
  // In quotes, or behind its scheme, it is a token as well, and must not be told as text.
  const inside = unwrapToken(text ?? '').token
  return isTokenInside(inside) ? noClaims('nested', null, inside) : noClaims('other', text)
}

/** The kind of a JWS by what it signs. */
export const signedKind = (payload: SignedParts['payload'], header: ReadonlyMap<string, unknown>): string =>
  payload === 'claims' ? jwtKind(header) : names[payload]

const names: Readonly<Record<Exclude<SignedParts['payload'], 'claims'>, string>> = {
  nested: 'Nested JWT',
  unencoded: 'JWS with an unencoded payload',
  detached: 'JWS with a detached payload',
  other: 'JWS of something that is no JWT',
}

/** A signed token in the compact serialisation, with what follows its tildes if it is an SD-JWT (RFC 9901 §4). */
export function takeApartSigned(token: string, writing: readonly WritingFault[]): SignedParts | null {
  const [compact = '', ...tail] = token.split('~')
  const [head = '', body = '', ...rest] = compact.split('.')
  const object = rest.length > 1 ? null : decodeObject(head)
  if (object === null) return null
  const header = claimValues(object.members)
  // Of what comes without Base64, only the header and the signature are written in it (RFC 7797 §5.2).
  const encoded = header.get('b64') === false ? [head, ...rest] : [head, body, ...rest]
  const payload = readPayload(body, header)
  const isSelective = tail.length > 0
  const last = tail.at(-1) ?? ''
  const keyBinding = isSelective && last.includes('.') && isCompactToken(last) ? last : null
  const disclosed = (keyBinding === null ? tail : tail.slice(0, -1)).filter((each) => each !== '')
  return {
    ...{ format: 'jwt', header: object.members, ...payload, compact, keyBinding },
    kindName: isSelective ? selectiveKind(header, keyBinding) : signedKind(payload.payload, header),
    signature: rest[0] ?? '',
    signatures: 1,
    writing: [...new Set([...writing, ...writingFaults(encoded)])],
    warnings: rest.length === 0 ? [noSignaturePart] : [],
    disclosures: isSelective ? readDisclosures(parseJsonOrNull(payload.claimsText ?? 'null'), disclosed) : [],
  }
}

const noSignaturePart: TokenWarning = warn(
  'high',
  null,
  'RFC 7515 §7.1',
  'Its third part is missing: there is no signature, and not even the dot before it',
  'Lets anybody write such a token, on a receiver that reads two parts',
)

const selectiveKind = (header: ReadonlyMap<string, unknown>, keyBinding: string | null): string => {
  const kind = jwtKind(header)
  const base = kind.startsWith('SD-JWT') ? kind : 'SD-JWT'
  return keyBinding === null ? base : `${base} with key binding`
}

/** A JWE in the compact serialisation: five parts, of which only the header can be read (RFC 7516 §3.1). */
export function takeApartSealed(token: string, writing: readonly WritingFault[]): SealedParts | null {
  const parts = token.split('.')
  const object = parts.length === 5 ? decodeObject(parts[0] ?? '') : null
  if (object === null) return null
  const holds = textOf(claimValues(object.members).get('cty'))
  return {
    ...{ format: 'jwe', kindName: 'Encrypted JWT (JWE)', header: object.members, claims: null, inner: null },
    facts: holds === null ? [] : [{ name: 'Content', text: `${holds.slice(0, 200)}, by its header` }],
    writing: [...new Set([...writing, ...writingFaults(parts)])],
    warnings: [],
  }
}
