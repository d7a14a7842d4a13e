import { lookForTokens, type Sighted, type SightedToken } from './look-for-tokens.ts'
import { isDataAddress, isPlaceholder } from './token-names.ts'

export interface FoundTokens {
  /** In the order of the text, each once, at most 50. */
  readonly tokens: readonly SightedToken[]
  /** What was done to the text, or why nothing was found and what to do; null where there is nothing to say. */
  readonly note: string | null
}

const quotes = /^["'`“”‘’«»‹›„‚<>(]+|["'`“”‘’«»‹›<>),;]+$/g
const shortestAlone = 16

/** The text as an opaque token, where it is one word. */
function aloneIn(text: string): SightedToken | null {
  const bare = text
    .trim()
    .replace(quotes, '')
    .trim()
    .replace(/^(?:bearer|dpop|token)\s+/i, '')
  const isWord = bare.length >= shortestAlone && /^[\x21-\x7e]+$/.test(bare)
  return !isWord || isNoToken(bare) ? null : { text: bare, place: 'the text itself' }
}

const isNoToken = (word: string): boolean =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(word) ||
  isDataAddress(word) ||
  /^[{[]/.test(word) ||
  isPlaceholder(word) ||
  /^ey[A-Za-z0-9_-]+$/.test(word)

const isShortened = (text: string): boolean => /…|\.{3}|•{3}|\*{3}/.test(text.slice(0, 2000))

/** User name and password behind the scheme (RFC 7617 §2); a challenge names a realm there. */
function isBasic(text: string): boolean {
  const written = /(?:^|authorization["'\s]{0,4}[:=]["'\s]{0,4})["']?basic[ \t]{1,4}([A-Za-z0-9+/_-]{4,2000}={0,2})/i
  const said = written.exec(text.slice(0, 20_000))?.[1]
  return said !== undefined && Buffer.from(said, 'base64').toString('latin1').includes(':')
}

/** Why nothing was found, in the words of what it is, and what to do next. */
function whyNothing(text: string, { did, isJson }: Sighted): string {
  const bare = text.trim()
  if (bare === '') return 'There is nothing in it. Copy a token, a header line or a whole answer, and paste it.'
  if (/-----BEGIN [A-Z ]+-----/.test(bare)) {
    return 'This is a key or a certificate, not a token. Open a token first, then check its signature with this.'
  }
  if (isBasic(bare)) {
    return 'These are Basic credentials (a user name and a password), no token. A profile of that kind can send them.'
  }
  if (isDataAddress(bare.replace(/^["'`<(]+/, ''))) {
    return 'This is a file that was written into an address (data:), no token. Paste the token itself.'
  }
  const [cut] = did
  if (cut !== undefined && !isShortened(bare)) return cut
  if (isJson && /^\{\s{0,20}"(?:keys|kty|crv|kid|alg|use|e|n)"/.test(bare) && /"kty"/.test(bare.slice(0, 4000))) {
    return 'This is a key set, not a token. Open a token first, then check its signature with this.'
  }
  if (/\{\{[^}]{1,80}\}\}|\$\{[^}]{1,80}\}|\$[A-Z_]{3,}/.test(bare.slice(0, 2000))) {
    return 'It names a variable where the token would stand. Paste the value of the variable.'
  }
  if (isShortened(bare)) {
    return 'The token in it is shortened, so most of it is missing. Copy it where it stands whole.'
  }
  if (isJson) return 'No member of this JSON is named like a token or looks like one. Paste the token itself.'
  return `No token was found. Where the token says nothing of itself, paste it alone: one word of at least ${shortestAlone} characters.`
}

/**
 * Finds the tokens in whatever was pasted or dropped: a header line, JSON, an address, a log, line breaks, quotes. Pure,
 * and linear in the text. `place` and `note` hold nothing of a token.
 */
export function findTokens(text: string): FoundTokens {
  const sighted = lookForTokens(text)
  const { tokens, did, hasMore } = sighted
  if (tokens.length === 0) {
    const alone = aloneIn(text)
    return alone === null ? { tokens, note: whyNothing(text, sighted) } : { tokens: [alone], note: null }
  }
  const notes = [...did, ...(hasMore ? ['There are more: only the first 50 were taken.'] : [])]
  return { tokens, note: notes.length === 0 ? null : notes.join(' ') }
}
