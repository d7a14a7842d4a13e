import type { InspectedToken } from '../../contract/jwt.ts'
import { personalClaims } from './claim-words.ts'
import { claimValues, countsMilliseconds, instantOf, listOf, textOf } from './claim-values.ts'
import { spanText } from './explain-claim.ts'
import { repeatedNames, type JsonMember } from './json-members.ts'
import type { TokenToInspect } from './token-to-inspect.ts'

type Warning = InspectedToken['warnings'][number]
type Values = ReadonlyMap<string, unknown>

const dayMs = 24 * 60 * 60 * 1000
const clockToleranceMs = 60_000
const longestUsualHeader = 8000

/** A rule gives its sentence, or null when there is nothing to say. */
const when = (condition: boolean, text: string, reference: string): Warning[] =>
  condition ? [{ text, reference }] : []

export function headerWarnings(header: readonly JsonMember[], { which, profile }: TokenToInspect): Warning[] {
  const values = claimValues(header)
  const alg = textOf(values.get('alg'))
  const typ = textOf(values.get('typ'))?.toLowerCase() ?? null
  const kid = textOf(values.get('kid')) ?? ''
  const keyHints = ['jku', 'x5u', 'jwk', 'x5c'].filter((name) => values.has(name))
  const isHmac = alg !== null && /^HS\d/i.test(alg)
  return [
    ...when(alg === null, 'The header names no algorithm (alg)', 'RFC 7515 §4.1.1'),
    ...when(
      alg?.toLowerCase() === 'none',
      'Not signed at all: anybody can write such a token (alg none)',
      'RFC 8725 §3.2',
    ),
    ...when(
      isHmac && profile.jwksUri !== null,
      `Signed with a shared secret (${alg}), though this issuer publishes keys: the mark of a key confusion attack`,
      'RFC 8725 §2.1',
    ),
    ...when(
      which === 'access' && typ !== 'at+jwt' && typ !== 'application/at+jwt',
      'The type (typ) is not at+jwt, so other tokens of this issuer can pass for access tokens',
      'RFC 9068 §2.1',
    ),
    ...when(
      keyHints.length > 0,
      `The token brings its own key (${keyHints.join(', ')}), which a receiver must not believe`,
      'RFC 8725 §3.10',
    ),
    ...when(
      /[/\\'"; ]|\.\.|:\/\//.test(kid),
      'The key id (kid) holds characters of a path, an address or a query',
      'RFC 8725 §3.10',
    ),
    ...when(values.has('crit'), 'It has members that a receiver must understand or refuse (crit)', 'RFC 7515 §4.1.11'),
    ...when(
      values.get('b64') === false,
      'The payload is not encoded (b64 false), which a JWT must not do',
      'RFC 7797 §7',
    ),
    ...when(
      values.has('enc') && values.has('zip'),
      'Compressed before it was encrypted: its length tells of its content',
      'RFC 8725 §3.6',
    ),
    ...repeatedNames(header).map((name) => ({
      text: `The header has "${name}" more than once`,
      reference: 'RFC 7515 §4',
    })),
  ]
}

export function claimWarnings(claims: readonly JsonMember[], subject: TokenToInspect): Warning[] {
  const values = claimValues(claims)
  const repeated = repeatedNames(claims).map((name) => ({
    text: `"${name}" stands in it more than once, and receivers differ in which one they read`,
    reference: 'RFC 7519 §4',
  }))
  return [...repeated, ...timeWarnings(values, subject), ...partyWarnings(values, subject)]
}

function timeWarnings(values: Values, { which, now }: TokenToInspect): Warning[] {
  const [exp, nbf, iat] = ['exp', 'nbf', 'iat'].map((name) => instantOf(values.get(name))?.getTime() ?? null)
  const lifeMs = typeof exp === 'number' && typeof iat === 'number' ? exp - iat : null
  const odd = ['exp', 'nbf', 'iat'].filter((name) => values.has(name) && instantOf(values.get(name)) === null)
  const milliseconds = odd.filter((name) => countsMilliseconds(values.get(name)))
  const soonMs = now.getTime() + clockToleranceMs
  return [
    ...when(
      !values.has('exp'),
      'It has no expiry (exp): once stolen, it is good for ever',
      which === 'access' ? 'RFC 9068 §2.2' : 'RFC 7519 §4.1.4',
    ),
    ...when(
      milliseconds.length > 0,
      `Counted in milliseconds instead of seconds: ${milliseconds.join(', ')}`,
      'RFC 7519 §2',
    ),
    ...when(
      odd.length > milliseconds.length,
      `Not a number of seconds: ${odd.filter((name) => !milliseconds.includes(name)).join(', ')}`,
      'RFC 7519 §2',
    ),
    ...when(lifeMs !== null && lifeMs <= 0, 'It expired before it was issued', 'RFC 7519 §4.1.4'),
    ...when(
      which === 'access' && lifeMs !== null && lifeMs > dayMs,
      `It lives for ${spanText(lifeMs ?? 0)}; an hour or less is advised`,
      'RFC 6750 §5.3',
    ),
    ...when(
      typeof iat === 'number' && iat > soonMs,
      'It was issued in the future: one of the clocks is wrong',
      'RFC 7519 §4.1.6',
    ),
    ...when(typeof nbf === 'number' && nbf > soonMs, 'It is not valid yet (nbf)', 'RFC 7519 §4.1.5'),
  ]
}

function partyWarnings(values: Values, { which, profile, tokens }: TokenToInspect): Warning[] {
  const audience = listOf(values.get('aud'))
  const isForClientOnly = audience.length > 0 && audience.every((each) => each === profile.clientId)
  const isIdToken = values.has('nonce') || values.has('at_hash')
  const personal = personalClaims.filter((name) => values.has(name))
  const common = [
    ...when(!values.has('iss'), 'It does not say who issued it (iss)', 'RFC 8725 §3.8'),
    ...when(
      profile.issuer !== null && values.has('iss') && values.get('iss') !== profile.issuer,
      `Its issuer is not this profile’s, ${profile.issuer ?? ''}`,
      'RFC 8725 §3.8',
    ),
    ...when(
      audience.length === 0,
      'It names no audience (aud), so any API of this issuer may take it',
      'RFC 8725 §3.9',
    ),
  ]
  if (which === 'id') {
    return [
      ...common,
      ...when(
        profile.clientId !== null && audience.length > 0 && !audience.includes(profile.clientId),
        'It is meant for another application (aud)',
        'OpenID Connect Core §3.1.3.7',
      ),
    ]
  }
  return [
    ...common,
    ...when(
      isIdToken || isForClientOnly,
      'It looks like an ID token, which tells the application who signed in and is not for an API',
      'RFC 8725 §3.11',
    ),
    ...when(
      values.has('cnf') && tokens.tokenType.toLowerCase() === 'bearer',
      'It is bound to a key (cnf), and yet it is sent as a plain bearer token',
      'RFC 7800 §3',
    ),
    ...when(
      personal.length > 0,
      `Every API that gets it also gets personal data: ${personal.join(', ')}`,
      'RFC 9068 §6',
    ),
  ]
}

export function sizeWarning(length: number): Warning[] {
  return when(
    length > longestUsualHeader,
    `With ${length} characters it is too long for the header limit of many servers`,
    'RFC 9110 §5.4',
  )
}
