import { errorOf, isTokenRefused, wordsOf } from '../read-refusal.ts'
import { inspect, nobodyKnows, renew, sendAsOthers, signIn } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayCredential, sayReason, sayRefresh, sayThis, sayToken } from '../say.ts'

const reference = 'RFC 6750 §3.1'
const endedSession =
  /\b(?:revoked|logged[ -]?out|signed[ -]?out|(?:session|token) (?:has |was |is )?(?:been )?(?:ended|terminated|not (?:found|active)|inactive))\b/

/** The session behind the token is gone, says the server. */
export const signedOut: Explain = (refusal) => {
  if (!isTokenRefused(refusal) || !endedSession.test(wordsOf(refusal))) return null
  return {
    cause: 'signed-out',
    headline: `The session behind ${sayCredential(refusal)} has ended.`,
    evidence: [sayAnswer(refusal, reference), ...sayReason(refusal), ...sayRefresh(refusal)],
    reference,
    confidence: 'certain',
    remedies: [...signIn(refusal), ...inspect(refusal, null)],
  }
}

/** `invalid_token` for a reason that the token itself doesn't show. */
export const tokenInvalid: Explain = (refusal) => {
  if (refusal.token === null || errorOf(refusal) !== 'invalid_token') return null
  const isSignature = /\bsignature\b|\bkid\b|\bjwks?\b|\bsigned\b/.test(wordsOf(refusal))
  const idToken = refusal.token.looksLikeIdToken
    ? [
        `${sayToken(refusal)} looks like an ID token, which says who signed in and opens no API (OpenID Connect Core §2).`,
      ]
    : []
  return {
    cause: 'token-invalid',
    headline: isSignature
      ? `The API does not accept ${sayCredential(refusal)}'s signature.`
      : `The API does not accept ${sayThis(refusal)}, and ${sayCredential(refusal)} itself shows no reason.`,
    evidence: [sayAnswer(refusal, reference), ...idToken, ...sayReason(refusal), ...sayRefresh(refusal)],
    reference,
    confidence: isSignature || idToken.length > 0 ? 'likely' : 'certain',
    remedies: [...renew(refusal), ...inspect(refusal, null), ...sendAsOthers(refusal, nobodyKnows)],
  }
}

/** A 401 that gives no reason. */
export const unauthorised: Explain = (refusal) => {
  if (refusal.status !== 401) return null
  return {
    cause: 'unauthorised',
    headline:
      refusal.credential === 'typed'
        ? 'The API does not accept the typed Authorization header, and does not say why.'
        : `The API does not accept ${sayCredential(refusal)}, and does not say why.`,
    evidence: [sayAnswer(refusal, 'RFC 9110 §15.5.2'), ...sayReason(refusal), ...sayRefresh(refusal)],
    reference: 'RFC 9110 §15.5.2',
    confidence: 'guess',
    remedies: [...renew(refusal), ...inspect(refusal, null), ...sendAsOthers(refusal, nobodyKnows)],
  }
}
