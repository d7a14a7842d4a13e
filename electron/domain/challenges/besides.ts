import type { Diagnosis } from '../../contract/challenges.ts'
import { anotherIssuer, audiencesElsewhere } from './causes/token-addressee.ts'
import { requiredScopes } from './causes/missing-scope.ts'
import { isTokenRefused, reasonOf, serverNow } from './read-refusal.ts'
import type { Refusal } from './refusal.ts'
import { sayDuration, sayList } from './say.ts'

type Cause = Diagnosis['cause']

// Where the token was not what was looked at, nothing of it is evidence.
const notAboutToken: ReadonlySet<Cause> = new Set<Cause>([
  ...([
    'no-token',
    'proxy',
    'login-redirect',
    'gateway',
    'certificate-missing',
    'wrong-key',
    'wrong-password',
  ] as const),
])

type Fact = (refusal: Refusal) => string | null

const secondsUntil = (instant: Date, refusal: Refusal): number =>
  (instant.getTime() - serverNow(refusal).getTime()) / 1000

function overOrNotBegun(refusal: Refusal): string | null {
  const { expiresAt = null, notBefore = null } = refusal.token ?? {}
  if (expiresAt !== null && secondsUntil(expiresAt, refusal) <= 0) {
    return `it expired ${sayDuration(secondsUntil(expiresAt, refusal))} ago`
  }
  return notBefore !== null && secondsUntil(notBefore, refusal) >= 1
    ? `it is not good for another ${sayDuration(secondsUntil(notBefore, refusal))}`
    : null
}

function lacksScope(refusal: Refusal): string | null {
  const missing = requiredScopes(refusal).filter((scope) => refusal.token?.scopes.includes(scope) === false)
  return missing.length === 0 ? null : `it lacks ${sayList(missing)}, which the API asks for`
}

const ifRefused =
  (fact: Fact): Fact =>
  (refusal) =>
    isTokenRefused(refusal) ? fact(refusal) : null

/** What else speaks against the token, and the causes that would have told it already. */
const facts: readonly (readonly [readonly Cause[], Fact])[] = [
  [['token-expired', 'token-not-yet-valid', 'clock-skew'], overOrNotBegun],
  [['missing-scope'], lacksScope],
  [
    ['id-token'],
    ifRefused(({ token }) => {
      const signs = token?.idTokenSigns ?? []
      return signs.length === 0 ? null : `it looks like an ID token (${sayList(signs)})`
    }),
  ],
  [
    ['dpop-proof', 'dpop-nonce', 'wrong-scheme'],
    ifRefused(({ token, scheme }) =>
      token?.isBoundToKey === true && /^bearer$/i.test(scheme ?? '')
        ? 'it is bound to a key and came without a proof'
        : null,
    ),
  ],
  [
    ['certificate-missing'],
    ifRefused(({ token, certificate }) =>
      token?.isBoundToCertificate === true && !certificate.shown
        ? 'it is bound to a client certificate that was not shown'
        : null,
    ),
  ],
  [
    ['wrong-audience'],
    ifRefused((refusal) => {
      const elsewhere = audiencesElsewhere(refusal)
      return elsewhere.length === 0 ? null : `it is meant for ${sayList(elsewhere)}`
    }),
  ],
  [
    ['wrong-issuer'],
    ifRefused((refusal) => {
      const issuer = anotherIssuer(refusal)
      return issuer === null ? null : `it comes from ${issuer}, and not from the profile’s server`
    }),
  ],
  [
    ['malformed-credential'],
    ({ malformed }) => (malformed === null ? null : `the header is malformed: ${malformed.words}`),
  ],
]

/** Other causes that would do by themselves: told as evidence, since the API named, or would name, another first. */
export function sayBesides(refusal: Refusal, cause: Cause): string[] {
  if (refusal.token === null || notAboutToken.has(cause)) return []
  const reason = reasonOf(refusal)
  if (reason === 'csrf' || reason === 'origin') return []
  const told = facts.flatMap(([tellers, fact]) => (tellers.includes(cause) ? [] : (fact(refusal) ?? [])))
  return told.length === 0 ? [] : [`Besides, ${told.join('; ')}.`]
}
