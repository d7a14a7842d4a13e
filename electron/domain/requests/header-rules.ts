import { ClaimcheckError } from '../failures/claimcheck-error.ts'

const tokenShape = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
// eslint-disable-next-line no-control-regex -- these are what is looked for
const controlCharacter = /[\u0000-\u0008\u000a-\u001f\u007f]/
const beyondLatin1 = /[^\u0000-\u00ff]/

/**
 * Throws `input.header_invalid` for a line that HTTP can't carry (RFC 9110 §5.1, §5.5). Nothing is repaired: a value
 * quietly stripped of its line break is another value than the one that was typed.
 */
export function assertSendable(name: string, value: string): void {
  if (!tokenShape.test(name)) throw new ClaimcheckError('input.header_invalid', { name, reason: 'name' })
  if (controlCharacter.test(value)) throw new ClaimcheckError('input.header_invalid', { name, reason: 'line-break' })
  if (beyondLatin1.test(value)) throw new ClaimcheckError('input.header_invalid', { name, reason: 'not-latin1' })
}
