const mask = '[secret]'

/** Fields that carry a credential, or what protects one, wherever they stand: form, query, JSON or header. */
const secretNames = new Set([
  ...['accesstoken', 'refreshtoken', 'idtoken', 'idtokenhint', 'logouttoken', 'token', 'devicecode', 'code'],
  ...['subjecttoken', 'actortoken', 'clientsecret', 'clientassertion', 'assertion', 'samlresponse', 'authreqid'],
  ...['authorization', 'proxyauthorization', 'cookie', 'setcookie', 'dpop', 'codeverifier', 'nonce', 'state'],
  ...['initialaccesstoken', 'registrationaccesstoken', 'softwarestatement', 'request', 'requesturi'],
  ...['password', 'passwd', 'passphrase', 'secret', 'apikey', 'xapikey', 'privatekey', 'otp'],
])
// Some servers write accessToken; it is as secret as access_token.
const isSecretName = (name: string): boolean => secretNames.has(name.toLowerCase().replaceAll(/[-_]/g, ''))

// A value this short is found in ordinary words; its field's name still hides it.
const shortestSecret = 4
const longestText = 500
// A pattern has room for about 32,000 characters; a token may be longer.
const longestInPattern = 200
// Begins once in a run of such characters: linear, so that an answer of a megabyte can't stop the program.
const jwtLike = /(?<![\w-])(?=[\w-]*eyJ)[\w-]{8,}\.[\w-]+\.[\w-]*/g

// `name=value` and `"name": "value"` in text that was not taken apart: a form-encoded answer, JSON inside JSON.
const namedValue =
  /((?:(?:access|refresh|id|subject|actor|logout)_?token|client_?secret|client_?assertion|assertion|pass(?:word|phrase)|code_?verifier|device_?code|request_?uri|api_?key)(?:=|\\{0,3}["']\s{0,9}:\s{0,9}\\{0,3}["']))(?:\\[^"']|[^\s"'&\\<])+/gi

const escapePattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)

export interface Redactor {
  /** From now on this value is replaced wherever it occurs, also where a URL or a form wrote it. */
  readonly hide: (value: string | null | undefined) => void
  readonly text: (text: string) => string
  /** The value of a named field, replaced altogether where the name alone tells that it is secret. */
  readonly field: (name: string, value: string) => [string, string]
  /** A URL with the values of its query replaced where they are secret. */
  readonly url: (url: string) => string
}

interface Known {
  readonly long: readonly string[]
  readonly short: RegExp | null
}

/** Longest first, and all in one pass: a secret that contains another must not leave its ends behind. */
function knownOf(hidden: ReadonlySet<string>): Known {
  const known = [...hidden].toSorted((one, other) => other.length - one.length)
  const long = known.filter(({ length }) => length > longestInPattern)
  const patterns = known.slice(long.length).map(escapePattern)
  return { long, short: patterns.length === 0 ? null : new RegExp(patterns.join('|'), 'g') }
}

/** Keeps secrets out of what is shown: by the name before it, by known value, and by the look of a JWT. */
export function createRedactor(): Redactor {
  const hidden = new Set<string>()
  let known: Known | null = null

  function text(plain: string): string {
    const { long, short } = (known ??= knownOf(hidden))
    const withoutLong = long.reduce((kept, secret) => kept.replaceAll(secret, mask), plain)
    const unknowing = short === null ? withoutLong : withoutLong.replaceAll(short, mask)
    const redacted = unknowing.replaceAll(jwtLike, mask).replaceAll(namedValue, `$1${mask}`)
    return redacted.length > longestText ? `${redacted.slice(0, longestText)}…` : redacted
  }

  const field = (name: string, value: string): [string, string] =>
    isSecretName(name) ? [name, mask] : [name, text(value)]

  return {
    hide(value) {
      if (value === null || value === undefined || value.length < shortestSecret) return
      for (const form of [value, encodeURIComponent(value), new URLSearchParams([['', value]]).toString().slice(1)]) {
        hidden.add(form)
      }
      known = null
    },
    text,
    field,
    url(address) {
      if (!URL.canParse(address)) return text(address)
      const url = new URL(address)
      const query = [...url.searchParams].map(([name, value]) => field(name, value).join('=')).join('&')
      return text(`${url.origin}${url.pathname}`) + (query === '' ? '' : `?${query}`)
    },
  }
}
