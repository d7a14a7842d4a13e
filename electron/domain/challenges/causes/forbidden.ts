import { wordsOf } from '../read-refusal.ts'
import { inspect, nobodyKnows, sendAsOthers } from '../remedies.ts'
import type { Explain, Refusal } from '../refusal.ts'
import { sayAnswer, sayReason, sayToken } from '../say.ts'

/** Whether the API says whose the thing is: it has read from the token whose the request is. */
export const isAboutOwner = (refusal: Refusal): boolean =>
  /\bown(?:er|ed|s|ership)?\b|belong|not yours|other user|another user/.test(wordsOf(refusal))

/** A 403 about this very object or action: the token is good, its bearer may not (RFC 9110 §15.5.4). */
export const forbidden: Explain = (refusal) => {
  if (refusal.status !== 403 && refusal.problem?.refusesByItself !== true) return null
  const { profile, token } = refusal
  const isOwned = isAboutOwner(refusal)
  const isLoose = refusal.credential === 'loose'
  const who = isLoose ? 'whoever the token speaks for' : (profile?.name ?? 'This sender')
  const subject = token?.subject ?? null
  return {
    cause: 'forbidden',
    headline: isOwned
      ? `This belongs to somebody else; ${who} may not touch it.`
      : isLoose
        ? 'The API refuses this, and does not say whether for the token.'
        : `${who} may not do this.`,
    evidence: [
      sayAnswer(refusal, 'RFC 9110 §15.5.4'),
      ...sayReason(refusal),
      // A 403 without a reason may be about the token as well: only one that its server gave is taken to be good.
      ...(token === null || (isLoose && !isOwned)
        ? []
        : [`The API took ${sayToken(refusal)}${subject === null ? '' : `, which speaks for ${subject}`}.`]),
    ],
    reference: 'RFC 9110 §15.5.4',
    confidence: isOwned ? 'certain' : 'likely',
    remedies: [...sendAsOthers(refusal, nobodyKnows), ...inspect(refusal, isOwned ? 'sub' : null)],
  }
}
