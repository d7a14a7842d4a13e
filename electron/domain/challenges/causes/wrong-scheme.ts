import { hasScheme } from '../challenge-params.ts'
import { challengeReference } from '../challenge-schemes.ts'
import { nobodyKnows, sendAsOthers } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayList, sayReason } from '../say.ts'

/** None of the schemes that the API offers is the one that was sent (RFC 9110 §11.6.1). */
export const wrongScheme: Explain = (refusal) => {
  const { scheme, challenges, status } = refusal
  const named = challenges.filter((each) => each.scheme !== '')
  if (status !== 401 || scheme === null || named.length === 0) return null
  if (challenges.length > named.length || named.some((each) => hasScheme(each, scheme))) return null
  const wanted = sayList([...new Set(named.map((each) => each.scheme))])
  const wantsProof = named.some((each) => hasScheme(each, 'dpop'))
  return {
    cause: 'wrong-scheme',
    headline: `The API asks for ${wanted}, and the request was sent with ${scheme}.`,
    evidence: [
      sayAnswer(refusal, null),
      ...(wantsProof ? ['A DPoP token is bound to a key, and each request must prove that its sender holds it.'] : []),
      ...sayReason(refusal),
    ],
    reference: wantsProof ? 'RFC 9449 §7.1' : challengeReference(challenges),
    confidence: 'certain',
    remedies: sendAsOthers(refusal, nobodyKnows),
  }
}
