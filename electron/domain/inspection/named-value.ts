import type { Reading } from './reading.ts'
import { canBeOpaque, isCredentialHeaderName, isTokenName, sayName } from './token-names.ts'

/** A name that may say "token", with what stands between it and its value. */
export const beforeValue =
  /(?:(token|hint|jwt|assertion|samlresponse|bearer|dpop|authorization)(?:["'`”’\\\]]{0,6}[ \t]{0,4}(?::|=>?)[ \t]{0,4}|["'] {1,4}(?:type=["']?\w{0,20}["']? {1,4})?value=|(?<=--[a-z0-9-]{0,40}) )["'`”“‘\\]{0,6}|\b(?:bearer|dpop)[ \t]{1,4})/gi

const nameBehind =
  /([A-Za-z][A-Za-z0-9_.-]{0,60})["'`”’\\\]]{0,6}[ \t]{0,4}(?::|=>?|["'] {1,4}(?:type=["']?\w{0,20}["']? {1,4})?value=| )[ \t]{0,4}["'`”“‘\\]{0,6}(?:(?:Bearer|DPoP|Token|JWT) {1,4})?$/i
const scheme = /(?:bearer|dpop|token|jwt)[ \t]{1,4}/iy
const basic = /^(?:basic|digest|negotiate|aws4-hmac-sha256|hawk|ntlm)\b/i
const quotedEnd: Readonly<Record<string, RegExp>> = {
  '"': /[^"\r\n]*/y,
  "'": /[^'\r\n]*/y,
  '`': /[^`\r\n]*/y,
  '“': /[^”\r\n]*/y,
  '‘': /[^’\r\n]*/y,
}
const bareEnd = /[^\s,;&"'<>)}\]`”’#\\=]*={0,3}/y

/** The name of what stands before a value. */
function nameBefore(text: string, at: number): string | null {
  return nameBehind.exec(text.slice(Math.max(0, at - 160), at))?.[1] ?? null
}

/** The whole name whose end was matched at `at`. */
function nameAround(text: string, at: number, ending: string): string {
  let begin = at
  while (begin > Math.max(0, at - 60) && /[A-Za-z0-9_.-]/.test(text[begin - 1] ?? '')) begin -= 1
  return text.slice(begin, at + ending.length)
}

interface NamedValue {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** The value behind a match of `beforeValue`, where it can be a token that says nothing of itself; null: it can't. */
export function readNamedValue(text: string, match: RegExpExecArray, reading: Reading): NamedValue | null {
  const from = match.index + match[0].length
  const name = match[1] === undefined ? null : nameAround(text, match.index, match[1])
  if (name !== null && !isTokenName(name) && !isCredentialHeaderName(name)) return null
  scheme.lastIndex = from
  const begin = scheme.test(text) ? scheme.lastIndex : from
  const pattern = quotedEnd[text[from - 1] ?? ''] ?? bareEnd
  pattern.lastIndex = begin
  const value = reading.budget > 0 ? (pattern.exec(text)?.[0] ?? '').trimEnd() : ''
  reading.budget -= value.length
  const isHeader = name !== null && /authorization$/i.test(name)
  if (basic.test(value) || (isHeader && begin === from && /^[A-Za-z-]+$/.test(value))) return null
  const bare = value.replace(/[.,]$/, '')
  return canBeOpaque(bare, name === null ? 16 : 8) ? { text: bare, from: begin, to: begin + value.length } : null
}

const inAddress = /([A-Za-z0-9_.%-]{1,60})=$/
const farthestBack = 4096

/** Where a parameter stands: behind '?' in the query, behind '#' in the fragment, else in a form. */
function partOfAddress(text: string, at: number): string {
  for (let back = at; back > Math.max(0, at - farthestBack); back -= 1) {
    const character = text[back] ?? ''
    if (character === '?') return 'in the query'
    if (character === '#') return 'in the fragment'
    if (/[\s"'<>]/.test(character)) break
  }
  return 'in the form'
}

/** Where in a text a token stands, from `at` to `to`, in words that hold nothing of it; null: in no place of a name. */
export function placeIn(text: string, at: number, to: number): string | null {
  const before = text.slice(Math.max(0, at - 200), at)
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const header =
    /^[^A-Za-z]{0,8}(?:curl\b.{0,120})?(?:-H|--header)?[ \t]{0,4}["'$]{0,3}([A-Za-z][A-Za-z0-9-]{1,39})["']?[ \t]{0,2}:/.exec(
      line,
    )?.[1]
  const isHeader =
    header !== undefined && isCredentialHeaderName(header) && /authorization|cookie|dpop|^x-/i.test(header)
  const headerWord = header === undefined ? null : sayName(header)
  const parameter = inAddress.exec(before)?.[1]
  if (isHeader && headerWord !== null) {
    const cookie = /cookie$/i.test(header) && parameter !== undefined ? sayName(parameter) : null
    return cookie === null ? `header ${headerWord}` : `cookie ${cookie} of the header ${headerWord}`
  }
  const isParameter = /[?#&;]/.test(before.at(-(parameter?.length ?? 0) - 2) ?? '') || text[to] === '&'
  if (parameter !== undefined && isParameter) {
    const said = sayName(parameter)
    if (said !== null) return `${said} ${partOfAddress(text, at - parameter.length - 1)}`
  }
  const name = nameBefore(text, at)
  const said = name === null || !(isTokenName(name) || isCredentialHeaderName(name)) ? null : sayName(name)
  if (said === null) return null
  return /authorization$/i.test(said) ? `header ${said}` : `the value of ${said}`
}
