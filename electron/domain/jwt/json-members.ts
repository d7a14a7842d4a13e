/** One member of a JSON object; `json` is its value as it was written, so that no digit of a big integer is lost. */
export interface JsonMember {
  readonly name: string
  readonly json: string
  readonly value: unknown
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]
const [opensList, closesList, opensObject, closesObject] = [0x5b, 0x5d, 0x7b, 0x7d]

/**
 * The members of a JSON object in the order in which they stand, repeated ones included (RFC 8259 §4 leaves their
 * meaning open, and JSON.parse drops all but the last). null for text that is no JSON object. Linear in the text.
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

/** The elements of a JSON list as they were written; null for text that is no JSON list. */
export function readJsonElements(text: string): readonly string[] | null {
  const begin = afterSpace(text, 0)
  if (text.charCodeAt(begin) !== opensList || !isJson(text)) return null
  const elements: string[] = []
  let at = afterSpace(text, begin + 1)
  while (at < text.length && text.charCodeAt(at) !== closesList) {
    const end = endOfValue(text, at)
    elements.push(text.slice(at, end).trimEnd())
    at = text.charCodeAt(end) === comma ? afterSpace(text, end + 1) : end
  }
  return elements
}

/** Names that stand more than once. */
export function repeatedNames(members: readonly JsonMember[]): readonly string[] {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const { name } of members) (seen.has(name) ? repeated : seen).add(name)
  return [...repeated]
}

const isJsonObject = (text: string): boolean => text.charCodeAt(afterSpace(text, 0)) === opensObject && isJson(text)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return false
    throw thrown
  }
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

function afterSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1
  return at
}

/** The place behind the closing quote of the string that begins at `from`. */
function endOfString(text: string, from: number): number {
  let at = from + 1
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) break
    if (code === backslash) at += 1
  }
  return at + 1
}

/** The place of the comma or brace that ends the value which begins at `from`. */
function endOfValue(text: string, from: number): number {
  let depth = 0
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      at = endOfString(text, at)
      continue
    }
    if (depth === 0 && (code === comma || code === closesObject || code === closesList)) return at
    if (code === opensObject || code === opensList) depth += 1
    if (code === closesObject || code === closesList) depth -= 1
    at += 1
  }
  return at
}

interface OpenObject {
  /** null: a list. */
  readonly names: Set<string> | null
  /** The name that was read last, for the path of what is inside. */
  name: string
}
const deepest = 50
const mostTold = 20

/**
 * Paths of members that stand more than once in an object inside the object ("realm_access.roles"); those of the
 * outermost one are told by `repeatedNames`. `text` is well formed. Looks 50 levels deep and tells of 20 at most.
 */
export function repeatedInside(text: string): readonly string[] {
  const open: OpenObject[] = []
  const repeated = new Set<string>()
  for (let at = 0; at < text.length && repeated.size < mostTold; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      const end = endOfString(text, at)
      const here = open.at(-1)
      if (here?.names && text[afterSpace(text, end)] === ':') {
        here.name = text.slice(at + 1, end - 1)
        if (open.length > 1 && here.names.has(here.name)) repeated.add(pathTo(open))
        here.names.add(here.name)
      }
      at = end - 1
    } else if (code === opensObject || code === opensList) {
      if (open.length === deepest) return [...repeated]
      open.push({ names: code === opensObject ? new Set() : null, name: '' })
    } else if (code === closesObject || code === closesList) open.pop()
  }
  return [...repeated]
}

const pathTo = (open: readonly OpenObject[]): string =>
  open.map(({ names, name }) => (names === null ? '[]' : name)).join('.')
