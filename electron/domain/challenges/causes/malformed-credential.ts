import { hasScheme } from '../challenge-params.ts'
import { errorOf } from '../read-refusal.ts'
import { dropTyped, editProfile, sendAsOthers, nobodyKnows } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayReason } from '../say.ts'

/** What was sent is no credential by its form, so that no server can have read it (RFC 6750 §2.1, §3.1). */
export const malformedCredential: Explain = (refusal) => {
  const { malformed, status, challenges, credential, token } = refusal
  // A typed line may go beside a key that the profile sends elsewhere; then it is the line that is malformed.
  const isTyped = credential === 'typed' || refusal.hasTypedLine
  const isInvalidRequest = errorOf(refusal) === 'invalid_request' && challenges.length > 0
  if (credential === 'none' || !(status === 401 || status === 403 || status === 400)) return null
  if (malformed === null) {
    if (!isInvalidRequest) return null
    return {
      cause: 'malformed-credential',
      headline: 'The API can’t read the credential as it was sent.',
      evidence: [
        sayAnswer(refusal, 'RFC 6750 §3.1'),
        'invalid_request means that the request itself is malformed: a credential sent twice or in two ways, or none that can be read.',
        ...sayReason(refusal),
      ],
      reference: 'RFC 6750 §3.1',
      confidence: 'likely',
      remedies: [...dropTyped(refusal), ...(credential === 'typed' ? [] : editProfile(refusal))],
    }
  }
  // An API may take a bare key in this line; that a scheme is missing is a slip only where one is asked for.
  const isAsked = challenges.some((each) => hasScheme(each, 'bearer') || hasScheme(each, 'dpop'))
  const isBasicAsked = challenges.length === 0 || challenges.some((each) => hasScheme(each, 'basic'))
  if (malformed.slip === 'not-encoded' && !isBasicAsked) return null
  if (malformed.slip === 'no-scheme' && token === null && !isAsked) return null
  return {
    cause: 'malformed-credential',
    headline: `The Authorization header is malformed: ${malformed.words}.`,
    evidence: [
      sayAnswer(refusal, null),
      isTyped ? 'It was typed into the request.' : 'It comes from the profile as it was entered there.',
      ...sayReason(refusal),
    ],
    reference: malformed.slip === 'not-encoded' ? 'RFC 7617 §2' : 'RFC 6750 §2.1',
    confidence: isInvalidRequest || isAsked ? 'certain' : 'likely',
    remedies: [...dropTyped(refusal), ...(isTyped ? [] : editProfile(refusal)), ...sendAsOthers(refusal, nobodyKnows)],
  }
}
