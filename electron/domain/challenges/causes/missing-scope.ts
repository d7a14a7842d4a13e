import type { Remedy } from '../../../contract/challenges.ts'
import { challengeParam } from '../challenge-params.ts'
import { reasonOf } from '../read-refusal.ts'
import { hasScopes, inspect, sendAsOthers } from '../remedies.ts'
import type { Explain, OtherProfile, Refusal } from '../refusal.ts'
import { sayAnswer, sayCredential, sayList, sayReason, sayToken } from '../say.ts'

const reference = 'RFC 6750 §3.1'
// Scopes about the sign-in itself say nothing about an API (OpenID Connect Core §5.4, §11).
const signInScopes = new Set(['openid', 'profile', 'email', 'address', 'phone', 'offline_access'])

/** The scopes that the API names, in its challenge or its body. */
export function requiredScopes({ challenges, problem }: Refusal): string[] {
  const told = challenges.flatMap((each) => (challengeParam(each, 'scope') ?? '').split(/[\s,]+/))
  const named = told.filter((scope) => scope !== '')
  return [...new Set(named.length > 0 ? named : (problem?.requiredScopes ?? []))]
}

function sayCarried(refusal: Refusal, scopes: readonly string[]): string {
  const telling = scopes.filter((scope) => !signInScopes.has(scope))
  const shown = telling.length > 0 ? telling : scopes
  return shown.length === 0
    ? `${sayToken(refusal)} carries no scope.`
    : `${sayToken(refusal)} carries ${sayList(shown)}.`
}

const joined = (answer: string, carried: string): string => `${answer.replace(/\.$/, '')}; ${carried}`

/** Of a credential of another kind of which no scope is known, nothing speaks for its having these. */
const mayHave =
  ({ profile }: Refusal, missing: readonly string[]) =>
  ({ scopes, kind }: OtherProfile): boolean | null =>
    scopes.length === 0 && kind !== (profile?.kind ?? 'oauth') ? false : hasScopes(scopes, missing)

/** `insufficient_scope`: the token is good, and may not do this (RFC 6750 §3.1). */
export const missingScope: Explain = (refusal) => {
  const required = requiredScopes(refusal)
  const isAboutScope =
    reasonOf(refusal) === 'scope' ||
    /insufficient[-_ ]?scope/i.test(`${refusal.problem?.type ?? ''} ${refusal.problem?.title ?? ''}`) ||
    (refusal.status === 403 && reasonOf(refusal) === null && (refusal.problem?.requiredScopes.length ?? 0) > 0)
  if (!isAboutScope || refusal.token === null) return null
  const { profile, token } = refusal
  const missing = required.filter((scope) => !token.scopes.includes(scope))
  const ask: Remedy[] =
    profile?.kind !== 'oauth' || refusal.credential !== 'profile' || missing.length === 0
      ? []
      : [{ do: 'ask-for-scopes', profileId: profile.id, scopes: missing }]
  const others = sendAsOthers(refusal, mayHave(refusal, missing))
  const lacks = missing.length === 1 ? `the scope ${missing[0] ?? ''}` : `the scopes ${sayList(missing)}`
  const nothingLacks =
    required.length === 0
      ? `${sayCredential(refusal)} is valid, but its scope is not enough, and the API does not say which it wants.`
      : `The API says that the scope is not enough, though ${sayCredential(refusal)} carries ${sayList(required)}.`
  return {
    cause: 'missing-scope',
    headline: missing.length > 0 ? `${sayCredential(refusal)} is valid, but it lacks ${lacks}.` : nothingLacks,
    evidence: [joined(sayAnswer(refusal, reference), sayCarried(refusal, token.scopes)), ...sayReason(refusal)],
    reference,
    confidence: missing.length > 0 ? 'certain' : 'guess',
    remedies: [...ask, ...others, ...inspect(refusal, 'scope')],
  }
}
