import { readJose } from './read-jose.ts'
import type { ReadToken, Reading } from './reading.ts'

type Read = (text: string, from: number, reading: Reading) => ReadToken | null

const urlSafe = /[A-Za-z0-9_.-]+/y
const base64 = /[A-Za-z0-9+/_-]+={0,2}/y
const base64Lines = /[A-Za-z0-9+/=\r\n \t]+/y
const fewestLookedAt = 4096

function run(pattern: RegExp, text: string, from: number, reading: Reading): string {
  pattern.lastIndex = from
  const read = reading.budget > 0 ? (pattern.exec(text)?.[0] ?? '') : ''
  reading.budget -= read.length
  return read
}

const whole = (read: string, from: number): ReadToken => ({ text: read, to: from + read.length, did: [] })

const readPaseto: Read = (text, from, reading) => {
  const read = run(urlSafe, text, from, reading).replace(/\.$/, '')
  return /^v[1-4]\.(?:local|public)\.[\w-]{22,}(?:\.[\w-]+)?$/.test(read) ? whole(read, from) : null
}

/** libmacaroons: packets that begin with their length in hex (v1), or fields with a type (v2). */
const readMacaroon: Read = (text, from, reading) => {
  const read = run(base64, text, from, reading)
  const bytes = Buffer.from(read.slice(0, 400), 'base64')
  const isFirst = /^00[0-9a-f]{2}(?:location|identifier) /.test(bytes.toString('latin1'))
  const location = bytes[0] === 2 && bytes[1] === 1 ? 3 + (bytes[2] ?? 0) : 2
  const isSecond = bytes[0] === 2 && bytes[location] === 2 && (bytes[1] === 2 || bytes[1] === 1)
  return read.length >= 40 && (isFirst || isSecond) ? whole(read, from) : null
}

const decoded = (text: string): string => Buffer.from(text.replace(/\s+/g, ''), 'base64').toString('utf8')

/** Looked at from its beginning first: most of what begins so is something else. */
const isSaml = (text: string, from: number): boolean =>
  /^<\??[A-Za-z][\w:]{3}/.test(decoded(text.slice(from, from + 40))) &&
  /urn:oasis:names:tc:SAML/.test(decoded(text.slice(from, from + fewestLookedAt)))

const readSaml: Read = (text, from, reading) => {
  if (reading.budget <= 0) return null
  if (!isSaml(text, from)) return null
  const lines = run(base64Lines, text, from, reading).trimEnd()
  // Words that follow are of the same letters: what is not padded to its end is taken up to the first space.
  const read = /=\s*$|\n/.test(lines) ? lines : (lines.split(' ', 1)[0] ?? '')
  const joined = read.replace(/\s+/g, '')
  if (joined.length < 100) return null
  const count = read.split('\n').length
  return { text: joined, to: from + read.length, did: count > 1 ? [`Joined over ${count} lines.`] : [] }
}

/** A JWT that was put into base64 once more. */
const readWrappedJwt: Read = (text, from, reading) => {
  const read = run(base64, text, from, reading)
  const inner = Buffer.from(read, 'base64').toString('latin1')
  const token = readJose(inner, 0, { ...reading, budget: 0 })
  if (token === null || inner.slice(token.to).trim() !== '') return null
  return { text: token.text, to: from + read.length, did: ['Taken out of base64.', ...token.did] }
}

const readPrefixed: Read = (text, from, reading) => {
  const read = run(urlSafe, text, from, reading).replace(/\.+$/, '')
  return read.length >= 20 && /\d/.test(read) ? whole(read, from) : null
}

const readers: readonly (readonly [RegExp, Read])[] = [
  [/^e[wy]/, readJose],
  [/^v[1-4]/, readPaseto],
  [/^(?:MDAx|AgE|AgI)/, readMacaroon],
  [/^(?:PHNh|PD94|PEFz|PFJl|PG5z|PHA6)/, readSaml],
  [/^ZX[dl]/, readWrappedJwt],
  [/^/, readPrefixed],
]

/** Where a token may begin that is known by its beginning; never within a word. */
export const tokenBeginning =
  /(?<![A-Za-z0-9_-])(?:e[wy][A-Za-z0-9_-]{2}|v[1-4]\.(?:local|public)\.|MDAx|AgE|AgI|PHNh|PD94|PEFz|PFJl|PG5z|PHA6|ZX(?:dv|l[JAK])|gh[pousr]_|github_pat_|glpat-|ya29\.|xox[abeprs]-|npm_|dop_v1_|hvs\.)/g

/** Reads the token that begins at a `tokenBeginning`; null: what begins there is none. */
export function readTokenAt(text: string, from: number, reading: Reading): ReadToken | null {
  const beginning = text.slice(from, from + 4)
  return readers.find(([pattern]) => pattern.test(beginning))?.[1](text, from, reading) ?? null
}
