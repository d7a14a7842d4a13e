import { parseJsonOrNull } from './parse-json.ts'

/** Fills the {{names}} of a piece of text; `write` makes of a value what is to stand there. */
export type FillPiece = (piece: string, write: (value: string) => string) => string

// A string with its escapes, even one that never ends; or what stands between two strings.
const piece = /"(?:[^"\\]|\\.)*"?|[^"]+/gs

const inString = (value: string): string => JSON.stringify(value).slice(1, -1)

/** A number, a list or an object as it is; anything else becomes a string, so that no value can change what is around it. */
const asValue = (value: string): string => {
  const parsed = parseJsonOrNull(value)
  return parsed === null && value.trim() !== 'null' ? JSON.stringify(value) : value
}

/**
 * Fills a JSON template such that a value stays one value, whatever quotes or braces are in it: within a string it is
 * escaped, outside it stands as JSON. The template itself is not parsed, and stays as it was typed.
 */
export function fillJsonTemplate(template: string, fill: FillPiece): string {
  return template.replace(piece, (text) => fill(text, text.startsWith('"') ? inString : asValue))
}
