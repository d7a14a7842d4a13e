import type { Claim } from '../../contract/jwt.ts'
import { isRecord } from '../json/is-record.ts'
import { chipsOf, isListClaim } from './claim-chips.ts'
import { claimMeaning } from './claim-meaning.ts'
import { instantOf, isoInstantOf, listOf, millisecondClaims, textOf, timeClaims } from './claim-values.ts'
import { explainAudience } from './explain-audience.ts'
import { calm, explainTime, look, type Words } from './explain-time.ts'
import type { JsonMember } from './json-members.ts'
import { levelInWords, methodsInWords } from './sign-in-words.ts'
import { withoutInnerSignatures } from './without-inner-signatures.ts'
import type { ClaimSetting } from './token-to-inspect.ts'

/** One claim in words, compared with the profile and the clock. `all` holds the claims by name. */
export function explainClaim(member: JsonMember, all: ReadonlyMap<string, unknown>, setting: ClaimSetting): Claim {
  const { name, json, value } = member
  const { meaning, source, reference } = claimMeaning(name, all)
  const words = timeClaims.includes(name)
    ? explainTimeOf(name, value, meaning, all, setting)
    : explainValue(name, value, meaning, setting)
  return {
    ...{ name, json: withoutInnerSignatures(json), kind: kindOf(name, value), ...words, source, reference },
    chips: chipsOf(name, value).map(withoutInnerSignatures),
    instant: momentOf(name, value, setting)?.toISOString() ?? null,
  }
}

/** PASETO registers three times (PASETO specification, 04-Claims); any other claim of it is what its writer makes of it. */
const pasetoTimes: readonly string[] = ['exp', 'nbf', 'iat']
const isIsoTime = (name: string, { times }: ClaimSetting): boolean => times === 'iso-8601' && pasetoTimes.includes(name)

function explainTimeOf(
  name: string,
  value: unknown,
  meaning: string,
  all: ReadonlyMap<string, unknown>,
  setting: ClaimSetting,
): Words {
  if (!isIsoTime(name, setting)) return explainTime(name, value, meaning, all, setting.now)
  const seconds = isoSeconds(value)
  if (seconds === null) return look('Not a time: text such as 2030-01-31T12:00:00Z belongs here (ISO 8601)')
  return explainTime(name, seconds, meaning, new Map([...all, ['exp', isoSeconds(all.get('exp'))]]), setting.now)
}

const isoSeconds = (value: unknown): number | null => {
  const instant = isoInstantOf(value)
  return instant === null ? null : instant.getTime() / 1000
}

function momentOf(name: string, value: unknown, setting: ClaimSetting): Date | null {
  if (isIsoTime(name, setting)) return isoInstantOf(value)
  if (timeClaims.includes(name)) return instantOf(value)
  return millisecondClaims.includes(name) && typeof value === 'number' ? instantOf(value / 1000) : null
}

function kindOf(name: string, value: unknown): Claim['kind'] {
  if (timeClaims.includes(name) || millisecondClaims.includes(name)) return 'time'
  if (isListClaim(name, value)) return 'list'
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'other'
}

const bindings: Readonly<Record<string, string>> = {
  jkt: 'bound to a DPoP key (RFC 9449 §6.1): each request needs a proof made with it',
  'x5t#S256': 'bound to a client certificate (RFC 8705 §3.1): it works only over a connection that shows it',
  jwk: 'bound to the key that stands here',
  kid: 'bound to a key that is named here',
}

function explainValue(name: string, value: unknown, usual: string, setting: ClaimSetting): Words {
  const { profile, which } = setting
  switch (name) {
    case 'iss':
      return explainIssuer(value, usual, profile.issuer)
    case 'aud':
      return explainAudience(listOf(value), setting)
    case 'sub':
      if (typeof value !== 'string') return look(`${usual}: text belongs here`)
      return calm(
        value === profile.clientId
          ? 'The application itself: it speaks for no person'
          : 'The user that the token speaks for',
      )
    case 'azp':
    case 'client_id':
    case 'appid':
    case 'cid':
      if (profile.clientId === null) return calm(usual)
      return value === profile.clientId
        ? calm(`${usual} (this profile’s)`)
        : look(`${usual}: another than this profile’s`)
    case 'amr':
      return calm(methodsInWords(listOf(value)) ?? usual)
    case 'acr':
      return calm(levelInWords(textOf(value) ?? String(typeof value === 'number' ? value : '')) ?? usual)
    case 'jti':
      return setting.jtiSeen === null ? calm(usual) : look(`Another token had this name before: ${setting.jtiSeen}`)
    case 'email_verified':
    case 'phone_number_verified':
      return value === true ? calm(usual) : look(`${usual}: it was not`)
    case 'cnf': {
      const by = isRecord(value) ? Object.keys(bindings).find((each) => Object.hasOwn(value, each)) : undefined
      return calm(by === undefined ? usual : `It is ${bindings[by] ?? ''}`)
    }
    case 'typ':
    case 'token_use':
      return explainUse(textOf(value), usual, which)
    default:
      return calm(usual)
  }
}

function explainIssuer(value: unknown, usual: string, issuer: string | null): Words {
  if (typeof value !== 'string') return look(`${usual}: text belongs here`)
  if (issuer === null) return calm(usual)
  if (value === issuer) return calm(`Issued by ${issuer} (matches this profile)`)
  return withoutSlash(value) === withoutSlash(issuer)
    ? look(`This profile’s issuer but for a slash at the end, ${issuer}: receivers compare every character`)
    : look(`Issued by somebody else than this profile’s issuer, ${issuer}`)
}

const withoutSlash = (address: string): string => (address.endsWith('/') ? address.slice(0, -1) : address)

/** Keycloak and Cognito say in the claims what the token is for. */
function explainUse(use: string | null, usual: string, which: ClaimSetting['which']): Words {
  const said = use?.toLowerCase()
  if (said === 'id' && which === 'access') return look(`${usual}: an ID token, which is not for an API`)
  if (said === 'refresh' && which === 'access') return look(`${usual}: a refresh token, which is not for an API`)
  return calm(usual)
}
