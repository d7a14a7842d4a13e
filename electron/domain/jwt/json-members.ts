/** One member of a JSON object; `json` is its value as it was written, so that no digit of a big integer is lost. */
export interface JsonMember {
  readonly name: string
  readonly json: string
  readonly value: unknown
}

/**
 * The members of a JSON object in the order in which they stand, repeated ones included (RFC 8259 §4 leaves their
 * meaning open, and JSON.parse drops all but the last). null for text that is no JSON object.
 */
export function readJsonMembers(text: string): readonly JsonMember[] | null {
  if (!isJsonObject(text)) return null
  const members: JsonMember[] = []
  // From here on the text is known to be well formed, so the walk only looks for where strings and values end.
  let at = afterSpace(text, text.indexOf('{') + 1)
  while (text[at] === '"') {
    const nameEnd = endOfString(text, at)
    const name: unknown = JSON.parse(text.slice(at, nameEnd))
    const start = afterSpace(text, text.indexOf(':', nameEnd) + 1)
    const end = endOfValue(text, start)
    const json = text.slice(start, end).trimEnd()
    members.push({ name: String(name), json, value: JSON.parse(json) })
    at = text[end] === ',' ? afterSpace(text, end + 1) : text.length
  }
  return members
}

/** Names that stand more than once. */
export function repeatedNames(members: readonly JsonMember[]): readonly string[] {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const { name } of members) (seen.has(name) ? repeated : seen).add(name)
  return [...repeated]
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return false
    throw thrown
  }
}

function afterSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text[at] ?? '')) at += 1
  return at
}

/** The place behind the closing quote of the string that begins at `from`. */
function endOfString(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

/** The place of the comma or brace that ends the value which begins at `from`. */
function endOfValue(text: string, from: number): number {
  let depth = 0
  let at = from
  while (at < text.length) {
    const character = text[at]
    if (character === '"') {
      at = endOfString(text, at)
      continue
    }
    if (depth === 0 && (character === ',' || character === '}')) return at
    if (character === '{' || character === '[') depth += 1
    if (character === '}' || character === ']') depth -= 1
    at += 1
  }
  return at
}
