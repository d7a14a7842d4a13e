import { withoutPadding } from './base64-text.ts'

/** What stands around or in a token that does not belong there, though its sense can be made out. */
export type WritingFault = 'scheme' | 'quotes' | 'spaces' | 'padding' | 'alphabet' | 'length' | 'spare-bits'

export interface Unwrapped {
  readonly token: string
  readonly faults: readonly WritingFault[]
}

const quotes = /^(["'`])([^]*)\1$/
const scheme = /^(?:authorization\s*:\s*)?(?:bearer|dpop|token|jwt)(?:\s+|%20|:\s*)(?=\S)/i

/** A token without its scheme, quotes and white space, which people and programs leave around it (RFC 6750 §2.1). */
export function unwrapToken(text: string): Unwrapped {
  const faults = new Set<WritingFault>()
  let token = text
  const take = (fault: WritingFault, rest: string): void => {
    if (rest !== token) faults.add(fault)
    token = rest
  }
  // Twice: "Bearer \"…\"" and "\"Bearer …\"" are both seen.
  for (let round = 0; round < 2; round += 1) {
    take('spaces', token.trim())
    take('quotes', token.replace(quotes, '$2'))
    take('scheme', token.replace(scheme, ''))
  }
  // JSON and XML may have spaces; in all other forms they are of the transport.
  if (!/^[{<]/.test(token)) take('spaces', token.replace(/\s+/g, ''))
  return { token, faults: [...faults] }
}

/** What is wrong with the writing of the parts of a compact serialisation (RFC 7515 §2, RFC 4648 §5). */
export function writingFaults(parts: readonly string[]): readonly WritingFault[] {
  const faults = new Set<WritingFault>()
  for (const part of parts) {
    const bare = withoutPadding(part)
    if (bare !== part) faults.add('padding')
    if (!/^[A-Za-z0-9_-]*$/.test(bare)) faults.add('alphabet')
    else if (bare.length % 4 === 1) faults.add('length')
    else if (hasSpareBits(bare)) faults.add('spare-bits')
  }
  return [...faults]
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The bits of the last character that stand for no byte are not zero: the same bytes could be written otherwise. */
function hasSpareBits(part: string): boolean {
  const over = part.length % 4
  if (over < 2) return false
  return (alphabet.indexOf(part.at(-1) ?? '') & (over === 2 ? 0b1111 : 0b11)) !== 0
}
