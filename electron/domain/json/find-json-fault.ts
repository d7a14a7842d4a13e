import { parseJsonOrNull } from './parse-json.ts'

/** Where text stops being JSON. Holds nothing of the text, which may be secret. */
export interface JsonFault {
  /** Counted from 1. */
  readonly line: number
  readonly column: number
  /** What should stand there. */
  readonly wanted: string
}

// Deeper nesting is refused: the search descends with it.
const deepest = 200
const token = {
  space: /[ \t\r\n]*/y,
  string: /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y,
  plain: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y,
}

interface Stop {
  readonly at: number
  readonly wanted: string
}
type Step = number | Stop

/** The first place where `text` is no JSON (RFC 8259); null where all of it is. Node tells the place only in words. */
export function findJsonFault(text: string): JsonFault | null {
  const stop = value(text, 0, 0)
  const fault = typeof stop === 'number' ? afterValue(text, stop) : stop
  if (fault === null) return null
  const before = text.slice(0, fault.at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, wanted: fault.wanted }
}

function afterValue(text: string, at: number): Stop | null {
  const end = skip(text, at, token.space)
  return end === text.length ? null : { at: end, wanted: 'the end' }
}

/** Where a match that begins at `at` ends; `at` itself where there is none. */
function skip(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}

function value(text: string, from: number, depth: number): Step {
  const at = skip(text, from, token.space)
  if (depth > deepest) return { at, wanted: 'less nesting' }
  if (text[at] === '{') return members(text, at, '}', depth)
  if (text[at] === '[') return members(text, at, ']', depth)
  const end = skip(text, at, text[at] === '"' ? token.string : token.plain)
  if (end > at) return end
  return { at, wanted: text[at] === '"' ? 'a string that ends, with its control characters escaped' : 'a value' }
}

function memberName(text: string, from: number): Step {
  const at = skip(text, from, token.space)
  const end = skip(text, at, token.string)
  if (end === at) return { at, wanted: 'a name in double quotes' }
  const colon = skip(text, end, token.space)
  return text[colon] === ':' ? colon + 1 : { at: colon, wanted: '“:”' }
}

function members(text: string, open: number, close: '}' | ']', depth: number): Step {
  let at = skip(text, open + 1, token.space)
  if (text[at] === close) return at + 1
  for (;;) {
    const named = close === '}' ? memberName(text, at) : at
    if (typeof named !== 'number') return named
    const end = value(text, named, depth + 1)
    if (typeof end !== 'number') return end
    at = skip(text, end, token.space)
    if (text[at] === close) return at + 1
    if (text[at] !== ',') return { at, wanted: `“,” or “${close}”` }
    at += 1
  }
}

/** The value of JSON text, or where it stops being JSON. */
export function parseJsonOrFault(text: string): { readonly value: unknown } | { readonly fault: JsonFault } {
  const fault = findJsonFault(text)
  return fault === null ? { value: parseJsonOrNull(text) } : { fault }
}
