import { readJsonMembers, type JsonMember } from './json-members.ts'

/** A token by its outside. Nothing here says that it is genuine. */
export type TokenParts =
  | {
      readonly format: 'jwt'
      readonly header: readonly JsonMember[]
      /** null: the payload is no JSON object, so there are no claims (RFC 7519 §7.2). */
      readonly claims: readonly JsonMember[] | null
      readonly signature: string
      /** The parts hold something that base64url does not allow: padding, '+', '/', line breaks. */
      readonly isSloppy: boolean
      readonly disclosures: number
    }
  | { readonly format: 'jwe'; readonly header: readonly JsonMember[] }
  | { readonly format: 'opaque'; readonly kind: string | null }

/** Looks at any text whatever; never throws. */
export function takeApart(token: string): TokenParts {
  // SD-JWT: the signed part, then disclosures, joined by '~' (RFC 9901 §4).
  const [signed = '', ...disclosed] = token.split('~')
  const parts = signed.split('.')
  const header = parts.length === 3 || parts.length === 5 ? decodeObject(parts[0] ?? '') : null
  if (header === null) return { format: 'opaque', kind: opaqueKind(token) }
  if (parts.length === 5) return { format: 'jwe', header }
  return {
    format: 'jwt',
    header,
    claims: decodeObject(parts[1] ?? ''),
    signature: parts[2] ?? '',
    isSloppy: !parts.every((part) => /^[A-Za-z0-9_-]*$/.test(part)),
    disclosures: disclosed.filter((each) => each !== '').length,
  }
}

function decodeObject(part: string): readonly JsonMember[] | null {
  // Node decodes both alphabets and passes over anything else; what is wrong with the writing is told separately.
  const bytes = Buffer.from(part, 'base64url')
  try {
    return readJsonMembers(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (thrown) {
    if (thrown instanceof TypeError || thrown instanceof RangeError) return null
    throw thrown
  }
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^v[1-4]\.(local|public)\./, 'PASETO'],
  [/^(PHNhbW|PD94bWw|PEFzc2Vyd)/, 'SAML assertion'],
  [/^(MDAx|AgE)/, 'macaroon'],
  [/^gh[pousr]_|^github_pat_/, 'GitHub token'],
  [/^ya29\./, 'Google access token'],
  [/^xox[abeprs]-/, 'Slack token'],
]

const opaqueKind = (token: string): string | null => kinds.find(([pattern]) => pattern.test(token))?.[1] ?? null
