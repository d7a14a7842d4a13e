import { SecretText } from '../vault/secret-text.ts'
import { isCredentialField, isCredentialHeader } from './credential-names.ts'
import { secretReference } from './secret-reference.ts'
import type { Place } from '../credentials/carry.ts'
import { isNamed, revealed, type HeaderLine, type WireHeader } from './wire-request.ts'

const bodyPreviewLimit = 10_000
// Begins once in a run of such characters: linear, whatever an API writes.
const jwtShape = /(?<![\w-])(?=[\w-]*eyJ)[\w-]{11,}\.[\w-]+(?:\.[\w-]*){1,3}/g
const jsonMember = /"([A-Za-z0-9_-]{1,40})"(\s{0,20}:\s{0,20})"((?:[^"\\]|\\.)*)"/g

/** `name=value` pairs between `&`, with the values of such names shortened. */
const redactPairs = (pairs: string, isCredential: (name: string) => boolean): string =>
  pairs
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=')
      if (equals < 1 || !isCredential(decoded(pair.slice(0, equals)))) return pair
      // Its ends are told by the length of the value itself, which its encoding makes longer.
      const [[, value] = ['', '']] = new URLSearchParams(`v${pair.slice(equals)}`)
      return `${pair.slice(0, equals + 1)}${secretReference(value)}`
    })
    .join('&')

function decoded(name: string): string {
  return new URLSearchParams(`${name}=`).keys().next().value ?? name
}

function redactCredentialHeader(name: string, value: string): string {
  if (isNamed(name, 'cookie')) {
    return value
      .split(';')
      .map((pair) => {
        const equals = pair.indexOf('=')
        return `${pair.slice(0, equals + 1)}${secretReference(pair.slice(equals + 1))}`
      })
      .join(';')
  }
  const scheme = /^([!#$%&'*+\-.^_`|~\w]{1,40}) +(\S.*)$/.exec(value)
  if (scheme === null) return secretReference(value)
  const [, word = '', credentials = ''] = scheme
  // The ends of a Basic value are the ends of the user name and of the password.
  return /^(?:basic|digest)$/i.test(word) ? `${word} …` : `${word} ${secretReference(credentials)}`
}

/** The query of an address, up to its fragment. */
const queryOf = /^([^?#]*\?)([^#]*)(.*)$/s

const leastOfSecret = 12
const mostBeginnings = 100

/** Text that was cut to a length may end in the beginning of a secret, which is most of it. */
function withoutCutEnd(shown: string, secret: string, reference: string): string {
  const beginning = secret.slice(0, leastOfSecret)
  let at = shown.indexOf(beginning, Math.max(0, shown.length - secret.length))
  for (let tries = 0; at !== -1 && tries < mostBeginnings; tries += 1) {
    if (secret.startsWith(shown.slice(at))) return `${shown.slice(0, at)}${reference}`
    at = shown.indexOf(beginning, at + 1)
  }
  return shown
}

/**
 * Takes secrets out of what a person is shown of an exchange: those that this exchange is known to carry, wherever
 * they stand, and whatever stands under the name of a credential, `place` being where the profile puts its own. Pure, and linear in the text.
 */
export function createRedactor(secrets: readonly SecretText[], place: Place | null = null) {
  const isOurParameter = (name: string) => place?.in === 'query' && name === place.name
  const isCredential = (name: string) => isOurParameter(name) || isCredentialField(name)
  const known = new Map<string, string>()
  for (const secret of secrets) {
    const value = secret.reveal()
    if (value.length < 6) continue
    for (const spelling of [value, encodeURIComponent(value)]) known.set(spelling, secretReference(value))
  }

  /** Known secrets by value. */
  function text(shown: string): string {
    let redacted = shown
    for (const [value, reference] of known) {
      redacted = withoutCutEnd(
        redacted.replaceAll(value, () => reference),
        value,
        reference,
      )
    }
    return redacted
  }

  return {
    text,
    /** As `text`, and anything that looks like a signed token: for sentences that quote what a server wrote. */
    quote: (shown: string): string => text(shown).replace(jwtShape, (token) => secretReference(token)),
    url: (shown: string): string =>
      text(
        shown.replace(queryOf, (_whole, before: string, query: string, after: string) =>
          [before, redactPairs(query, isCredential), after].join(''),
        ),
      ),
    sentHeader: ([name, value]: WireHeader): [string, string] => {
      const plain = revealed(value)
      // What Claimcheck itself put in is a credential, whatever the line is called.
      const isCredentialLine = value instanceof SecretText || isCredentialHeader(name)
      return [name, text(isCredentialLine ? redactCredentialHeader(name, plain) : plain)]
    },
    /** What a server sent is its own; only what we sent it is taken out when it echoes that. */
    receivedHeader: ([name, value]: HeaderLine): [string, string] => {
      const isAddress = isNamed(name, 'location') || isNamed(name, 'content-location')
      const ours = (_whole: string, before: string, query: string, after: string) =>
        [before, redactPairs(query, isOurParameter), after].join('')
      return [name, text(isAddress ? value.replace(queryOf, ours) : value)]
    },
    bodyPreview(body: Uint8Array | null): string {
      if (body === null) return ''
      const plain = text(Buffer.from(body.subarray(0, bodyPreviewLimit)).toString('utf8'))
      const trimmed = plain.trimStart()
      if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
        return plain.replace(jsonMember, (whole, name: string, colon: string, value: string) =>
          isCredentialField(name) ? `"${name}"${colon}"${secretReference(value)}"` : whole,
        )
      }
      return /^[^\s=&]{1,200}=/.test(trimmed) ? redactPairs(plain, isCredentialField) : plain
    },
  }
}
export type Redactor = ReturnType<typeof createRedactor>
