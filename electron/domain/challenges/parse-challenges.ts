import type { Challenge } from '../../contract/challenges.ts'
import { meantParam, repairedField, withoutOddQuotes } from './challenge-text.ts'

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
/** Of a field that holds nothing but one of these: an error without its name, and words that are no scheme. */
const bareError = /^(?:invalid_(?:token|request)|insufficient_(?:scope|user_authentication|claims)|use_dpop_nonce)$/i
const noScheme = /^(?:[^a-z]+|unauthori[sz]ed|forbidden|none|null|undefined|error|false)$/i
const mostChallenges = 100
const mostParams = 100
const longestName = 200

const blank = /[ \t]*/y
const separators = /[\s,;]*/y
const word = /[^\s,;="]*/y
const unquoted = /[^\s,]*/y
const plainWord = /[ \t]+([^\s,;="]+)(?=[ \t]*(?:,|$|[ \t][^=]))/y
const token68 = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y
/** Text behind a comma in which no parameter begins: the rest of a value that should have been in quotes. */
const moreText = /[ \t]*,[ \t]*([^\s,;="]+)[^,;="]*(?=,|$)/y
/**
 * What may stand after a closing quote, the comma being forgotten now and then; anything else means that the quote
 * belongs to the text (a common slip).
 */
const afterQuote =
  /[ \t]*(?:$|[,;])|[ \t]+(?:[^\s,;="]{1,60}[ \t]+)?[^\s,;="]{1,60}[ \t]*=|[ \t]+"|(?:bearer|basic|digest|dpop|negotiate|ntlm)\b|[a-z_]{2,30}="/iy

/** One field, read from left to right once; each step moves on, so the time is linear in the text. */
function parseField(received: string): OpenChallenge[] {
  const field = repairedField(received)
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

  /** Texts without names, as one big provider has them: `OAuth "Platform" "invalid_token" "It has expired"`. */
  function nameless(text: string): void {
    const open = found.at(-1)
    if (open === undefined || open.scheme === '' || text === '' || open.params.length >= mostParams) return
    const isAfterError = open.params.some(([name]) => name === 'error')
    open.params.push(meantParam(bareError.test(text) ? 'error' : isAfterError ? 'error_description' : 'realm', text))
  }

  /** A value without quotes ends before the next parameter or scheme; words and commas before that belong to it. */
  function bareValue(): string {
    let value = take(unquoted)
    for (;;) {
      plainWord.lastIndex = at
      moreText.lastIndex = at
      const more = plainWord.exec(field) ?? (value === '' ? null : moreText.exec(field))
      if (more === null || knownSchemes.has((more[1] ?? '').toLowerCase())) break
      value += more[0]
      at += more[0].length
    }
    return withoutOddQuotes(value)
  }

  while (at < field.length && found.length < mostChallenges) {
    const gap = take(separators)
    const wordAt = at
    const name = take(word)
    if (name === '') {
      if (at >= field.length) break
      if (field.charAt(at) !== '"') at += 1
      else nameless(quotedString())
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
      if (bareError.test(name) && open === undefined)
        found.push({ scheme: '', params: [['error', name]], token68: null })
      else found.push({ scheme: name.replace(/:$/, '').slice(0, longestName), params: [], token68: null })
      continue
    }
    at += 1
    take(blank)
    const value = field.charAt(at) === '"' ? quotedString() : bareValue()
    const param = meantParam(name.slice(0, longestName), value)
    // Some servers send parameters and no scheme; the evidence is worth more than the grammar.
    if (open === undefined) found.push({ scheme: '', params: [param], token68: null })
    else if (open.params.length < mostParams) open.params.push(param)
  }
  return found.filter(({ scheme, params }) => params.length > 0 || !noScheme.test(scheme))
}

/**
 * Reads WWW-Authenticate (or Proxy-Authenticate) fields: several challenges in one field or many, parameters quoted or
 * not, token68 (RFC 9110 §11.6.1, §11.2), extended values (RFC 8187), folded lines, and the slips of real servers: no
 * scheme, no commas, commas without quotes, single quotes, quotes inside quotes, UTF-8. Never throws; what can't be read
 * is left out, and no more is given than a page can show.
 */
export const parseChallenges = (fields: readonly string[]): Challenge[] =>
  fields.slice(0, mostChallenges).flatMap(parseField).slice(0, mostChallenges)
