export interface JsonProblem {
  readonly message: string
  /** Counted from 1. */
  readonly line: number
  readonly from: number
  readonly to: number
}

/**
 * The first place where text stops being JSON, or null. {{variables}} count as values, inside strings and outside:
 * what they become is only known when the request is sent.
 */
export function jsonProblem(text: string): JsonProblem | null {
  if (text.trim() === '') return null
  // Same length, so that positions stay true: a bare variable reads as a number, one in a string stays in its string.
  const masked = text.replace(/\{\{[^{}\n]*\}\}/g, (variable) => '1'.repeat(variable.length))
  try {
    JSON.parse(masked)
    return null
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const position = /at position (\d+)/.exec(error.message)?.[1]
    const from = Math.min(position === undefined ? text.length : Number(position), text.length)
    const message = error.message.replace(/,? ?(?:\.\.\.)?".*" is not valid JSON$|(?: in JSON)? at position.*$/s, '')
    return { message, line: text.slice(0, from).split('\n').length, from, to: from + 1 }
  }
}
