import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { findJsonFault } from '../json/find-json-fault.ts'
import { withoutBlanks } from './json-text.ts'
import type { TokenBase } from './token-base.ts'

type Part = 'header' | 'claims'

const invalid = (part: Part, reason: string): ClaimcheckError<'inspection.draft_invalid'> =>
  new ClaimcheckError('inspection.draft_invalid', { part, reason })

// A character outside the first plane is written as two; one of them alone has no UTF-8.
const halfCharacter = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** Throws `inspection.draft_invalid` with the line and column where the text stops being JSON, and no part of it. */
function assertJson(part: Part, text: string): void {
  const subject = part === 'header' ? 'The header' : 'The claims'
  const verb = part === 'header' ? 'stops' : 'stop'
  const fault = findJsonFault(text)
  if (fault !== null) {
    const { line, column, wanted } = fault
    throw invalid(part, `${subject} ${verb} being JSON at line ${line}, column ${column}: ${wanted} should stand there`)
  }
  if (halfCharacter.test(text)) {
    throw invalid(part, `${subject} ${part === 'header' ? 'holds' : 'hold'} half a character, which no token can carry`)
  }
  if (part === 'header' && !text.trimStart().startsWith('{')) {
    throw invalid(part, 'The header must be a JSON object: {"alg": …} (RFC 7515 §4)')
  }
}

const isJson = (text: string): boolean => findJsonFault(text) === null

/** The same but for the blanks between its parts: how a text was laid out for reading changes nothing of a token. */
const isUnchanged = (text: string, before: string): boolean =>
  text === before || (isJson(before) && isJson(text) && withoutBlanks(text) === withoutBlanks(before))

/**
 * One part of a token, encoded: the bytes exactly as they were written. Where nothing was changed, the very characters
 * of the token that it was made from, so that its signature still fits.
 */
export function encodePart(part: Part, text: string, base: TokenBase | null): string {
  if (base !== null && base.encoded !== null && isUnchanged(text, base[part])) return base.encoded[part]
  assertJson(part, text)
  return Buffer.from(text, 'utf8').toString('base64url')
}

/** Whether a part of a draft says the same as the token that it was made from. */
export const isPartChanged = (part: Part, text: string, base: TokenBase): boolean => !isUnchanged(text, base[part])
