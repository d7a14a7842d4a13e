/** Names that a credential goes by: in a query, in JSON, in a printed object, as a header. */
const credentialNames = [
  ...['access_token', 'refresh_token', 'id_token', 'id_token_hint', 'subject_token', 'actor_token', 'token'],
  ...['client_secret', 'clientSecret', 'client_assertion', 'assertion', 'secret', 'signing_?key', 'private_?key'],
  ...['code', 'code_verifier', 'device_code', 'user_code', 'state', 'nonce', 'session', 'sid'],
  ...['password', 'passwd', 'passphrase', 'pin', 'x-api-key', 'api[_-]?key', 'x-auth-token'],
].join('|')
const wholeLineHeaders = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'dpop'].join('|')
/** Members of a JWK that are its private half (RFC 7518 §6). */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].join('|')

/** In quotes, also in those of JSON within JSON; every alternative ends where the next can't begin: linear. */
const quoted = String.raw`\\+"[^"]*"?|"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?`
const named = (names: string) =>
  new RegExp(String.raw`((?<![\w-])(?:${names})\\*["']?\s{0,8}[=:]\s{0,8})(?:${quoted}|[^\s"'&,;}\]]+)`, 'gi')
const inQuotes = (names: string) =>
  new RegExp(String.raw`((?<![\w-])(?:${names})\\*["']?\s{0,8}:\s{0,8})(?:${quoted})`, 'g')
const namedLine = (names: string) =>
  new RegExp(String.raw`((?<![\w-])(?:${names})\\*["']?\s{0,8}:\s{0,8})(?:${quoted}|(\w+ )?[^\r\n]*)`, 'gi')

const patterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, '[private key]'],
  // Begins once in a run of such characters: linear, whatever stands in an error.
  [/(?<![\w-])(?=[\w-]*eyJ)[\w-]{7,}(?:\.[\w-]*){1,4}/g, '[token]'],
  // What V8 and undici quote of the text that they could not read.
  [/(Unexpected token )[^]{0,200}?( is not valid JSON)/g, '$1[text]$2'],
  [/"[^"]{0,2000}"( is an invalid header (?:value|name))/g, '"[text]"$1'],
  [namedLine(wholeLineHeaders), '$1$2[secret]'],
  [/\b(Bearer|Basic|DPoP)\s+[\w+/=.~-]+/gi, '$1 [secret]'],
  [named(credentialNames), '$1[secret]'],
  [inQuotes(privateMembers), '$1[secret]'],
  [/:\/\/[^\s/?#"'<>]+@/g, '://[secret]@'],
]

/** Random values change between digits, small and large letters all the time; words, names and dates hardly ever. */
function looksRandom(run: string): boolean {
  if (!/\d/.test(run) || !/[a-z]/i.test(run)) return false
  return (run.replaceAll(/[_+=-]/g, '').match(/\d+|[a-z]+|[A-Z]+/g) ?? []).length > 5
}

/** Takes out what stands under the name of a credential, or has its form. For text that we made: a stack, say. */
export const redactCredentials = (text: string): string =>
  patterns.reduce((rest, [pattern, mask]) => rest.replace(pattern, mask), text)

/** Takes whatever looks like a credential out of a text, random values too: for what others said. */
export const redactText = (text: string): string =>
  redactCredentials(text).replaceAll(/[\w+=-]{16,}/g, (run) => (looksRandom(run) ? '[random]' : run))
