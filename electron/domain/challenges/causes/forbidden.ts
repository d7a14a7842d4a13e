import { wordsOf } from '../read-refusal.ts'
import { inspect, nobodyKnows, sendAsOthers } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayReason, sayToken } from '../say.ts'

/** A 403 about this very object or action: the token is good, its bearer may not (RFC 9110 §15.5.4). */
export const forbidden: Explain = (refusal) => {
  if (refusal.status !== 403 && refusal.problem?.refusesByItself !== true) return null
  const { profile, token } = refusal
  const isAboutOwner = /\bown(?:er|ed|s|ership)?\b|belong|not yours|other user|another user/.test(wordsOf(refusal))
  const who = profile?.name ?? 'This sender'
  const subject = token?.subject ?? null
  return {
    cause: 'forbidden',
    headline: isAboutOwner ? `This belongs to somebody else; ${who} may not touch it.` : `${who} may not do this.`,
    evidence: [
      sayAnswer(refusal, 'RFC 9110 §15.5.4'),
      ...sayReason(refusal),
      ...(token === null
        ? []
        : [`The API took ${sayToken(refusal)}${subject === null ? '' : `, which speaks for ${subject}`}.`]),
    ],
    reference: 'RFC 9110 §15.5.4',
    confidence: isAboutOwner ? 'certain' : 'likely',
    remedies: [...sendAsOthers(refusal, nobodyKnows), ...inspect(refusal, isAboutOwner ? 'sub' : null)],
  }
}
