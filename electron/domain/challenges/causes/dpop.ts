import { hasScheme } from '../challenge-params.ts'
import { errorOf, isTokenRefused } from '../read-refusal.ts'
import { inspect, nobodyKnows, renew, sendAsOthers } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayReason, saySkew, sayToken } from '../say.ts'

/** The API wants a nonce in the proof, and went on wanting it after it had been given one (RFC 9449 §9). */
export const dpopNonce: Explain = (refusal) => {
  const { dpop } = refusal
  if (errorOf(refusal) !== 'use_dpop_nonce' || !dpop.sentProof) return null
  return {
    cause: 'dpop-nonce',
    headline: dpop.namesNonce
      ? 'The API asks for a DPoP nonce again, though the proof carried the one that it gave.'
      : 'The API asks for a DPoP nonce, and does not say which.',
    evidence: [
      sayAnswer(refusal, 'RFC 9449 §9'),
      dpop.namesNonce
        ? 'The request was sent once more with its nonce; a server that never takes its own nonce lets nobody in.'
        : 'The answer has no DPoP-Nonce field, so there is nothing to send the request again with.',
      ...sayReason(refusal),
    ],
    reference: 'RFC 9449 §9',
    confidence: 'certain',
    remedies: sendAsOthers(refusal, nobodyKnows),
  }
}

/** `invalid_dpop_proof`, or a demand for a proof where none was sent (RFC 9449 §7.1). */
export const dpopProof: Explain = (refusal) => {
  const { dpop, origin, skewSeconds } = refusal
  const error = errorOf(refusal)
  if (error !== 'invalid_dpop_proof' && error !== 'use_dpop_nonce') return null
  return {
    cause: 'dpop-proof',
    headline: dpop.sentProof
      ? 'The API does not accept the DPoP proof.'
      : 'The API asks for a DPoP proof, and the request was sent without one.',
    evidence: [
      sayAnswer(refusal, 'RFC 9449 §7.1'),
      ...sayReason(refusal),
      ...saySkew(refusal),
      ...(dpop.sentProof && skewSeconds !== 0
        ? ['A proof is good only for a short time around its own instant, by the clock of the server.']
        : []),
      ...(dpop.sentProof ? [`The proof names an address of ${origin}; behind a proxy, an API may see another.`] : []),
    ],
    reference: 'RFC 9449 §7.1',
    confidence: 'certain',
    remedies: [...renew(refusal), ...sendAsOthers(refusal, nobodyKnows)],
  }
}

/** A token that is bound to a key opens nothing as a bearer token (RFC 9449 §7.1). */
export const boundTokenAsBearer: Explain = (refusal) => {
  const { token, scheme, challenges } = refusal
  if (token === null || scheme === null || !/^bearer$/i.test(scheme) || !isTokenRefused(refusal)) return null
  if (!token.isBoundToKey) return null
  return {
    cause: 'dpop-proof',
    headline: `${sayToken(refusal)} is bound to a key, and was sent as a bearer token, without a proof.`,
    evidence: [
      sayAnswer(refusal, 'RFC 9449 §7.1'),
      'Its cnf claim names the key; each request must prove that its sender holds it.',
      ...sayReason(refusal),
    ],
    reference: 'RFC 9449 §7.1',
    confidence: challenges.some((each) => hasScheme(each, 'dpop')) ? 'certain' : 'likely',
    remedies: [...inspect(refusal, 'cnf'), ...sendAsOthers(refusal, nobodyKnows)],
  }
}
