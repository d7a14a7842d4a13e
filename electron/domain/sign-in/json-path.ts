import { isRecord } from '../json/is-record.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'

/** A path to one value: RFC 9535 §2.3.5.1, a singular query. */
export type JsonPath = readonly (string | number)[]

// `.name`, `['name']`, `["name"]` or `[0]`, with blank space where the grammar has it (RFC 9535 §2.1.1, §2.5.1.1). A
// hyphen in a plain name is more than the grammar allows; here it can mean nothing else.
const segment =
  /[ \t\r\n]*(?:\.([\p{L}_\u0080-\u{10FFFF}][\p{L}\p{Nd}_\-\u0080-\u{10FFFF}]*)|\[[ \t\r\n]*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(0|-?[1-9]\d{0,15}))[ \t\r\n]*\])/uy

/** The text within quotes; RFC 9535 has JSON's escapes, and \' within single quotes. null: an escape that is none. */
function unquoted(text: string, quote: '"' | "'"): string | null {
  const asJson = quote === "'" ? text.replaceAll(String.raw`\'`, "'").replaceAll(/(?<!\\)((?:\\\\)*)"/g, '$1\\"') : text
  const parsed = parseJsonOrNull(`"${asJson}"`)
  return typeof parsed === 'string' ? parsed : null
}

/** Reads a path; `fault` says in a sentence why the text is none. */
export function parseJsonPath(text: string): { readonly path: JsonPath } | { readonly fault: string } {
  const typed = text.trim()
  if (!typed.startsWith('$')) return { fault: 'A path begins with “$”, the whole answer: $.access_token' }
  const path: (string | number)[] = []
  segment.lastIndex = 1
  while (segment.lastIndex < typed.length) {
    const at = segment.lastIndex
    const [, name, single, double, index] = segment.exec(typed) ?? []
    const member = name ?? (single === undefined ? null : unquoted(single, "'"))
    const named = member ?? (double === undefined ? null : unquoted(double, '"'))
    if (index !== undefined) path.push(Number(index))
    else if (named !== null) path.push(named)
    else
      return {
        fault: `The path can't be read from its character ${at + 1} on: .name, ['name'] and [0] lead to one value`,
      }
  }
  return { path }
}

const plainName = /^[\p{L}_][\p{L}\p{Nd}_]*$/u

/** The path as a person would write it. */
export function writeJsonPath(path: JsonPath): string {
  const parts = path.map((part) => {
    if (typeof part === 'number') return `[${part}]`
    return plainName.test(part) ? `.${part}` : `['${part.replaceAll(/[\\']/g, String.raw`\$&`)}']`
  })
  return `$${parts.join('')}`
}

const mostNames = 12
/** Of longer names only the beginning is told. */
export const longestName = 40
const shortened = (name: string): string => (name.length > longestName ? `${name.slice(0, longestName)}…` : name)

/** What a value is, in words that hold names and kinds and never a value. */
export function kindInWords(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (isRecord(value)) {
    const names = Object.keys(value)
    if (names.length === 0) return 'an empty object'
    const more = names.length > mostNames ? ', …' : ''
    return `an object with ${names.slice(0, mostNames).map(shortened).join(', ')}${more}`
  }
  if (typeof value === 'string') return value === '' ? 'an empty text' : 'a text'
  return typeof value === 'boolean' ? 'true or false' : `a ${typeof value}`
}

export type Followed =
  | { readonly found: true; readonly value: unknown }
  /** `reached`: how far the path led; `saw`: what stood there. */
  | { readonly found: false; readonly reached: string; readonly saw: string }

/** The value at the path's place; only what the document itself has, never what every object inherits. */
export function followJsonPath(document: unknown, path: JsonPath): Followed {
  let value = document
  for (const [depth, part] of path.entries()) {
    const next = step(value, part)
    if (next === null) return { found: false, reached: writeJsonPath(path.slice(0, depth)), saw: kindInWords(value) }
    ;({ value } = next)
  }
  return { found: true, value }
}

function step(value: unknown, part: string | number): { readonly value: unknown } | null {
  if (typeof part === 'number') {
    if (!Array.isArray(value)) return null
    const at = part < 0 ? value.length + part : part
    return at in value ? { value: value[at] } : null
  }
  return isRecord(value) && Object.hasOwn(value, part) ? { value: value[part] } : null
}
