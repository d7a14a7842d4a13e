import type { TokenWarning } from '../../contract/jwt.ts'
import { textOf } from './claim-values.ts'
import { repeatedNames } from './json-members.ts'
import { isUnsecured, typeOf } from './token-kind.ts'
import type { SealedParts, SignedParts } from './token-parts.ts'
import type { ClaimSetting } from './token-to-inspect.ts'
import { quoted, warn, when } from './warning.ts'

type Values = ReadonlyMap<string, unknown>

/** Path, address, query, shell and markup: what turns a look-up of a key into something else. Base64 is no such thing. */
const strangeKeyId = /\.\.[/\\]|^[/\\~|]|[\\'";<>`|$\0\s]|:\/\/|^file:|--/
const ownAddresses = ['jku', 'x5u', 'jwk'] as const
const understood: readonly string[] = ['b64']
/** RFC 7515 §4.1.11: what every receiver knows must not be listed. */
const registeredBySpec: readonly string[] = [
  ...['alg', 'jku', 'jwk', 'kid', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'typ', 'cty', 'crit', 'enc', 'zip'],
]
const mostIterations = 1_000_000

/** What the header of a JWS or JWE lets an attacker try (RFC 8725, RFC 7515). */
export function headerWarnings(
  parts: SignedParts | SealedParts,
  values: Values,
  setting: ClaimSetting,
): readonly TokenWarning[] {
  const { which } = setting
  const typ = typeOf(values)
  const kid = values.get('kid')
  const isProof = typ?.endsWith('dpop+jwt') === true || typ?.startsWith('openid4vci-proof') === true
  const own = isProof ? [] : ownAddresses.filter((name) => values.has(name))
  return [
    ...(parts.format === 'jwt' ? algorithmWarnings(values, setting) : sealingWarnings(values)),
    ...when(
      which === 'access' && parts.format === 'jwt' && typ !== 'at+jwt',
      ...(['low', 'typ', 'RFC 9068 §2.1'] as const),
      `Its type (typ) is ${typ === null ? 'missing' : quoted(textOf(values.get('typ')) ?? '')}, not at+jwt`,
      'Lets another token of this issuer, such as an ID token, pass for an access token',
    ),
    ...when(
      own.length > 0,
      ...(['medium', own[0] ?? null, 'RFC 8725 §3.10'] as const),
      `The token brings its own key, or says where to fetch it (${own.join(', ')})`,
      'Lets an attacker sign with a key of their own, on a receiver that believes it, or make that receiver ask any address',
    ),
    ...when(
      values.has('x5c') && !isProof,
      ...(['low', 'x5c', 'RFC 8725 §3.10'] as const),
      'The token brings its own certificates (x5c)',
      'Lets an attacker sign with a certificate of their own, on a receiver that does not check who issued it',
    ),
    ...when(
      typeof kid === 'string' && strangeKeyId.test(kid.slice(0, 2000)),
      ...(['medium', 'kid', 'RFC 8725 §3.10'] as const),
      `The key id (kid) holds characters of a path, an address or a query: ${quoted(textOf(kid) ?? '')}`,
      'Lets an attacker choose the key, or run a query, on a receiver that looks keys up by a path or in a database',
    ),
    ...when(
      kid !== undefined && typeof kid !== 'string',
      ...(['low', 'kid', 'RFC 7515 §4.1.4'] as const),
      'The key id (kid) is no text',
      null,
    ),
    ...criticalWarnings(values),
    ...when(
      values.get('b64') === false,
      ...(['medium', 'b64', 'RFC 7797 §7'] as const),
      'The payload is not encoded (b64 false), which a JWT must not do',
      'Lets an attacker show one payload to who checks it and another to who reads it, where only one of them knows b64',
    ),
    ...repeatedNames(parts.header).map((name) =>
      warn(
        ...(['medium', name, 'RFC 7515 §4'] as const),
        `The header has ${quoted(name)} more than once, and receivers differ in which one they read`,
        'Lets an attacker show one value to a gateway and another to the API behind it',
      ),
    ),
  ]
}

function algorithmWarnings(values: Values, { profile }: ClaimSetting): readonly TokenWarning[] {
  const alg = values.get('alg')
  if (typeof alg !== 'string') {
    const text = alg === undefined ? 'The header names no algorithm (alg)' : 'The algorithm (alg) is no text'
    const lets = 'Lets whoever writes a token leave the check to chance, on a receiver that guesses the algorithm'
    return [warn('high', values.has('alg') ? 'alg' : null, 'RFC 7515 §4.1.1', text, lets)]
  }
  if (isUnsecured(alg)) {
    const text = `Not signed at all: anybody can write such a token (alg ${alg.trim()})`
    return [warn('high', 'alg', 'RFC 8725 §3.2', text, 'Lets anybody be anybody, on a receiver that takes it')]
  }
  const isHmac = /^\s*HS\d/i.test(alg)
  const isListed = profile.algorithms?.includes(alg) === true
  return [
    ...when(
      isHmac && profile.jwksUri !== null && !isListed,
      ...(['high', 'alg', 'RFC 8725 §2.1'] as const),
      `Signed with a shared secret (${quoted(alg)}), though this issuer publishes keys: the mark of a key confusion attack`,
      'Lets anybody sign with the public key as the secret, on a receiver that takes the algorithm from the token',
    ),
    ...when(
      isHmac && (profile.jwksUri === null || isListed),
      ...(['note', 'alg', 'RFC 8725 §3.5'] as const),
      'Signed with a shared secret: every API that can check it could also write it, and the secret must not be guessable',
      'Lets whoever guesses the secret from one token write any other, without asking the server',
    ),
    ...when(
      !isHmac && profile.algorithms !== null && !isListed,
      ...(['medium', 'alg', 'RFC 8725 §3.1'] as const),
      `The issuer’s metadata do not name ${quoted(alg)} among its algorithms`,
      'Lets somebody else’s token pass, on a receiver that takes whatever algorithm the token names',
    ),
    ...when(
      ['RS1', 'HS1'].includes(alg.trim()),
      ...(['high', 'alg', 'RFC 8725 §3.2'] as const),
      `${alg.trim()} uses SHA-1, and IANA’s registry prohibits it`,
      'Lets whoever can afford a collision forge a signature',
    ),
    ...when(
      alg === 'EdDSA',
      ...(['note', 'alg', 'RFC 9864 §2.2'] as const),
      'EdDSA says no curve and is deprecated; Ed25519 took its place',
      null,
    ),
  ]
}

function sealingWarnings(values: Values): readonly TokenWarning[] {
  const alg = textOf(values.get('alg')) ?? ''
  const count = values.get('p2c')
  return [
    ...when(
      !values.has('alg') || !values.has('enc'),
      ...(['medium', null, 'RFC 7516 §4.1'] as const),
      'The header does not say how it is encrypted (alg, enc)',
      null,
    ),
    ...when(
      alg === 'RSA1_5',
      ...(['medium', 'alg', 'RFC 8725 §3.2'] as const),
      'Its key is encrypted with RSA1_5 (PKCS #1 v1.5)',
      'Lets an attacker open it by asking a receiver that tells good padding from bad (Bleichenbacher)',
    ),
    ...when(
      alg === 'dir',
      ...(['low', 'alg', 'RFC 7518 §4.5'] as const),
      'Encrypted directly with a key that both sides share (dir): it says nothing about who wrote it',
      'Lets everybody who has the key write such tokens',
    ),
    ...when(
      alg.startsWith('PBES2'),
      ...(['low', 'alg', 'RFC 8725 §3.5'] as const),
      'Encrypted with a password',
      'Lets whoever has the token try passwords at leisure',
    ),
    ...when(
      typeof count === 'number' && count > mostIterations,
      ...(['medium', 'p2c', 'RFC 7518 §4.8.1.2'] as const),
      'It asks the receiver to hash a password more than a million times (p2c)',
      'Lets anybody keep a receiver busy with one small token',
    ),
    ...when(
      values.has('enc') && values.has('zip'),
      ...(['medium', 'zip', 'RFC 8725 §3.6'] as const),
      'Compressed before it was encrypted: its length tells of its content',
      'Lets somebody who can have text put into it find out what else is inside, by its length',
    ),
  ]
}

function criticalWarnings(values: Values): readonly TokenWarning[] {
  if (!values.has('crit')) return []
  const crit = values.get('crit')
  const names: readonly unknown[] = Array.isArray(crit) ? crit : []
  const isMalformed =
    names.length === 0 ||
    names.some((each) => typeof each !== 'string' || registeredBySpec.includes(each) || !values.has(each))
  const unknown = names.filter((each) => typeof each === 'string' && !understood.includes(each))
  const reference = 'RFC 7515 §4.1.11'
  return [
    ...when(isMalformed, 'medium', 'crit', reference, 'Its list of critical members (crit) breaks the rules', null),
    ...when(
      unknown.length > 0,
      ...(['medium', 'crit', reference] as const),
      `A receiver must understand ${unknown
        .slice(0, 10)
        .map((each) => quoted(String(each)))
        .join(', ')} or refuse it (crit)`,
      'Lets an attacker find out which receivers pass over what they must not',
    ),
  ]
}
