import { challengeParam, hasScheme } from '../challenge-params.ts'
import { challengeReference } from '../challenge-schemes.ts'
import { editProfile, nobodyKnows, sendAsOthers } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayList, sayReason } from '../say.ts'

/** User name and password were sent, and the API asks for them again (RFC 9110 §15.5.2). */
export const wrongPassword: Explain = (refusal) => {
  const { profile, status, scheme } = refusal
  const isPassword = profile?.kind === 'basic' || profile?.kind === 'digest'
  if (!isPassword || status !== 401 || scheme === null) return null
  const reference = profile.kind === 'basic' ? 'RFC 7617 §2' : 'RFC 7616 §3.3'
  return {
    cause: 'wrong-password',
    headline: `Wrong user name or password, or ${profile.name} may not sign in here.`,
    evidence: [
      sayAnswer(refusal, reference),
      ...(profile.kind === 'digest'
        ? ['The challenge was answered with a fresh nonce, and the answer was refused.']
        : []),
      ...sayReason(refusal),
    ],
    reference,
    confidence: 'likely',
    remedies: [...editProfile(refusal), ...sendAsOthers(refusal, nobodyKnows)],
  }
}

/** A profile for Digest sends nothing until it meets a challenge that it can answer. */
export const digestUnanswered: Explain = (refusal) => {
  const { profile, status, scheme, challenges } = refusal
  if (profile?.kind !== 'digest' || status !== 401 || scheme !== null) return null
  const digests = challenges.filter((each) => hasScheme(each, 'digest'))
  const algorithms = digests.map((each) => challengeParam(each, 'algorithm')).filter((each) => each !== null)
  const offered = [...new Set(challenges.map((each) => each.scheme).filter((each) => each !== ''))]
  const others = offered.length === 0 ? 'does not ask for Digest' : `asks for ${sayList(offered)}, not for Digest`
  return {
    cause: 'wrong-scheme',
    headline:
      digests.length > 0
        ? 'The API asks for Digest in a way that can’t be answered.'
        : `The API ${others}; ${profile.name} sent nothing.`,
    evidence: [
      sayAnswer(refusal, digests.length > 0 ? 'RFC 7616 §3.3' : null),
      ...(algorithms.length > 0
        ? [`It names ${sayList(algorithms)}; MD5, SHA-256 and SHA-512-256 are answered here.`]
        : []),
      ...sayReason(refusal),
    ],
    reference: digests.length > 0 ? 'RFC 7616 §3.3' : challengeReference(challenges),
    confidence: 'certain',
    remedies: [...sendAsOthers(refusal, nobodyKnows), ...editProfile(refusal)],
  }
}
