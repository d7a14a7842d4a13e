import { reasonOf } from '../read-refusal.ts'
import { editProfile, nobodyKnows, sendAsOthers } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayCredential, sayReason } from '../say.ts'

/** Something was sent, and the API says that nothing was: it looks in another place, or for another kind. */
export const lookedElsewhere: Explain = (refusal) => {
  const { credential, problem, challenges, scheme, isKey } = refusal
  if (credential === 'none' || reasonOf(refusal) !== 'no-credential') return null
  const where = isKey || scheme === null ? 'in a place of its own' : `in Authorization, as ${scheme}`
  const isKeyWanted = /\b(?:api|subscription)[ _-]?key\b|`apikey`/i.test(
    `${problem?.title ?? ''} ${problem?.detail ?? ''}`,
  )
  return {
    cause: 'no-token',
    headline: isKeyWanted
      ? `The API misses an API key; ${sayCredential(refusal)} is something else to it, or stands where it does not look.`
      : `The API found nothing in the request, though ${sayCredential(refusal)} was sent: it looks elsewhere.`,
    evidence: [
      sayAnswer(refusal, null),
      `${sayCredential(refusal)} went ${where}.`,
      ...(challenges.length === 0 ? ['The answer does not say where it looks; its documentation does.'] : []),
      ...sayReason(refusal),
    ],
    reference: 'RFC 9110 §11.6.2',
    confidence: (problem?.by ?? null) === null ? 'likely' : 'certain',
    remedies: [...(credential === 'profile' ? editProfile(refusal) : []), ...sendAsOthers(refusal, nobodyKnows)],
  }
}
