import type { SignatureVerdict } from '../../contract/jwt.ts'
import { rowOf } from '../json/row-of.ts'
import { decodeObject } from './base64-text.ts'
import { claimValues, listOf, textOf } from './claim-values.ts'
import { takeApart } from './take-apart.ts'
import type { SignedParts, TokenParts } from './token-parts.ts'

/**
 * Signatures that a public key can check (RFC 7518 §3, RFC 8037, RFC 9864). HMAC is left out: with a public key as its
 * secret, anybody could sign (RFC 8725 §2.1).
 */
export const publicKeyAlgorithms: readonly string[] = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
  ...['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'],
]
/** Signatures that take a secret which both sides share (RFC 7518 §3.2). */
export const sharedSecretAlgorithms: readonly string[] = ['HS256', 'HS384', 'HS512']

const known = [...publicKeyAlgorithms, ...sharedSecretAlgorithms]
/** Registered, but with curves that the cryptography of Electron (BoringSSL) does not have. */
const curveOfUnknown: Readonly<Record<string, string>> = { ES256K: 'secp256k1', Ed448: 'Ed448' }

/** What is signed, and how: the part of an SD-JWT before its first disclosure (RFC 9901 §4), else the whole token. */
export interface SignedPart {
  readonly compact: string
  readonly alg: string
  /** An HMAC, which takes a secret and not a key pair. */
  readonly isShared: boolean
  readonly keyId: string | null
  /** The header demands that a receiver understands more than it must (crit, RFC 7515 §4.1.11). */
  readonly isDemanding: boolean
  readonly signature: Uint8Array
  /** How many the token carries; only the first is judged. */
  readonly signatures: number
}

export const cannotCheck = (reason: string): SignatureVerdict => ({ verdict: 'cannot-check', reason })
export const invalid = (reason: string): SignatureVerdict => ({ verdict: 'invalid', reason })
export const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text)

const sentApart =
  'What it signs is sent apart from it (RFC 7515 appendix F), so there is nothing to hold its signature against.'

/**
 * A JWS in JSON may carry several signatures, each by another key (RFC 7515 §7.2.1): a verdict on the first must not be
 * taken for one on all.
 */
export function ofTheFirst(signatures: number, verdict: SignatureVerdict): SignatureVerdict {
  if (signatures < 2) return verdict
  const said = `It carries ${signatures} signatures, and only the first was judged (RFC 7515 §7.2.1).`
  return verdict.verdict === 'valid'
    ? { ...verdict, note: verdict.note === undefined ? said : `${verdict.note} ${said}` }
    : { ...verdict, reason: `${verdict.reason} ${said}` }
}

/** What can be told without any key; else what a key is to be held against. Never throws, whatever the text. */
export function signedPartOf(text: string): SignedPart | { readonly told: SignatureVerdict } {
  const parts = takeApart(text)
  if (parts.format !== 'jwt') return { told: cannotCheck(whyNot(parts)) }
  const part = firstOf(parts, text)
  return 'told' in part ? { told: ofTheFirst(parts.signatures, part.told) } : part
}

function firstOf(parts: SignedParts, text: string): SignedPart | { readonly told: SignatureVerdict } {
  if (isJson(text) && hasMixedHeader(parts)) return { told: invalid(mixedHeader) }
  const header = claimValues(parts.header)
  const alg = textOf(header.get('alg'))
  if (alg === null) return { told: invalid('The header names no algorithm (alg), and a receiver must not guess it.') }
  if (/^\s*none\s*$/i.test(alg)) return { told: invalid(`The token is not signed at all (alg ${shortened(alg)}).`) }
  if (!known.includes(alg)) return { told: unknownAlgorithm(alg) }
  if (header.get('b64') === false && listOf(header.get('crit')).includes('b64')) {
    return { told: invalid('Its payload is not encoded (b64 false), which a JWT must not do (RFC 7797 §7).') }
  }
  if (parts.signature === '') return { told: invalid('The signature was cut off: nothing follows the last dot.') }
  // Empty is not what was signed: that the signature does not fit would say nothing of the token.
  if (parts.payload === 'detached') return { told: cannotCheck(sentApart) }
  return {
    compact: isJson(text) ? parts.compact : (text.split('~')[0] ?? ''),
    alg,
    isShared: sharedSecretAlgorithms.includes(alg),
    keyId: textOf(header.get('kid')),
    isDemanding: header.has('crit'),
    signature: Buffer.from(parts.signature, 'base64url'),
    signatures: parts.signatures,
  }
}

const mixedHeader =
  'Its unsigned header repeats what the signed one says, or demands something (crit): it must be refused (RFC 7515 §7.2.1, §4.1.11).'

/** Whether the header that is not signed says anything that only the signed one may; it stands behind that one. */
function hasMixedHeader({ compact, header }: SignedParts): boolean {
  const members = decodeObject(compact.slice(0, compact.indexOf('.')))?.members ?? []
  const signed = new Set(members.map(({ name }) => name))
  return header.slice(members.length).some(({ name }) => name === 'crit' || signed.has(name))
}

/** In the other serialisation (RFC 7515 §7.2); the compact one is held against a key just as it was written. */
const isJson = (text: string): boolean => text.trimStart().startsWith('{')

function unknownAlgorithm(alg: string): SignatureVerdict {
  const meant = known.find((each) => each.toLowerCase() === alg.trim().toLowerCase())
  if (meant !== undefined) {
    const said = JSON.stringify(shortened(alg))
    return invalid(`The algorithm is written ${said}: a receiver that knows ${meant} must refuse it (RFC 7515 §4.1.1).`)
  }
  const curve = rowOf(curveOfUnknown, alg)
  return cannotCheck(
    curve === null
      ? `The algorithm ${shortened(alg)} is not known here.`
      : `${alg} signs on the curve ${curve}, which the cryptography of this program does not have.`,
  )
}

function whyNot(parts: Exclude<TokenParts, { readonly format: 'jwt' }>): string {
  if (parts.format === 'jwe') return 'The token is encrypted: only its receiver can check what is inside.'
  return 'It is no JWT, so it has no signature that could be checked here; its issuer can say whether it counts.'
}
