import type { Challenge } from '../../contract/challenges.ts'

interface OpenChallenge {
  scheme: string
  params: [string, string][]
  token68: string | null
}

// A word on this list begins a challenge even where the comma before it was forgotten.
const knownSchemes = new Set(
  'basic bearer digest dpop negotiate ntlm hoba mutual vapid oauth gnap privatetoken mac hawk aws4-hmac-sha256 kerberos scram-sha-1 scram-sha-256'.split(
    ' ',
  ),
)
const knownParams = new Set('realm error error_description error_uri scope charset nonce algs'.split(' '))

const blank = /[ \t]*/y
const separators = /[\s,;]*/y
const word = /[^\s,;="]*/y
const unquoted = /[^\s,]*/y
const plainWord = /[ \t]+([^\s,;="]+)(?=[ \t]*(?:,|$|[ \t][^=]))/y
const token68 = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y
/** What may stand after a closing quote; anything else means that the quote belongs to the text (a common slip). */
const afterQuote = /[ \t]*(?:$|[,;])|[ \t]+(?:[^\s,;="]{1,60}[ \t]+)?[^\s,;="]{1,60}[ \t]*=/y

/** One field, read from left to right once; each step moves on, so the time is linear in the text. */
function parseField(field: string): OpenChallenge[] {
  const found: OpenChallenge[] = []
  let at = 0

  function take(pattern: RegExp): string {
    pattern.lastIndex = at
    const taken = pattern.exec(field)?.[0] ?? ''
    at += taken.length
    return taken
  }

  function quotedString(): string {
    const start = (at += 1)
    let value = ''
    for (; at < field.length; at += 1) {
      const character = field.charAt(at)
      if (character === '\\' && at + 1 < field.length) {
        at += 1
        value += field.charAt(at)
      } else if (character === '"') {
        afterQuote.lastIndex = at + 1
        if (at === start || afterQuote.test(field)) {
          at += 1
          return value
        }
        value += character
      } else {
        value += character
      }
    }
    return value
  }

  /** A value without quotes ends at a comma; words after it belong to it while no `=` follows them. */
  function bareValue(): string {
    let value = take(unquoted)
    for (;;) {
      plainWord.lastIndex = at
      const more = plainWord.exec(field)
      if (more === null || knownSchemes.has((more[1] ?? '').toLowerCase())) break
      value += more[0]
      at += more[0].length
    }
    const inSingleQuotes = /^'(.*)'$/.exec(value)
    return inSingleQuotes?.[1] ?? value
  }

  while (at < field.length) {
    const gap = take(separators)
    const wordAt = at
    const name = take(word)
    if (name === '') {
      if (at >= field.length) break
      if (field.charAt(at) === '"') quotedString()
      else at += 1
      continue
    }
    const open = found.at(-1)
    const mayHoldToken68 = open !== undefined && open.scheme !== '' && open.params.length === 0 && open.token68 === null
    if (
      mayHoldToken68 &&
      !/[,;]/.test(gap) &&
      !knownParams.has(name.toLowerCase()) &&
      !knownSchemes.has(name.toLowerCase())
    ) {
      at = wordAt
      const credentials = take(token68)
      if (credentials !== '') {
        open.token68 = credentials
        continue
      }
      at = wordAt + name.length
    }
    take(blank)
    if (field.charAt(at) !== '=') {
      found.push({ scheme: name, params: [], token68: null })
      continue
    }
    at += 1
    take(blank)
    const value = field.charAt(at) === '"' ? quotedString() : bareValue()
    // Some servers send parameters and no scheme; the evidence is worth more than the grammar.
    if (open === undefined) found.push({ scheme: '', params: [[name, value]], token68: null })
    else open.params.push([name, value])
  }
  return found
}

/**
 * Reads WWW-Authenticate (or Proxy-Authenticate) fields: several challenges in one field or many, parameters quoted or
 * not, token68 (RFC 9110 §11.6.1, §11.2), and the slips of real servers: no scheme, no commas, single quotes, quotes
 * inside quotes. Never throws; what can't be read is left out.
 */
export const parseChallenges = (fields: readonly string[]): Challenge[] => fields.flatMap(parseField)
