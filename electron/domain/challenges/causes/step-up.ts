import type { Remedy } from '../../../contract/challenges.ts'
import { challengeParam } from '../challenge-params.ts'
import { claimsChallengeOf } from '../claims-challenge.ts'
import { errorOf } from '../read-refusal.ts'
import { editProfile, inspect, nobodyKnows, sendAsOthers, signIn } from '../remedies.ts'
import type { Explain, Refusal } from '../refusal.ts'
import { sayAnswer, sayDuration, sayInstant, sayList, sayReason, sayToken } from '../say.ts'

const reference = 'RFC 9470 §3'
const mostLevels = 20
const longestMaxAgeSeconds = 10 * 365 * 86_400

const paramOf = ({ challenges }: Refusal, name: string): string | null =>
  challenges.map((each) => challengeParam(each, name)).find((value) => value !== null) ?? null

function maxAgeOf(refusal: Refusal): number | null {
  const text = paramOf(refusal, 'max_age')
  if (text === null || !/^\d{1,10}$/.test(text.trim())) return null
  return Math.min(Number(text), longestMaxAgeSeconds)
}

/** Signs in at that level where the profile can ask for one; else another profile, or its settings. */
function stepUpRemedies(refusal: Refusal, acrValues: readonly string[], maxAgeSeconds: number | null): Remedy[] {
  const { profile, credential } = refusal
  const sendAs = sendAsOthers(refusal, nobodyKnows)
  if (profile === null || credential !== 'profile') return sendAs
  const canStepUp = profile.canStepUp && (acrValues.length > 0 || maxAgeSeconds !== null)
  if (canStepUp) {
    return [
      { do: 'step-up', profileId: profile.id, acrValues: [...acrValues], maxAgeSeconds },
      ...inspect(refusal, 'acr'),
    ]
  }
  return [...(profile.canStepUp ? signIn(refusal) : []), ...sendAs, ...inspect(refusal, 'acr')]
}

/** The sign-in behind the token is too weak or too long ago for this request. */
export const stepUp: Explain = (refusal) => {
  if (errorOf(refusal) !== 'insufficient_user_authentication') return null
  const levels = (paramOf(refusal, 'acr_values') ?? '').split(/\s+/).filter((each) => each !== '' && each.length <= 200)
  const acrValues = levels.slice(0, mostLevels)
  const maxAge = maxAgeOf(refusal)
  const wants = [
    ...(acrValues.length === 0 ? [] : [`at the level ${acrValues.join(' or ')}`]),
    ...(maxAge === null ? [] : [`not older than ${sayDuration(maxAge)}`]),
  ]
  const isAlone = refusal.profile?.kind === 'oauth' && !refusal.profile.canStepUp
  return {
    cause: 'step-up',
    headline: `The API wants a ${wants.length === 0 ? 'stronger or fresher sign-in' : `sign-in ${wants.join(' and ')}`}.`,
    evidence: [
      sayAnswer(refusal, reference),
      ...sayReason(refusal),
      ...(isAlone
        ? [`${refusal.profile.name} signs in where no level can be asked for; a profile that uses a browser can.`]
        : []),
    ],
    reference,
    confidence: 'certain',
    remedies: stepUpRemedies(refusal, acrValues, maxAge),
  }
}

/** Microsoft Entra's Conditional Access wants a token with certain claims (`insufficient_claims`). */
export const claimsChallenge: Explain = (refusal) => {
  if (errorOf(refusal) !== 'insufficient_claims') return null
  const wanted = claimsChallengeOf(refusal)
  const { contexts = [], issuedAfter = null } = wanted ?? {}
  const said = [sayAnswer(refusal, null), ...sayReason(refusal)]
  if (contexts.length === 0 && issuedAfter !== null) {
    return {
      cause: 'revoked',
      headline: `The API takes only tokens that were issued after ${sayInstant(issuedAfter)}.`,
      evidence: [
        ...said,
        `${sayToken(refusal)} is older: something happened since, such as a new password or a revoked session (continuous access evaluation).`,
      ],
      reference: 'OpenID Connect Core §5.5',
      confidence: 'likely',
      remedies: [...signIn(refusal), ...inspect(refusal, 'iat')],
    }
  }
  return {
    cause: 'step-up',
    headline:
      contexts.length === 0
        ? 'Conditional Access wants claims that this token does not carry.'
        : `Conditional Access wants the authentication context ${sayList(contexts)}.`,
    evidence: [
      ...said,
      'The sign-in has to ask for these claims: put the value of “claims”, decoded, into the profile’s extra parameters, and sign in again.',
    ],
    reference: 'OpenID Connect Core §5.5',
    confidence: 'certain',
    remedies: [...editProfile(refusal), ...inspect(refusal, 'acrs')],
  }
}
