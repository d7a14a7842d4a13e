import type { InspectedToken } from '../../contract/jwt.ts'
import { headerMeaning } from './claim-words.ts'
import { claimValues, instantOf, scopesOf } from './claim-values.ts'
import { explainClaim } from './explain-claim.ts'
import type { JsonMember } from './json-members.ts'
import { takeApart, type TokenParts } from './take-apart.ts'
import { tokenReference } from './token-reference.ts'
import { claimWarnings, headerWarnings, sizeWarning } from './token-warnings.ts'
import type { TokenToInspect } from './token-to-inspect.ts'

/**
 * What a token says, in words, without the token. Decoding proves nothing: whether the signature holds is another
 * question (`createSignatureVerifier`). Never throws, whatever the text; never uses the network.
 */
export function inspectToken(subject: TokenToInspect): InspectedToken {
  const text = subject.token.reveal()
  const parts = takeApart(text)
  const members = parts.format === 'jwt' ? (parts.claims ?? []) : []
  const values = claimValues(members)
  const { which, tokens } = subject
  const issuedAt = instantOf(values.get('iat')) ?? instantOf(values.get('nbf'))
  const claimedScopes = [...scopesOf(values.get('scope')), ...scopesOf(values.get('scp'))]
  return {
    which,
    format: parts.format,
    reference: tokenReference(text),
    length: text.length,
    tokenType: tokens.tokenType,
    header: parts.format === 'opaque' ? [] : parts.header.map(explainHeader),
    claims: members.map((member) => explainClaim(member, values, subject)),
    issuedAt: issuedAt?.toISOString() ?? null,
    ...expiryOf(subject, instantOf(values.get('exp'))),
    scopes: claimedScopes.length > 0 ? claimedScopes : [...tokens.scopes],
    warnings: [...formNotes(parts), ...contentWarnings(parts, subject), ...sizeWarning(text.length)],
    obtainedAt: tokens.obtainedAt.toISOString(),
  }
}

const explainHeader = ({ name, json }: JsonMember) => ({ name, json, meaning: headerMeaning(name) })

/** The access token's end is the one that refreshing goes by; an ID token has only its own. */
function expiryOf(
  { which, tokens }: TokenToInspect,
  exp: Date | null,
): Pick<InspectedToken, 'expiresAt' | 'expirySource'> {
  if (which === 'id') return { expiresAt: exp?.toISOString() ?? null, expirySource: exp === null ? 'unknown' : 'exp' }
  return { expiresAt: tokens.expiresAt?.toISOString() ?? null, expirySource: tokens.expirySource }
}

function contentWarnings(parts: TokenParts, subject: TokenToInspect): InspectedToken['warnings'] {
  switch (parts.format) {
    case 'opaque':
      return []
    case 'jwe':
      return headerWarnings(parts.header, { ...subject, which: 'id' })
    case 'jwt':
      return [
        ...headerWarnings(parts.header, subject),
        ...(parts.claims === null ? [] : claimWarnings(parts.claims, subject)),
      ]
  }
}

/** What the outside of the token says about its kind and its writing. */
function formNotes(parts: TokenParts): InspectedToken['warnings'] {
  switch (parts.format) {
    case 'opaque': {
      const name = parts.kind === null ? 'An opaque token' : `A ${parts.kind}`
      return [{ text: `${name}: only its issuer can say what it holds`, reference: 'RFC 6749 §1.4' }]
    }
    case 'jwe':
      return [
        { text: 'Encrypted: only the receiver can open it, so its claims are not shown', reference: 'RFC 7516 §3' },
      ]
    case 'jwt': {
      const sloppy = {
        text: 'It is not written in base64url: padding or characters that do not belong there',
        reference: 'RFC 7515 §2',
      }
      const unreadable = {
        text: 'Its payload is no JSON object, so there are no claims in it',
        reference: 'RFC 7519 §7.2',
      }
      const disclosing = {
        text: `An SD-JWT with ${parts.disclosures} disclosures, which are not shown`,
        reference: 'RFC 9901 §4',
      }
      return [
        ...(parts.isSloppy ? [sloppy] : []),
        ...(parts.claims === null ? [unreadable] : []),
        ...(parts.disclosures > 0 ? [disclosing] : []),
      ]
    }
  }
}
