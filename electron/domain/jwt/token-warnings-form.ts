import type { TokenWarning } from '../../contract/jwt.ts'
import type { SignedParts, TokenParts } from './token-parts.ts'
import { warn, when } from './warning.ts'
import type { WritingFault } from './token-writing.ts'
import { isUnsecured } from './token-kind.ts'
import { claimValues, textOf } from './claim-values.ts'

const cookieLimit = 4096
const headerLimit = 8192

const writing: Readonly<Record<WritingFault, readonly [TokenWarning['severity'], string, string]>> = {
  scheme: [
    'medium',
    'A scheme such as Bearer stands in it: sent like this, it would stand there twice',
    'RFC 6750 §2.1',
  ],
  quotes: ['medium', 'Quotes stand around it, which are no part of it', 'RFC 6750 §2.1'],
  spaces: ['low', 'White space or line breaks stand in it or around it', 'RFC 7515 §2'],
  padding: ['low', 'It is not written in base64url: = stands at the end of a part', 'RFC 7515 §2'],
  alphabet: ['low', 'It is not written in base64url: characters that do not belong there', 'RFC 7515 §2'],
  length: [
    'low',
    'It is not written in base64url: a part has a length that no bytes give; it was cut or changed',
    'RFC 4648 §5',
  ],
  'spare-bits': ['note', 'A part could be written in another way for the same bytes', 'RFC 4648 §3.5'],
}

/** What the outside of a token says: its kind, its writing, its length. */
export function formWarnings(parts: TokenParts, length: number): readonly TokenWarning[] {
  const sloppy = parts.writing.map((fault) => {
    const [severity, text, reference] = writing[fault]
    const lets = fault === 'spare-bits' ? 'Lets a token slip past a list of revoked ones that compares texts' : null
    return warn(severity, null, reference, text, lets)
  })
  return [...parts.warnings, ...kindNotes(parts), ...sloppy, ...sizeWarnings(length)]
}

function kindNotes(parts: TokenParts): readonly TokenWarning[] {
  switch (parts.format) {
    case 'opaque': {
      const text = `${parts.kindName}: only its issuer can say what it holds`
      return when(parts.claims === null && parts.facts.length === 0, 'note', null, 'RFC 6749 §1.4', text, null)
    }
    case 'jwe': {
      const text = 'Encrypted: only the receiver can open it, so its claims are not shown'
      return [warn('note', null, 'RFC 7516 §3', text, null)]
    }
    case 'jwt':
      return signedNotes(parts)
    case 'paseto':
    case 'macaroon':
    case 'saml':
      return []
  }
}

function signedNotes(parts: SignedParts): readonly TokenWarning[] {
  const doubtful = parts.disclosures.filter(({ state }) => state !== 'fits').length
  const isUnsigned = isUnsecured(textOf(claimValues(parts.header).get('alg')) ?? '')
  return [
    ...when(
      parts.payload === 'other',
      ...(['low', null, 'RFC 7519 §7.2'] as const),
      'Its payload is no JSON object, so there are no claims in it',
      null,
    ),
    ...when(
      parts.payload === 'detached',
      ...(['note', null, 'RFC 7515 appendix F'] as const),
      'Its payload is sent apart from it, so there are no claims to show',
      null,
    ),
    ...when(
      parts.payload === 'nested',
      ...(['note', null, 'RFC 7519 §5.2'] as const),
      'Another token lies inside: that one holds the claims',
      null,
    ),
    ...when(
      parts.signature === '' && !isUnsigned && parts.warnings.length === 0,
      ...(['high', null, 'RFC 7515 §5.2'] as const),
      'Nothing stands where the signature belongs',
      'Lets anybody write such a token, on a receiver that takes an empty signature for a good one',
    ),
    ...when(
      doubtful > 0,
      ...(['medium', null, 'RFC 9901 §7.1'] as const),
      `${doubtful} of its ${parts.disclosures.length} disclosures ${doubtful === 1 ? 'does' : 'do'} not fit: a receiver must refuse it`,
      'Lets the one who shows it claim what the issuer never signed, if that is not checked',
    ),
  ]
}

function sizeWarnings(length: number): readonly TokenWarning[] {
  if (length > headerLimit) {
    const text = `With ${length} characters it is too long for the header limit of many servers (8 kB)`
    return [warn('low', null, 'RFC 9110 §5.4', text, null)]
  }
  const text = `With ${length} characters it does not fit into a cookie, or through proxies that allow 4 kB`
  return when(length > cookieLimit, 'note', null, 'RFC 6265 §6.1', text, null)
}
