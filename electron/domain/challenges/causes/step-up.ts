import { challengeParam } from '../challenge-params.ts'
import { errorOf } from '../read-refusal.ts'
import { signIn } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayDuration, sayReason } from '../say.ts'

const reference = 'RFC 9470 §3'

/** The sign-in behind the token is too weak or too long ago for this request. */
export const stepUp: Explain = (refusal) => {
  if (errorOf(refusal) !== 'insufficient_user_authentication') return null
  const param = (name: string) =>
    refusal.challenges.map((each) => challengeParam(each, name)).find((value) => value !== null)
  const levels = param('acr_values')
  const maxAge = Number(param('max_age') ?? Number.NaN)
  const wants = [
    ...(levels === undefined ? [] : [`at the level ${levels}`]),
    ...(Number.isFinite(maxAge) ? [`not older than ${sayDuration(maxAge)}`] : []),
  ]
  return {
    cause: 'unauthorised',
    headline: `The API wants a ${wants.length === 0 ? 'stronger or fresher sign-in' : `sign-in ${wants.join(' and ')}`}.`,
    evidence: [sayAnswer(refusal, reference), ...sayReason(refusal)],
    reference,
    confidence: 'certain',
    remedies: signIn(refusal),
  }
}
