import type { Challenge } from '../../../contract/challenges.ts'
import { hasScheme } from '../challenge-params.ts'
import { challengeReference } from '../challenge-schemes.ts'
import { nobodyKnows, sendAsOthers } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayCredential, sayReason } from '../say.ts'

/** What the API asks for, as far as its challenges tell. */
function wanted(challenges: readonly Challenge[]): string {
  const isPassword = (each: Challenge) => hasScheme(each, 'basic') || hasScheme(each, 'digest')
  return challenges.length > 0 && challenges.every(isPassword) ? 'a user name and password' : 'a token'
}

/** A request without a credential; a 401 with a bare challenge is the API's way to ask for one (RFC 9110 §11.6.1). */
export const noToken: Explain = (refusal) => {
  if (refusal.credential !== 'none') return null
  const { status, challenges, wasWithheld, origin } = refusal
  const reference = challenges.length > 0 ? challengeReference(challenges) : 'RFC 9110 §15.5.2'
  return {
    cause: 'no-token',
    headline: wasWithheld
      ? `${sayCredential(refusal)} was left out, because a redirect led to another origin.`
      : `The request was sent without ${wanted(challenges)}.`,
    evidence: [
      sayAnswer(refusal, null),
      ...(wasWithheld ? [`If ${origin} is meant to have ${sayCredential(refusal)}, send the request there.`] : []),
      ...sayReason(refusal),
    ],
    reference: status === 401 ? reference : null,
    confidence: status === 401 ? 'certain' : 'likely',
    // Any other credential would be left out as well.
    remedies: wasWithheld ? [] : sendAsOthers(refusal, nobodyKnows),
  }
}
