import type { Severity, TokenWarning } from '../../contract/jwt.ts'

/** One warning; `lets` is a sentence about an attacker that begins with "Lets", or null. */
export const warn = (
  severity: Severity,
  about: string | null,
  reference: string,
  text: string,
  lets: string | null,
): TokenWarning => ({ severity, text, lets, reference, about })

/** A rule of a list: its warning where it holds. */
export const when = (holds: boolean, ...warning: Parameters<typeof warn>): readonly TokenWarning[] =>
  holds ? [warn(...warning)] : []

const gravity: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2, note: 3 }

/** The gravest first; those of one severity stay in their order. */
export const gravestFirst = (warnings: readonly TokenWarning[]): TokenWarning[] =>
  warnings.toSorted((left, right) => gravity[left.severity] - gravity[right.severity])

/** Text of a token in a sentence: short, in one line, without what would hide or turn it. */
export function quoted(text: string, longest = 80): string {
  const plain = text.slice(0, longest + 1).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '�')
  return `“${plain.length > longest ? `${plain.slice(0, longest)}…` : plain}”`
}
