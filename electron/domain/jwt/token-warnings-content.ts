import type { TokenWarning } from '../../contract/jwt.ts'
import { isRecord } from '../json/is-record.ts'
import { claimedRoles } from './claim-chips.ts'
import { personalClaims } from './claim-words.ts'
import { isUnreadableAudience, scopesOf, textOf } from './claim-values.ts'
import { repeatedInside, repeatedNames } from './json-members.ts'
import type { SignedParts } from './token-parts.ts'
import type { ClaimSetting } from './token-to-inspect.ts'
import { quoted, warn, when } from './warning.ts'

type Values = ReadonlyMap<string, unknown>

const secretName =
  /^(?:password|passwd|pwd|secret|client_secret|api_?key|private_?key|refresh_token|access_token|credit_card|card_number|cvv)$/i

/** Members that stand twice, at the top and inside. */
export function repetitionWarnings({ claims, claimsText }: SignedParts): readonly TokenWarning[] {
  const names = [...repeatedNames(claims ?? []), ...repeatedInside(claimsText ?? '')]
  return names
    .slice(0, 20)
    .map((name) =>
      warn(
        ...(['medium', name, 'RFC 7519 §4'] as const),
        `${quoted(name)} stands in it more than once, and receivers differ in which one they read`,
        'Lets an attacker show one value to a gateway and another to the API behind it',
      ),
    )
}

/** An ID token by its content (OpenID Connect Core §2), whatever its type says. */
export const isIdTokenLike = (values: Values): boolean =>
  ['nonce', 'at_hash', 'c_hash', 's_hash'].some((name) => values.has(name)) ||
  textOf(values.get('token_use')) === 'id' ||
  textOf(values.get('typ')) === 'ID'

/** A refresh token by its own words (Keycloak). */
export const isRefreshTokenLike = (values: Values): boolean =>
  /^(?:refresh|offline)$/i.test(textOf(values.get('typ')) ?? '')

/** What an access token, or one of an unknown kind that was sent to an API, says besides who and when. */
export function accessWarnings(
  values: Values,
  setting: ClaimSetting,
  tokenType: string | null,
): readonly TokenWarning[] {
  const { which } = setting
  const personal = personalClaims.filter((name) => values.has(name))
  return [
    ...when(
      isIdTokenLike(values),
      ...(['high', idMark(values), 'RFC 8725 §3.11'] as const),
      'It looks like an ID token, which tells the application who signed in and is not for an API',
      'Lets every application that signs people in with this issuer call the API as them',
    ),
    ...when(
      isRefreshTokenLike(values),
      ...(['high', 'typ', 'RFC 6749 §1.5'] as const),
      'It is a refresh token by its own words, which only the server that gave it may see',
      'Lets the API that gets it renew access as the person, for as long as it lives',
    ),
    ...when(
      which === 'access' && !values.has('jti'),
      ...(['low', null, 'RFC 9068 §2.2'] as const),
      'It has no name of its own (jti)',
      'Lets a replay go unnoticed, and nobody can revoke this one token',
    ),
    ...when(
      which === 'access' && !values.has('sub'),
      ...(['low', null, 'RFC 9068 §2.2'] as const),
      'It does not say whom it speaks for (sub)',
      null,
    ),
    ...bindingWarnings(values, tokenType),
    ...rightsWarnings(values),
    ...when(
      personal.length > 0,
      ...(['low', personal[0] ?? null, 'RFC 9068 §6'] as const),
      `Every API that gets it also gets personal data: ${personal.join(', ')}`,
      'Lets everybody who sees the token, or a log with it, read them',
    ),
  ]
}

const idMark = (values: Values): string | null =>
  ['nonce', 'at_hash', 'c_hash', 's_hash', 'token_use', 'typ'].find((name) => values.has(name)) ?? null

