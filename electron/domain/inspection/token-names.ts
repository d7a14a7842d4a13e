const tokenEnding = /(?:token|tokenhint|jwt|assertion|samlresponse|bearer|dpop)$/
// Tokens of another kind: they open nothing.
const otherTokens =
  /csrf|xsrf|requestverification|page|next|prev|continu|sync|cursor|cancel|device|push|captcha|sentry|idempot/

/** Whether a name of a member, parameter, cookie, header or variable says that its value is a token. */
export function isTokenName(name: string): boolean {
  const letters = name
    .slice(-80)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  return tokenEnding.test(letters) && !otherTokens.test(letters)
}

const headerNames = /^(?:proxy-)?authorization$|^dpop$|^(?:set-)?cookie$/i
/** Whether a header of this name is made for credentials, whatever is in it. */
export const isCredentialHeader = (name: string): boolean => headerNames.test(name)
/** Whether a header of this name carries a token, or may. */
export const isCredentialHeaderName = (name: string): boolean => isCredentialHeader(name) || isTokenName(name)

const plainName = /^[A-Za-z][A-Za-z0-9]{0,23}(?:[-_.:][A-Za-z0-9]{1,24}){0,5}$/
/**
 * A name as it may be said: whoever wrote the text chose it, and could have put a token there. null: it is not said.
 */
export const sayName = (name: string): string | null =>
  plainName.test(name) && name.length <= 40 && !/ey[JA]|\d{4}/.test(name) ? name : null

const placeholder =
  /^[<{$%]|\*{3}|•|x{4}|…|\.{3}|your[-_ ]?|placeholder|redacted|changeme|^(?:null|undefined|none|true|false)$/i
const words = /^[A-Za-z]?[a-z]*(?:[-_ .][a-z]+)*$/

/** A file within an address (RFC 2397): `data:image/png;base64,…`. */
export const isDataAddress = (value: string): boolean =>
  /^data:(?:[a-z]+\/[a-z0-9.+-]{1,80})?(?:;[^,;]{0,80}){0,5},/i.test(value.slice(0, 600))

/** Whether a value that is named as a token can be one: one word, long enough, and no name for a token to be. */
export const canBeOpaque = (value: string, shortest: number): boolean =>
  value.length >= shortest &&
  value.length <= 100_000 &&
  /^[\x21-\x7e]+$/.test(value) &&
  !placeholder.test(value) &&
  !words.test(value) &&
  !/^\d{1,15}$/.test(value) &&
  !/^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(value) &&
  !isDataAddress(value)

/** What a person may paste in place of a token: a variable of some tool, or a token with its middle left out. */
export const isPlaceholder = (text: string): boolean => placeholder.test(text)
