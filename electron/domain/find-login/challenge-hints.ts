import { scopeToken } from '../../contract/oauth.ts'
import { challengeParam } from '../challenges/challenge-params.ts'
import { parseChallenges } from '../challenges/parse-challenges.ts'
import { isNamed, type HeaderLine } from '../requests/wire-request.ts'

/** What the challenges of an answer tell about its login. */
export interface ChallengeHints {
  /** RFC 9728 §5.1 */
  readonly resourceMetadata: string | null
  /** RFC 6750 §3; only what can be asked for again. */
  readonly scopes: readonly string[]
  /** Schemes that are no OAuth, as the server wrote them. */
  readonly otherSchemes: readonly string[]
  /** Some challenge is one of OAuth, or there is none at all. */
  readonly mayBeOAuth: boolean
}

// Some servers leave the scheme out of a Bearer challenge: it reads as ''.
const oauthSchemes = ['bearer', 'dpop', 'oauth', '']

/** Scopes of a text, each once; what is no scope (RFC 6749 §3.3) is left out. */
export const readScopes = (text: string): string[] => [
  ...new Set(text.split(' ').filter((each) => each !== '' && scopeToken.safeParse(each).success)),
]

export function readHints(headers: readonly HeaderLine[]): ChallengeHints {
  const fields = headers.flatMap(([name, value]) => (isNamed(name, 'www-authenticate') ? [value] : []))
  const challenges = parseChallenges(fields)
  const isOAuth = challenges.filter(({ scheme }) => oauthSchemes.includes(scheme.toLowerCase()))
  // RFC 9728 §5.3 lets any scheme carry the parameter; those of OAuth are asked first.
  const pointing = [...isOAuth, ...challenges].flatMap((each) => challengeParam(each, 'resource_metadata') ?? [])
  const scopes = isOAuth.flatMap((each) => readScopes(challengeParam(each, 'scope') ?? ''))
  const others = challenges.filter((each) => !isOAuth.includes(each))
  return {
    resourceMetadata: pointing[0] ?? null,
    scopes: [...new Set(scopes)],
    otherSchemes: [...new Set(others.map(({ scheme }) => scheme))],
    mayBeOAuth: challenges.length === 0 || isOAuth.length > 0 || pointing.length > 0,
  }
}
