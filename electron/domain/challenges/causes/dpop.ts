import type { Remedy } from '../../../contract/challenges.ts'
import { hasScheme } from '../challenge-params.ts'
import { errorOf, isTokenRefused, reasonOf, wordsOf } from '../read-refusal.ts'
import { inspect, nobodyKnows, renew, sendAsOthers, signIn } from '../remedies.ts'
import type { Explain, Refusal } from '../refusal.ts'
import { sayAnswer, sayDuration, sayReason, saySkew, sayToken } from '../say.ts'

/** Makes the profile ask for tokens that are bound to a key, where it does not yet (RFC 9449 §5). */
export const bindToKey = ({ profile, credential }: Refusal): Remedy[] =>
  profile?.kind === 'oauth' && !profile.dpop && credential === 'profile'
    ? [{ do: 'use-dpop', profileId: profile.id }]
    : []

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

interface ProofFault {
  readonly words: RegExp
  /** Another token and another proof come to the same: it is about where and how the request goes. */
  readonly stays?: true
  readonly headline: string
  readonly means: (refusal: Refusal) => string
}

// Each is a check of RFC 9449 §4.3.
const proofFaults: readonly ProofFault[] = [
  {
    words: /\bhtu\b|another (?:address|ur[il])/,
    stays: true,
    headline: 'The DPoP proof is for another address than the API sees (htu).',
    means: ({ origin }) =>
      `The proof names an address of ${origin}. An API behind a proxy or a forwarded port sees another: send to the address that it knows itself by, or have the proxy hand on the first one.`,
  },
  {
    words: /\bhtm\b|another method/,
    stays: true,
    headline: 'The DPoP proof is for another method than the API sees (htm).',
    means: ({ method }) => `The proof names ${method}; something on the way may have changed the method.`,
  },
  {
    words: /\bath\b|another token|access token hash/,
    headline: 'The DPoP proof is for another token (ath).',
    means: () => 'ath is the hash of the token that goes with the proof; another one came beside it.',
  },
  {
    words: /\bjti\b|used before|replay|already used/,
    headline: 'The API has seen this DPoP proof before (jti).',
    means: () => 'Each request is sent with a proof of its own; something on the way may have sent it twice.',
  },
  {
    words: /\biat\b|too old|from the future|\bstale\b|expired/,
    headline: 'The DPoP proof is too old for the API, or from its future (iat).',
    means: () => 'A proof is good only for a short time around its own instant, by the clock of the server.',
  },
  {
    words: /another key|thumbprint|\bjkt\b|does not match/,
    headline: 'The DPoP proof is signed by another key than the token is bound to.',
    means: ({ token }) =>
      token?.isBoundToKey === true
        ? 'Its cnf.jkt names the key; the profile may have got a new key since it signed in.'
        : 'The token names no key that can be read here.',
  },
]

/** `invalid_dpop_proof`, or a demand for a proof where none was sent (RFC 9449 §7.1). */
export const dpopProof: Explain = (refusal) => {
  const { dpop, origin, skewSeconds, scheme } = refusal
  const error = errorOf(refusal)
  if (error !== 'invalid_dpop_proof' && error !== 'use_dpop_nonce') return null
  const words = wordsOf(refusal)
  const fault = dpop.sentProof ? proofFaults.find((each) => each.words.test(words)) : undefined
  const isAboutTime = fault?.words.test('iat') === true
  const isSkew = isAboutTime && skewSeconds !== 0
  const isBearer = /^bearer$/i.test(scheme ?? '')
  return {
    cause: isSkew ? 'clock-skew' : 'dpop-proof',
    headline: isSkew
      ? `The server's clock is ${sayDuration(skewSeconds)} ${skewSeconds > 0 ? 'ahead of' : 'behind'} this computer's, so the DPoP proof is out of its time there.`
      : (fault?.headline ??
        (dpop.sentProof
          ? 'The API does not accept the DPoP proof.'
          : 'The API asks for a DPoP proof, and the request was sent without one.')),
    evidence: [
      sayAnswer(refusal, 'RFC 9449 §7.1'),
      ...sayReason(refusal),
      ...(fault === undefined ? [] : [fault.means(refusal)]),
      ...(isSkew ? [] : saySkew(refusal)),
      ...(dpop.sentProof && fault === undefined
        ? [`The proof names an address of ${origin}; behind a proxy, an API may see another.`]
        : []),
    ],
    reference: fault === undefined ? 'RFC 9449 §7.1' : 'RFC 9449 §4.3',
    confidence: 'certain',
    remedies: [
      ...(dpop.sentProof || !isBearer ? [] : bindToKey(refusal)),
      ...(dpop.sentProof && !isSkew && fault?.stays !== true ? renew(refusal) : []),
      ...sendAsOthers(refusal, nobodyKnows),
    ],
  }
}

/** A token that is bound to a key opens nothing as a bearer token (RFC 9449 §7.1). */
export const boundTokenAsBearer: Explain = (refusal) => {
  const { token, scheme, challenges, profile, credential } = refusal
  if (token === null || scheme === null || !/^bearer$/i.test(scheme) || !isTokenRefused(refusal)) return null
  if (!token.isBoundToKey) return null
  return {
    cause: 'dpop-proof',
    headline: `${sayToken(refusal)} is bound to a key, and was sent as a bearer token, without a proof.`,
    evidence: [
      sayAnswer(refusal, 'RFC 9449 §7.1'),
      'Its cnf claim names the key; each request must prove that its sender holds it.',
      ...(credential === 'profile' ? [] : ['Only the profile that holds the key can send it.']),
      ...sayReason(refusal),
    ],
    reference: 'RFC 9449 §7.1',
    confidence: challenges.some((each) => hasScheme(each, 'dpop')) ? 'certain' : 'likely',
    remedies: [
      ...bindToKey(refusal),
      ...(profile?.dpop === true ? signIn(refusal) : []),
      ...inspect(refusal, 'cnf'),
      ...sendAsOthers(refusal, nobodyKnows),
    ],
  }
}

/** The same, where the API asks for a proof and says nothing else of the token: a scheme is only the half of it. */
export const boundTokenRefused: Explain = (refusal) => {
  const reason = reasonOf(refusal)
  const asksForProof = refusal.challenges.some((each) => hasScheme(each, 'dpop'))
  return asksForProof && (reason === null || reason === 'token-refused') ? boundTokenAsBearer(refusal) : null
}
