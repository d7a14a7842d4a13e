import { decodePart, utf8OrNull } from './base64-text.ts'
import { readJsonMembers } from './json-members.ts'
import { otherParts, type Fact, type OtherParts } from './token-parts.ts'
import { quoted, when } from './warning.ts'

/** Bytes of the signature behind the message (PASETO specification, Version1.md to Version4.md). */
const signatureBytes: Readonly<Record<string, number>> = { v1: 256, v2: 64, v3: 96, v4: 64 }
const purposes: Readonly<Record<string, string>> = {
  local: 'local: encrypted with a key that both sides share, so only they can read it',
  public: 'public: signed, and readable by everybody',
}
const shape = /^(v[1-4])\.(local|public)\.([\w-]+)(?:\.([\w-]+))?$/

/** A PASETO: version and purpose, the footer, and of a public one the claims. null for anything else. */
export function readPaseto(token: string): OtherParts | null {
  const [, version = '', purpose = '', body = '', footer = ''] = shape.exec(token) ?? []
  if (version === '') return null
  const message = purpose === 'public' ? messageOf(body, signatureBytes[version] ?? 0) : null
  const claims = message === null ? null : readJsonMembers(message)
  const isOld = version === 'v1' || version === 'v2'
  const footerText = footer === '' ? null : (decodePart(footer) ?? `${Buffer.from(footer, 'base64url').length} bytes`)
  const facts: Fact[] = [
    { name: 'Version', text: version.slice(1) },
    { name: 'Purpose', text: purposes[purpose] ?? purpose },
    ...(footerText === null ? [] : [{ name: 'Footer, readable by everybody', text: quoted(footerText, 300) }]),
  ]
  return otherParts('paseto', `PASETO ${version} ${purpose}`, {
    ...{ claims, facts },
    warnings: [
      ...when(
        isOld,
        'low',
        null,
        'PASETO specification, 01-Protocol-Versions',
        `Version ${version.slice(1)} of PASETO is deprecated; 3 and 4 took its place`,
        null,
      ),
      ...when(
        purpose === 'public' && claims === null,
        'medium',
        null,
        'PASETO specification, 02-Implementation-Guide',
        'Its payload is no JSON object, or it is too short to be signed',
        null,
      ),
    ],
  })
}

function messageOf(body: string, tailBytes: number): string | null {
  const bytes = Buffer.from(body, 'base64url')
  return bytes.length > tailBytes ? utf8OrNull(bytes.subarray(0, -tailBytes)) : null
}
