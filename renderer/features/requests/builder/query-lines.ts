import type { Field } from '@contract/requests'

interface UrlParts {
  readonly before: string
  /** Without '?'; null where the address has none. */
  readonly query: string | null
  /** With '#'. */
  readonly fragment: string
}

/** Splits typed text, which need not be a URL yet; marks inside {{variables}} belong to the variable. */
function splitUrl(url: string): UrlParts {
  const masked = url.replace(/\{\{[^{}]*\}\}/g, (variable) => 'x'.repeat(variable.length))
  const hash = masked.indexOf('#')
  const end = hash === -1 ? url.length : hash
  const mark = masked.slice(0, end).indexOf('?')
  if (mark === -1) return { before: url.slice(0, end), query: null, fragment: url.slice(end) }
  return { before: url.slice(0, mark), query: url.slice(mark + 1, end), fragment: url.slice(end) }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch (error) {
    // A lone '%' is what the person typed, not an escape: it is shown as it stands.
    if (error instanceof URIError) return text
    throw error
  }
}

/** Escapes what would end or change a line of a query, and leaves {{variables}} for later. */
function encode(text: string, also: RegExp): string {
  return text
    .split(/(\{\{[^{}]*\}\})/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(also, (character) => encodeURIComponent(character))))
    .join('')
}

const inName = /[%&#+=\s]/g
const inValue = /[%&#+\s]/g

const segmentsOf = (query: string | null): string[] => (query === null || query === '' ? [] : query.split('&'))

function lineOf(segment: string): Field {
  const equals = segment.indexOf('=')
  const name = equals === -1 ? segment : segment.slice(0, equals)
  const value = equals === -1 ? '' : segment.slice(equals + 1)
  return { name: decode(name), value: decode(value), enabled: true }
}

/** The lines of a typed address's query, decoded for people. */
export const queryLines = (url: string): Field[] => segmentsOf(splitUrl(url).query).map(lineOf)

/**
 * The table after the address was typed: its query line by line, with the lines that are switched off kept after the
 * line that they stood after.
 */
export function linesAfterUrl(url: string, previous: readonly Field[]): Field[] {
  const fresh = queryLines(url)
  const result: Field[] = []
  let used = 0
  for (const line of previous) {
    if (!line.enabled) result.push(line)
    else if (used < fresh.length) {
      const next = fresh[used]
      used += 1
      if (next !== undefined) result.push(next)
    }
  }
  return [...result, ...fresh.slice(used)]
}

/** The address after the table was edited. A line that was not touched keeps the very characters that were typed. */
export function urlAfterLines(url: string, lines: readonly Field[]): string {
  const { before, query, fragment } = splitUrl(url)
  const typed = segmentsOf(query)
  const segments = lines
    .filter(({ name, value, enabled }) => enabled && (name !== '' || value !== ''))
    .map(({ name, value }) => {
      const same = typed.findIndex((segment) => {
        const line = lineOf(segment)
        return line.name === name && line.value === value
      })
      const kept = same === -1 ? undefined : typed.splice(same, 1)[0]
      return kept ?? `${encode(name, inName)}=${encode(value, inValue)}`
    })
  return `${before}${segments.length === 0 ? '' : `?${segments.join('&')}`}${fragment}`
}
