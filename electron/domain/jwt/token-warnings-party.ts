import type { TokenWarning } from '../../contract/jwt.ts'
import { isUnreadableAudience, listOf, textOf } from './claim-values.ts'
import { isForAnotherPlace, originOf } from './explain-audience.ts'
import type { ClaimSetting } from './token-to-inspect.ts'
import { quoted, when } from './warning.ts'

type Values = ReadonlyMap<string, unknown>

/** Loopback is where tests run, and nobody listens in between (RFC 8252 §8.3). */
const isOpenHttp = (address: string): boolean =>
  /^http:\/\//i.test(address) && !/^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?:[:/]|$)/i.test(address)

const withoutSlash = (address: string): string => (address.endsWith('/') ? address.slice(0, -1) : address)

/** Who issued it. */
export function issuerWarnings(values: Values, { profile }: ClaimSetting): readonly TokenWarning[] {
  const iss = values.get('iss')
  const text = textOf(iss)
  const own = profile.issuer
  const isOther = own !== null && text !== null && text !== own
  const isSlash = isOther && withoutSlash(text) === withoutSlash(own)
  return [
    ...when(
      text === null,
      ...(['medium', values.has('iss') ? 'iss' : null, 'RFC 8725 §3.8'] as const),
      values.has('iss') ? 'Its issuer (iss) is no text' : 'It does not say who issued it (iss)',
      'Lets a token of one issuer pass for one of another, where a receiver trusts several',
    ),
    ...when(
      isOther && !isSlash,
      ...(['high', 'iss', 'RFC 8725 §3.8'] as const),
      `Its issuer, ${quoted(text ?? '')}, is not this profile’s, ${own ?? ''}`,
      'Lets another issuer speak for this one’s users, on a receiver that does not compare',
    ),
    ...when(
      isSlash,
      ...(['medium', 'iss', 'RFC 8725 §3.8'] as const),
      `Its issuer, ${quoted(text ?? '')}, differs from this profile’s by a slash at the end: receivers compare every character`,
      null,
    ),
    ...when(
      isOpenHttp(text ?? ''),
      ...(['medium', 'iss', 'RFC 8414 §2'] as const),
      'Its issuer is an http address: its keys are fetched without TLS',
      'Lets whoever stands in between put their own key in place of the issuer’s',
    ),
    ...when(
      /^https?:\/\/[^]*[?#]/.test((text ?? '').slice(0, 2000)),
      ...(['low', 'iss', 'RFC 8414 §2'] as const),
      'Its issuer has a query or a fragment, which an issuer must not have',
      null,
    ),
  ]
}

/** Whom an access token, or one of an unknown kind, is meant for. */
export function audienceWarnings(values: Values, setting: ClaimSetting): readonly TokenWarning[] {
  const { profile, which, sentTo } = setting
  const audience = listOf(values.get('aud'))
  const strangers = audience.filter((each) => !profile.resources.includes(each) && each !== profile.clientId)
  const hasMatch = profile.resources.some((each) => audience.includes(each))
  const isForClient =
    profile.clientId !== null && audience.length > 0 && audience.every((each) => each === profile.clientId)
  const others = 'Lets each of its receivers use it at the others, as the person'
  return [
    ...when(
      audience.length === 0 && !isUnreadableAudience(values),
      ...(['medium', values.has('aud') ? 'aud' : null, 'RFC 8725 §3.9'] as const),
      'It names no audience (aud), so any API of this issuer may take it',
      'Lets an API that gets it use it at any other, as the person',
    ),
    ...when(
      audience.includes('*'),
      ...(['high', 'aud', 'RFC 8725 §3.9'] as const),
      'It is meant for everybody: its audience is *',
      'Lets an API that gets it use it at any other, as the person',
    ),
    ...when(
      profile.resources.length > 0 && audience.length > 0 && !hasMatch && !isForClient,
      ...(['medium', 'aud', 'RFC 8707 §2.2'] as const),
      `It is not meant for ${profile.resources.join(' or ')}, which this profile asks for`,
      'Lets a token for one API be used at another, if that one takes it',
    ),
    ...when(
      hasMatch && strangers.length > 0,
      ...(['low', 'aud', 'RFC 9700 §2.3'] as const),
      `It is meant for others too: ${strangers
        .slice(0, 5)
        .map((each) => quoted(each))
        .join(', ')}`,
      others,
    ),
    ...when(
      profile.resources.length === 0 && audience.length > 1,
      ...(['low', 'aud', 'RFC 9700 §2.3'] as const),
      `It is meant for ${audience.length} receivers`,
      others,
    ),
    ...when(
      isForClient && which === 'access',
      ...(['medium', 'aud', 'RFC 9068 §2.2'] as const),
      'It is meant for the application itself (aud is its client id), not for an API',
      'Lets a token that was given to any application pass, on an API that takes applications for its audience',
    ),
    ...when(
      isForAnotherPlace(audience, sentTo),
      ...(['medium', 'aud', 'RFC 8725 §3.9'] as const),
      `It was sent to ${originOf(sentTo ?? '') ?? ''}, and is meant for ${audience
        .slice(0, 3)
        .map((each) => quoted(each))
        .join(', ')}`,
      'Lets the API that got it use it where it is meant for',
    ),
  ]
}

/** Whom an ID token is meant for (OpenID Connect Core §3.1.3.7). */
export function applicationWarnings(values: Values, { profile }: ClaimSetting): readonly TokenWarning[] {
  const audience = listOf(values.get('aud'))
  const { clientId } = profile
  const azp = textOf(values.get('azp'))
  const reference = 'OpenID Connect Core §3.1.3.7'
  return [
    ...when(
      audience.length === 0 && !isUnreadableAudience(values),
      ...(['medium', values.has('aud') ? 'aud' : null, reference] as const),
      'It names no audience (aud), so any application may take it',
      'Lets one application sign in at another as the person',
    ),
    ...when(
      clientId !== null && audience.length > 0 && !audience.includes(clientId),
      ...(['high', 'aud', reference] as const),
      'It is meant for another application (aud)',
      'Lets that other application sign in at this one as the person',
    ),
    ...when(
      audience.length > 1 && azp === null,
      ...(['low', 'aud', reference] as const),
      'It is meant for several applications and does not say which one asked for it (azp)',
      'Lets one of them sign in at the others as the person',
    ),
    ...when(
      clientId !== null && azp !== null && azp !== clientId,
      ...(['medium', 'azp', reference] as const),
      'It was issued to another application (azp)',
      'Lets that other application sign in at this one as the person',
    ),
  ]
}
