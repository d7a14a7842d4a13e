import type { Claim, InspectedToken, TokenSubject } from '@contract/jwt'
import type { ProfileSummary } from '@contract/profiles'
import { headerValue, readableJson } from '../../text/claim-value.ts'
import { wayDetail, wayTooltip } from '../../text/way-words.ts'
import { hostOf } from './host-of.ts'
import { whichTitles } from './which-words.ts'

/** `Access token · JWT · RS256`: what is not known is left out. */
export function kindLine({ which, kindName, header }: InspectedToken): string {
  const what = which === 'unknown' ? null : whichTitles[which]
  return [what, kindName, headerValue(header, 'alg')].filter((each) => each !== null && each !== '').join(' · ')
}

export interface TokenIdentity {
  readonly name: string
  readonly detail: string
  /** In full, where the line is cut. */
  readonly tooltip: string
}

const textOf = (claims: readonly Claim[], names: readonly string[]): string | null => {
  for (const name of names) {
    const claim = claims.find((each) => each.name === name && each.json.startsWith('"'))
    if (claim !== undefined && claim.json !== '""') return readableJson(claim.json)
  }
  return null
}

const origins = {
  profile: 'of a profile that is gone',
  loose: 'brought here to look at',
  sent: 'as it was sent',
  past: 'an earlier token',
} as const satisfies Record<TokenSubject['of'], string>

// Names for people first: a sub is often a number that nobody knows.
const personClaims = ['preferred_username', 'upn', 'email', 'username', 'name', 'sub', 'client_id', 'azp'] as const

/** Whose token it is: its profile's, or as far as it says so itself. */
export function identityOf(
  subject: TokenSubject,
  token: InspectedToken,
  profile: ProfileSummary | null,
): TokenIdentity {
  if (profile !== null) {
    const { name, way, isPlayground } = profile
    const place = isPlayground ? 'Playground' : wayDetail(way)
    const detail = subject.of === 'profile' ? place : `${origins[subject.of]} · ${place}`
    return { name, detail, tooltip: `${name} · ${wayTooltip(way)}` }
  }
  const who = textOf(token.claims, personClaims)
  const issuer = textOf(token.claims, ['iss'])
  const name = who ?? token.kindName
  const detail = [issuer === null ? null : hostOf(issuer), origins[subject.of]].filter((each) => each !== null)
  return { name, detail: detail.join(' · '), tooltip: [name, issuer].filter((each) => each !== null).join(' · ') }
}
