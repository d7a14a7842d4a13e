import type { ToldClaims } from '../../contract/told-claims.ts'
import { sayList } from '../challenges/say.ts'
import { instantOf, scopesOf, textOf } from '../jwt/claim-values.ts'
import type { ClaimSetting } from '../jwt/token-to-inspect.ts'
import { isRecord } from '../json/is-record.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import { sayTime } from './say-time.ts'
import { explainClaims, type HeardClaims } from './tell-claims.ts'
import type { RevocableToken } from './token-server.ts'

/** What is known here of the token that was asked about. */
export interface KnownHere {
  readonly which: RevocableToken
  /** null: no token here tells. */
  readonly subject: string | null
  /** RFC 7638, of the key that the profile shows; null without DPoP. */
  readonly keyThumbprint: string | null
  readonly tokens: Pick<TokenSet, 'tokenType' | 'scopes' | 'expiresAt'>
  readonly issuer: string
  readonly clientId: string
  readonly now: Date
}

const toleranceMs = 60_000
const longestValue = 200
const quote = (text: string): string => `“${text.slice(0, longestValue)}”`

function aboutText(name: string, values: HeardClaims['values'], expected: string | null, words: string): string[] {
  const told = textOf(values.get(name))
  if (told === null || expected === null || told === expected) return []
  return [`${words}: the server says ${quote(told)}, what is kept here says ${quote(expected)} (${name})`]
}

function aboutScopes(values: HeardClaims['values'], { tokens, which }: KnownHere): string[] {
  if (which === 'refresh' || !values.has('scope')) return []
  const told = scopesOf(values.get('scope'))
  const missing = tokens.scopes.filter((each) => !told.includes(each))
  const added = told.filter((each) => !tokens.scopes.includes(each))
  return [
    ...(missing.length === 0 ? [] : [`The server leaves out ${sayList(missing)}, which was granted (scope)`]),
    ...(added.length === 0 ? [] : [`The server adds ${sayList(added)}, which was not granted by its answer (scope)`]),
  ]
}

function aboutTimes(values: HeardClaims['values'], { tokens, which, now }: KnownHere): string[] {
  const exp = instantOf(values.get('exp'))
  const nbf = instantOf(values.get('nbf'))
  const warnings: string[] = []
  if (exp !== null && exp <= now) warnings.push(`It is called active, and over since ${sayTime(exp, now)} (exp)`)
  if (nbf !== null && nbf.getTime() > now.getTime() + toleranceMs) {
    warnings.push(`It is called active, and valid only from ${sayTime(nbf, now)} on (nbf)`)
  }
  const kept = which === 'access' ? tokens.expiresAt : null
  if (exp !== null && kept !== null && Math.abs(exp.getTime() - kept.getTime()) > toleranceMs) {
    const [told, here] = [sayTime(exp, now), sayTime(kept, now)]
    warnings.push(`The server ends it at ${told}, what is kept here says ${here} (exp)`)
  }
  return warnings
}

function aboutKey(values: HeardClaims['values'], { which, tokens, keyThumbprint }: KnownHere): string[] {
  const cnf = values.get('cnf')
  const thumbprint = isRecord(cnf) ? textOf(cnf['jkt']) : null
  const isSentAsBearer = tokens.tokenType.toLowerCase() !== 'dpop'
  if (thumbprint === null) {
    const isUnbound = which === 'access' && !isSentAsBearer
    return isUnbound ? ['It was given as bound to a key, and the server names none (cnf, RFC 9449 §6.2)'] : []
  }
  if (thumbprint !== keyThumbprint) return ['It is bound to another key than this profile’s (cnf, RFC 9449 §6.2)']
  return which === 'access' && isSentAsBearer ? ['It is bound to a key, and sent without a proof of it (cnf)'] : []
}

/** An `active` token may still not be what it is held for (RFC 7662 §2.2). */
function differences(values: HeardClaims['values'], known: KnownHere): string[] {
  const type = textOf(values.get('token_type'))
  const isOtherType =
    known.which === 'access' && type !== null && type.toLowerCase() !== known.tokens.tokenType.toLowerCase()
  return [
    ...aboutText('client_id', values, known.clientId, 'It belongs to another client'),
    ...aboutText('sub', values, known.subject, 'It speaks for somebody else'),
    ...aboutText('iss', values, known.issuer, 'It comes from another issuer'),
    ...aboutScopes(values, known),
    ...aboutTimes(values, known),
    ...(isOtherType
      ? [`It was given as ${quote(known.tokens.tokenType)}, and is called ${quote(type)} (token_type)`]
      : []),
    ...aboutKey(values, known),
  ]
}

function aboutInactive({ which, tokens, now }: KnownHere): string[] {
  if (which === 'refresh' || tokens.expiresAt === null || tokens.expiresAt <= now) return []
  const until = sayTime(tokens.expiresAt, now)
  return [`It was given until ${until}: it was revoked since, its session ended, or the server has forgotten it`]
}

/** What the introspection endpoint said of a token. `active: false` alone is a whole answer (RFC 7662 §2.2). */
export function tellIntrospection(
  heard: HeardClaims,
  active: boolean,
  known: KnownHere,
  setting: ClaimSetting,
): ToldClaims {
  const { host } = new URL(known.issuer)
  const token = `this ${known.which} token`
  const exp = instantOf(heard.values.get('exp'))
  const until = exp === null ? '' : `, until ${sayTime(exp, known.now)}`
  return {
    sentence: active
      ? `${host} says that ${token} is good${until}.`
      : `${host} knows nothing of ${token}, or says that it is over.`,
    claims: explainClaims(heard, setting),
    warnings: active ? differences(heard.values, known) : aboutInactive(known),
  }
}
