import { isRecord } from '../json/is-record.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { beforeValue, placeIn, readNamedValue } from './named-value.ts'
import { spellPlainly } from './plain-spelling.ts'
import { cutInHeader } from './read-jose.ts'
import { readTokenAt, tokenBeginning } from './read-other-tokens.ts'
import { newReading } from './reading.ts'
import { compactOf } from './serialised-jose.ts'
import { canBeOpaque, isCredentialHeader, isCredentialHeaderName, isTokenName, sayName } from './token-names.ts'

export interface SightedToken {
  readonly text: string
  readonly place: string
}

export interface Sighted {
  readonly tokens: readonly SightedToken[]
  /** What was done to get at them, each once. */
  readonly did: readonly string[]
  readonly hasMore: boolean
  readonly isJson: boolean
}

const mostTokens = 50
const deepestText = 4
const notAllRead = 'Only its first part was read: too much in it looks like the beginning of a token.'
const passedOver = 'One that is shortened was passed over: copy it where it stands whole.'
/** What can hold no token need not be read: most strings of a large JSON. */
const mayHold =
  /e[wy]|token|jwt|assertion|saml|bearer|dpop|authorization|v[1-4]\.|MDAx|Ag[EI]|P[DEFGH]|ZX|gh[pousr]_|pat[-_]|ya29|xox|npm_|dop_|hvs\./i

interface Span {
  readonly from: number
  readonly to: number
  readonly text: string
}

/**
 * Finds the tokens in a text of any kind, in their order, each once. Linear: what has to be read twice is counted, and
 * when that is used up only what stands in one piece is found.
 */
