/** What a person typed, or null for nothing. */
export const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** A number typed as digits; null for nothing. What is no number is found by `numberProblem` before it is saved. */
export const wholeNumberOrNull = (text: string): number | null => (text.trim() === '' ? null : Number(text.trim()))

/** What is wrong with digits that should be a whole number from `least` to `most`; '' is fine where it may be left out. */
export function numberProblem(text: string, least: number, most: number, isNeeded = true): string | null {
  const digits = text.trim()
  if (digits === '') return isNeeded ? `Enter a number from ${least} to ${most}` : null
  const isFine = /^\d{1,9}$/.test(digits) && Number(digits) >= least && Number(digits) <= most
  return isFine ? null : `A whole number from ${least} to ${most}`
}

/** A {{variable}}: what it becomes is only known when it is used. */
export const hasVariable = (text: string): boolean => /\{\{[^{}]+\}\}/.test(text)
