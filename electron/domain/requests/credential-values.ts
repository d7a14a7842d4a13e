// What is emptied before a request is written to a file is lost to its author, so these lists are narrower than those
// by which values are hidden on the screen (credential-names.ts): `X-Author`, `?key=` and `?code=` are not credentials.
const headerName =
  /^(authorization|proxy-authorization|cookie2?|dpop|api-?key)$|(^|[-_])(token|secret|password|passwd|api-?key|access-?key|session-?id|cookie|credentials?|(subscription|functions|client|shared|private|master)-key)$/i
const fieldName =
  /^(accesstoken|refreshtoken|idtoken|token|authtoken|sessiontoken|subjecttoken|actortoken|bearer|jwt|clientsecret|clientassertion|assertion|secret|secretkey|password|passwd|pwd|apikey|apitoken|accesskey|sig|signature|xamzsignature|xamzsecuritytoken|xgoogsignature)$/i
// Three to five base64url parts, the first of which begins an object (RFC 7515 §7.1, RFC 7516 §7.1). Looking behind
// keeps the search linear: it starts once per word.
const jwt = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*){1,3}/g
const variable = /\{\{[^{}]{1,200}\}\}/g
const bareScheme = /^(bearer|basic|dpop|digest|negotiate|ntlm)$/i

export const carriesCredential = {
  header: (name: string): boolean => headerName.test(name.trim()),
  field: (name: string): boolean => fieldName.test(name.replace(/[-_.\s]/g, '')),
}

/** The text without what looks like a signed or encrypted token. */
export const withoutJwts = (text: string): string => text.replace(jwt, '')

/** Whether the text holds what looks like a signed or encrypted token. */
export const looksLikeJwt = (text: string): boolean => withoutJwts(text) !== text

/**
 * Whether a value that stands in the place of a credential is one: not empty, no scheme by itself, and not made of
 * {{variables}} with a few connecting characters.
 */
export function isLiteralCredential(value: string): boolean {
  const typed = value.trim()
  if (typed === '' || bareScheme.test(typed)) return false
  const rest = typed.replace(variable, '')
  return rest === typed || /[A-Za-z0-9+/_=~.-]{20,}/.test(rest)
}