export function lookForTokens(given: string): Sighted {
  const found = new Map<string, string>()
  const did = new Set<string>()
  const reading = newReading(given.length)
  let hasMore = false

  function add(text: string, place: string, deeds: readonly string[] = []): void {
    if (found.has(text)) return
    if (found.size >= mostTokens) {
      hasMore = true
      return
    }
    found.set(text, place)
    for (const each of deeds) did.add(each)
  }

  function mayTry(): boolean {
    reading.attempts -= 1
    if (reading.attempts < 0) did.add(notAllRead)
    return reading.attempts >= 0
  }

  function spansByShape(text: string): { spans: Span[]; deeds: Map<number, readonly string[]> } {
    const spans: Span[] = []
    const deeds = new Map<number, readonly string[]>()
    const distinct = new Set<string>()
    tokenBeginning.lastIndex = 0
    for (let match = tokenBeginning.exec(text); match !== null; match = tokenBeginning.exec(text)) {
      const from = match.index
      if (!mayTry()) break
      const token = readTokenAt(text, from, reading)
      if (token === null) {
        if (spans.length === 0 && /^eyJ[A-Za-z0-9_-]*(?:\s|$|…|\.\.\.)/.test(text.slice(from, from + 2000)))
          did.add(cutInHeader)
        if (/^eyJ[A-Za-z0-9_-]*(?:…|\.\.\.)/.test(text.slice(from, from + 2000))) did.add(passedOver)
        tokenBeginning.lastIndex = from + match[0].length
        continue
      }
      tokenBeginning.lastIndex = Math.max(token.to, from + 1)
      spans.push({ from, to: token.to, text: token.text })
      deeds.set(from, token.did)
      distinct.add(token.text)
      if (distinct.size > mostTokens) break
    }
    return { spans, deeds }
  }

  function spansByName(text: string, taken: readonly Span[]): Span[] {
    const spans: Span[] = []
    const distinct = new Set<string>()
    let next = 0
    beforeValue.lastIndex = 0
    for (let match = beforeValue.exec(text); match !== null; match = beforeValue.exec(text)) {
      if (!mayTry()) break
      const value = readNamedValue(text, match, reading)
      if (value === null) continue
      while (next < taken.length && (taken[next]?.to ?? 0) <= value.from) next += 1
      if ((taken[next]?.from ?? Number.MAX_SAFE_INTEGER) < value.to) continue
      spans.push(value)
      beforeValue.lastIndex = value.to
      distinct.add(value.text)
      if (distinct.size > mostTokens) break
    }
    return spans
  }

  /** `label`: what the text is a part of, in words; null for the text itself. */
  function lookInText(text: string, label: string | null): void {
    const { spans, deeds } = spansByShape(text)
    const all = [...spans, ...spansByName(text, spans)].toSorted((one, other) => one.from - other.from)
    let line = 1
    let counted = 0
    for (const span of all) {
      if (found.has(span.text)) continue
      for (let at = text.indexOf('\n', counted); at !== -1 && at < span.from; at = text.indexOf('\n', counted)) {
        line += 1
        counted = at + 1
      }
      const isAlone = isAllOf(text, span)
      const place =
        label ?? (isAlone ? 'the text itself' : (placeIn(text, span.from, span.to) ?? `line ${line} of the text`))
      add(span.text, place, deeds.get(span.from))
    }
  }

  function lookInString(value: string, name: string | null, depth: number): void {
    const said = name === null ? null : sayName(name)
    const what = name !== null && isCredentialHeader(name) ? 'header ' : ''
    const label = said === null ? 'a value of the JSON' : `${what}${said} of the JSON`
    if (value.length < 8) return
    const before = found.size
    if (mayHold.test(value)) {
      if (depth < deepestText && /^\s*[[{]/.test(value) && lookInJson(parsed(value), depth + 1)) return
      lookInText(spellPlainly(value), label)
    }
    const isNamed = name !== null && (isTokenName(name) || /^(?:proxy-)?authorization$/i.test(name))
    const bare = value.trim().replace(/^(?:bearer|dpop|token)\s+/i, '')
    if (isNamed && found.size === before && canBeOpaque(bare, 8)) add(bare, label)
  }

  /** Every string of a JSON value, in order. False: it is no object and no list. */
  function lookInJson(root: unknown, depth: number): boolean {
    if (typeof root !== 'object' || root === null) return false
    const waiting: { value: unknown; name: string | null }[] = [{ value: root, name: null }]
    for (let next = waiting.pop(); next !== undefined && !hasMore; next = waiting.pop()) {
      const { value, name } = next
      if (typeof value === 'string') lookInString(value, name, depth)
      else if (Array.isArray(value)) {
        for (let index = value.length - 1; index >= 0; index -= 1) waiting.push({ value: value[index], name })
      } else if (isRecord(value)) {
        const compact = compactOf(value)
        for (const [index, text] of compact.entries()) {
          const place = compact.length === 1 ? 'the JSON' : `signature ${index + 1} of the JSON`
          add(text, place, ['Put together from its JSON form.'])
        }
        if (compact.length === 0) waiting.push(...membersOf(value).toReversed())
      }
    }
    return true
  }

  const text = given.trim()
  const isJson = lookInJson(/^[[{"]/.test(text) ? unquoted(text) : null, 0)
  if (!isJson) {
    const [begin, end] = [text.search(/[[{]/), Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'))]
    const isPart = begin > 0 || (begin === 0 && end < text.length - 1)
    const middle = isPart ? parsed(text.slice(begin, end + 1)) : null
    if (isRecord(middle) || Array.isArray(middle)) {
      lookInText(spellPlainly(text.slice(0, begin)), null)
      lookInJson(middle, 0)
      lookInText(spellPlainly(text.slice(end + 1)), null)
    } else lookInText(spellPlainly(text), null)
  }
  did.delete(found.size > 0 ? cutInHeader : passedOver)
  return { tokens: [...found].map(([token, place]) => ({ text: token, place })), did: [...did], hasMore, isJson }
}

/** null for no JSON, and for what is nested so deep that reading it takes long: nobody's tokens stand in such. */
const parsed = (text: string): unknown => (isNestedDeep(text) ? null : parseJsonOrNull(text))

const deepestJson = 500

function isNestedDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at) | 0x20
    // '[' and '{' differ in this one bit, as ']' and '}' do. Within a string they count as well: it is a limit, no more.
    if (code === 0x7b) depth += 1
    else if (code === 0x7d) depth -= 1
    if (depth > deepestJson) return true
  }
  return false
}

/** JSON, also where it was put into a JSON string once more. */
function unquoted(text: string): unknown {
  const value = parsed(text)
  return typeof value === 'string' && /^\s*[[{]/.test(value) ? parsed(value) : value
}

/** The members of an object; a pair of a name and a value is one member of that name, as HAR and others write headers. */
function membersOf(value: Readonly<Record<string, unknown>>): { value: unknown; name: string }[] {
  const { name, key, value: own } = value
  const called = typeof name === 'string' ? name : key
  if (typeof called === 'string' && typeof own === 'string') {
    const isHeader = isCredentialHeaderName(called)
    return [{ value: isHeader && /cookie$/i.test(called) ? `${called}: ${own}` : own, name: called }]
  }
  return Object.entries(value).map(([member, each]) => ({ value: each, name: member }))
}

/** Whether nothing but quotes and the name of a scheme stand around it. */
const isAllOf = (text: string, { from, to }: Span): boolean =>
  from < 40 &&
  text.length - to < 40 &&
  /^\s*["'`“”‘’«»<>(]*\s*(?:(?:Bearer|DPoP|Token|JWT)\s+)?["'`“‘]*$/i.test(text.slice(0, from)) &&
  /^["'`“”‘’«»<>).,;\s]*$/.test(text.slice(to))