function bindingWarnings(values: Values, tokenType: string | null): readonly TokenWarning[] {
  const type = tokenType?.toLowerCase() ?? null
  const cnf = values.get('cnf')
  const isByCertificate = isRecord(cnf) && Object.hasOwn(cnf, 'x5t#S256') && !Object.hasOwn(cnf, 'jkt')
  return [
    ...when(
      values.has('cnf') && !isByCertificate && type === 'bearer',
      ...(['medium', 'cnf', 'RFC 9449 §7.1'] as const),
      'It is bound to a key (cnf), and yet it is sent as a plain bearer token',
      'Lets whoever steals it use it without the key, if the API takes it like this',
    ),
    ...when(
      type === 'dpop' && !(isRecord(cnf) && Object.hasOwn(cnf, 'jkt')),
      ...(['medium', values.has('cnf') ? 'cnf' : null, 'RFC 9449 §6'] as const),
      'It is sent with DPoP, and says of no key that it is bound to it (cnf.jkt)',
      'Lets whoever steals it use it with a key of their own, unless the API asks the issuer',
    ),
  ]
}

function rightsWarnings(values: Values): readonly TokenWarning[] {
  const [scope, scp] = [scopesOf(values.get('scope')), scopesOf(values.get('scp'))]
  const differ = scope.some((each) => !scp.includes(each)) || scp.some((each) => !scope.includes(each))
  const grant = (textOf(values.get('gty')) ?? textOf(values.get('grant_type')) ?? '').toLowerCase()
  return [
    ...when(
      values.has('scope') && values.has('scp'),
      ...([differ ? 'medium' : 'low', 'scp', 'RFC 9068 §2.2.3'] as const),
      differ ? 'It has both scope and scp, and they say different things' : 'It has both scope and scp',
      'Lets a caller have the wider of the two, where a gateway reads one and the API the other',
    ),
    ...when(
      !values.has('scope') && !values.has('scp') && claimedRoles(values).length > 0,
      ...(['note', null, 'RFC 9068 §2.2.3'] as const),
      'It has roles and no scope: whatever the person may do, the application may do as well',
      'Lets any application that the person signs in with do all that they may',
    ),
    ...when(
      [...scope, ...scp].some((each) => each === '*' || each === '/.default'),
      ...(['low', values.has('scope') ? 'scope' : 'scp', 'RFC 9700 §2.3'] as const),
      'Its scope is everything',
      'Lets whoever gets hold of it do all that the person may',
    ),
    ...when(
      grant === 'password',
      ...(['low', values.has('gty') ? 'gty' : 'grant_type', 'RFC 9700 §2.4'] as const),
      'It was got with the person’s password, which the application has seen',
      'Lets the application sign in as the person wherever that password is good',
    ),
    ...when(
      grant === 'implicit',
      ...(['low', values.has('gty') ? 'gty' : 'grant_type', 'RFC 9700 §2.1.2'] as const),
      'It came in an address (implicit grant)',
      'Lets it leak through the browser’s history, a log or a redirect',
    ),
  ]
}

/** For tokens of all kinds. */
export function generalWarnings(values: Values, { jtiSeen }: ClaimSetting): readonly TokenWarning[] {
  const secrets = [...values.keys()].filter((name) => secretName.test(name)).slice(0, 10)
  return [
    ...when(
      jtiSeen !== null,
      ...(['medium', 'jti', 'RFC 7519 §4.1.7'] as const),
      `Another token had its name (jti) before: ${jtiSeen ?? ''}`,
      'Lets a replay go unnoticed, where a receiver knows tokens by their names',
    ),
    ...when(
      secrets.length > 0,
      ...(['high', secrets[0] ?? null, 'RFC 7519 §12'] as const),
      `It holds what looks like a secret: ${secrets.map((each) => quoted(each)).join(', ')}. Everybody can read a signed token`,
      'Lets everybody who sees the token, or a log with it, use that secret',
    ),
    ...when(
      isUnreadableAudience(values),
      ...(['medium', 'aud', 'RFC 7519 §4.1.3'] as const),
      'Its audience (aud) is neither text nor a list of texts',
      null,
    ),
  ]
}
