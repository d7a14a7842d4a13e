import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { looksLikeJwt } from './credential-values.ts'
import { secretReference } from './secret-reference.ts'

const tokenShape = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
// eslint-disable-next-line no-control-regex -- these are what is looked for
const controlCharacter = /[\u0000-\u0008\u000a-\u001f\u007f]/
// RFC 6265 §4.1.1: in any of these a server would see the beginning of something else.
export const beyondCookie = /[\s",;\\]/
const beyondLatin1 = /[^\u0000-\u00ff]/

/** Why HTTP can't carry a value in a header line (RFC 9110 §5.5); null: it can. */
export function headerValueProblem(value: string): 'line-break' | 'not-latin1' | null {
  if (controlCharacter.test(value)) return 'line-break'
  return beyondLatin1.test(value) ? 'not-latin1' : null
}

const longestName = 80
// Letters and digits in one piece, longer than a word of a name is; and the beginning of a UUID.
const randomPiece = /(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{16}|[0-9a-f]{8}-[0-9a-f]{4}-/i

const afterScheme = /\b(?:bearer|basic|dpop|digest|token)\s+\S/i

/** A header's name as a failure may tell it: whoever pastes a token into the wrong field is shown its ends at most. */
const tellableName = (name: string): string =>
  name.length > longestName || looksLikeJwt(name) || randomPiece.test(name) || afterScheme.test(name)
    ? secretReference(name)
    : name

/**
 * Throws `input.header_invalid` for a line that HTTP can't carry (RFC 9110 §5.1, §5.5). Nothing is repaired: a value
 * quietly stripped of its line break is another value than the one that was typed.
 */
export function assertSendable(name: string, value: string): void {
  if (!tokenShape.test(name))
    throw new ClaimcheckError('input.header_invalid', { name: tellableName(name), reason: 'name' })
  const reason = headerValueProblem(value)
  if (reason !== null) throw new ClaimcheckError('input.header_invalid', { name: tellableName(name), reason })
}
