import type { Claim } from '../../contract/jwt.ts'
import { claimMeaning } from './claim-words.ts'
import { countsMilliseconds, instantOf, listOf, scopesOf } from './claim-values.ts'
import type { JsonMember } from './json-members.ts'
import type { TokenToInspect } from './token-to-inspect.ts'

const timeClaims = ['exp', 'nbf', 'iat', 'auth_time', 'updated_at']
const scopeClaims = ['scope', 'scp']
const clockToleranceMs = 60_000

/** One claim in words, compared with the profile and the clock. `all` holds the claims by name. */
export function explainClaim(member: JsonMember, all: ReadonlyMap<string, unknown>, subject: TokenToInspect): Claim {
  const { name, json, value } = member
  const isTime = timeClaims.includes(name)
  const instant = isTime ? instantOf(value) : null
  const { meaning, attention } = isTime ? aboutTime(name, value, all, subject.now) : about(name, value, subject)
  return {
    name,
    json,
    kind: kindOf(name, value),
    chips: [...chipsOf(name, value)],
    meaning,
    instant: instant?.toISOString() ?? null,
    attention,
  }
}

function kindOf(name: string, value: unknown): Claim['kind'] {
  if (timeClaims.includes(name)) return 'time'
  if (scopeClaims.includes(name) || isListOfTexts(value)) return 'list'
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'other'
}

const isListOfTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')

function chipsOf(name: string, value: unknown): readonly string[] {
  if (scopeClaims.includes(name)) return scopesOf(value)
  return isListOfTexts(value) ? listOf(value) : []
}

interface Words {
  readonly meaning: string
  readonly attention: boolean
}
const calm = (meaning: string): Words => ({ meaning, attention: false })
const look = (meaning: string): Words => ({ meaning, attention: true })

function about(name: string, value: unknown, { profile, which }: TokenToInspect): Words {
  switch (name) {
    case 'iss':
      if (profile.issuer === null) return calm(claimMeaning(name))
      if (value === profile.issuer) return calm(`Issued by ${profile.issuer} (matches this profile)`)
      return look(`Issued by somebody else than this profile’s issuer, ${profile.issuer}`)
    case 'aud':
      return aboutAudience(listOf(value), profile, which)
    case 'sub':
      return calm(
        value === profile.clientId
          ? 'The application itself: it speaks for no person'
          : 'The user that the token speaks for',
      )
    case 'azp':
    case 'client_id': {
      const meaning = claimMeaning(name)
      if (profile.clientId === null) return calm(meaning)
      return value === profile.clientId
        ? calm(`${meaning} (this profile’s)`)
        : look(`${meaning}: another than this profile’s`)
    }
    default:
      return calm(claimMeaning(name))
  }
}

function aboutAudience(
  audience: readonly string[],
  profile: TokenToInspect['profile'],
  which: TokenToInspect['which'],
): Words {
  if (audience.length === 0) return look('Meant for nobody: there is no audience in it')
  if (which === 'id' && profile.clientId !== null) {
    if (!audience.includes(profile.clientId)) return look('Meant for another application than this profile’s')
    return calm('Meant for the application that signed the person in')
  }
  if (audience.length === 1 && audience[0] === profile.clientId)
    return look('Meant for the application, not for an API')
  const missing = profile.resources.filter((resource) => !audience.includes(resource))
  if (profile.resources.length > 0 && missing.length === profile.resources.length) {
    return look(`Not meant for ${missing.join(' or ')}, which this profile asks for`)
  }
  return calm(audience.length === 1 ? 'Meant for this API only' : `Meant for ${audience.length} receivers`)
}

function aboutTime(name: string, value: unknown, all: ReadonlyMap<string, unknown>, now: Date): Words {
  const instant = instantOf(value)
  if (countsMilliseconds(value)) return look('Too large for seconds: this seems to count milliseconds')
  if (instant === null) return look('Not a time: a number of seconds since 1970 belongs here')
  const aheadMs = instant.getTime() - now.getTime()
  switch (name) {
    case 'exp':
      return aheadMs <= 0 ? look('It expired at this moment') : calm(claimMeaning(name))
    case 'nbf':
      return aheadMs > clockToleranceMs
        ? look('It is not valid before this moment, which is still to come')
        : calm(claimMeaning(name))
    case 'iat': {
      if (aheadMs > clockToleranceMs) return look('It was issued in the future, by this machine’s clock')
      const end = instantOf(all.get('exp'))
      return calm(
        end === null
          ? claimMeaning(name)
          : `${claimMeaning(name)}; lives ${spanText(end.getTime() - instant.getTime())} in all`,
      )
    }
    default:
      return calm(claimMeaning(name))
  }
}

/** A length of time in its largest fitting units: '5 min', '1 h 30 min', '2 days'. */
export function spanText(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000)
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600), Math.floor(seconds / 60)]
  const sign = ms < 0 ? 'minus ' : ''
  if (days >= 2) return `${sign}${days} days`
  if (hours >= 1) return `${sign}${hours} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`
  if (minutes >= 1) return `${sign}${minutes} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`
  return `${sign}${seconds} s`
}
