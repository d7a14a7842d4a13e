/** A slip in the form of what was sent, that keeps any server from reading it. */
export interface Malformed {
  readonly slip:
    | 'quotes'
    | 'scheme-twice'
    | 'no-scheme'
    | 'colon'
    | 'nothing-after-scheme'
    | 'placeholder'
    | 'json'
    | 'percent-encoded'
    | 'blank-inside'
    | 'cut-off'
    | 'not-encoded'
    | 'stray-end'
  /** What is wrong, as a clause: "the token stands in quotes". Holds nothing of what was sent. */
  readonly words: string
}

// RFC 6750 §2.1 (b64token)
const oneToken = /^[A-Za-z0-9\-._~+/]+=*$/
const jwtStart = /^eyJ[\w-]{4,}\./
const knownScheme = /^(?:bearer|dpop|basic|token|digest|negotiate)$/i
const placeholder =
  /^(?:undefined|null|none|nan|true|false|\[object object\]|your[-_ ]?(?:access[-_ ]?)?(?:jwt|token|key)(?:[-_ ]here)?|(?:access[-_ ]?)?token|jwt|x{3,}|\.{3}|…)$/i
const template = /^(?:\$?\{.*\}|\{\{.*\}\}|<.*>|%\w+%|\$[A-Za-z_]\w*)$/

const slip = (is: Malformed['slip'], words: string): Malformed => ({ slip: is, words })

const isQuoted = (text: string): boolean => /^["'“”‘’`]/.test(text) || /["'“”‘’`]$/.test(text)

function slipOfToken(token: string): Malformed | null {
  if (token === '') return slip('nothing-after-scheme', 'nothing follows the scheme')
  if (isQuoted(token)) return slip('quotes', 'the token stands in quotes')
  if (/^[[{]\s*["[]/.test(token)) return slip('json', 'JSON stands where the token should')
  if (placeholder.test(token) || template.test(token))
    return slip('placeholder', 'a placeholder stands where the token should')
  if (/^(?:bearer|dpop|token)(?:%20|\s|:|$)/i.test(token)) return slip('scheme-twice', 'the scheme stands there twice')
  if (/%[0-9A-Fa-f]{2}/.test(token)) return slip('percent-encoded', 'it is percent-encoded, as for an address')
  if (/\s/.test(token)) return slip('blank-inside', 'there is a blank in the token, as from a line that was broken')
  if (/[.…]{3}$|…/.test(token)) return slip('cut-off', 'the token is shortened with dots')
  if (/^[A-Za-z0-9\-._~+/=]+[,;)\]}>]$/.test(token))
    return slip('stray-end', 'a mark follows the token that is no part of it')
  if (jwtStart.test(token)) {
    const parts = token.split('.')
    if (parts.length === 2) return slip('cut-off', 'the token is a JWT without its last part')
    if (token.endsWith('=')) return slip('stray-end', 'the JWT ends with “=”, which a JWT never does (RFC 7515 §2)')
  }
  return null
}

function slipOfBasic(credentials: string): Malformed | null {
  if (credentials === '') return slip('nothing-after-scheme', 'nothing follows the scheme')
  if (isQuoted(credentials)) return slip('quotes', 'the credentials stand in quotes')
  const decoded = oneToken.test(credentials) ? Buffer.from(credentials, 'base64').toString('latin1') : ''
  return decoded.includes(':')
    ? null
    : slip('not-encoded', 'it is not the Base64 of a user name, a colon and a password (RFC 7617 §2)')
}

/**
 * What is wrong with the form of an Authorization line, whatever the token is worth; null: nothing that can be told.
 * A scheme of somebody's own may be followed by anything. Pure, linear in the text; the answer holds nothing of it.
 */
export function slipOfAuthorization(line: string): Malformed | null {
  const value = line.trim()
  if (value === '') return null
  const [, scheme = '', mark = '', rest = ''] = /^([^\s:=,"'%]+)(:|=|%20)?\s*(.*)$/s.exec(value) ?? ['', '', '', value]
  if (scheme === '') return slip('quotes', 'it begins with a mark, where the scheme should stand')
  if (knownScheme.test(scheme) && mark !== '') {
    return mark === '%20'
      ? slip('percent-encoded', 'it is percent-encoded, as for an address')
      : slip('colon', `“${mark}” stands behind the scheme, where a blank should`)
  }
  if (/^(?:bearer|dpop)$/i.test(scheme)) return slipOfToken(rest)
  if (/^basic$/i.test(scheme)) return slipOfBasic(rest)
  if (/^(?:bearer|dpop)eyJ/i.test(scheme))
    return slip('no-scheme', 'there is no blank between the scheme and the token')
  const isBare = rest === '' && mark === ''
  if (isBare && (jwtStart.test(scheme) || (scheme.length >= 24 && oneToken.test(scheme)))) {
    return slip('no-scheme', 'the token stands there without a scheme such as Bearer')
  }
  return null
}
