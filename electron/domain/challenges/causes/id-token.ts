import { isTokenRefused, reasonOf } from '../read-refusal.ts'
import { inspect, nobodyKnows, renew, sendAsOthers } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayCredential, sayList, sayReason, sayToken } from '../say.ts'

const reference = 'OpenID Connect Core §2'

/** An ID token says who signed in, to the client alone; it opens no API. */
export const idToken: Explain = (refusal) => {
  const { token } = refusal
  if (token === null || !isTokenRefused(refusal)) return null
  const saysSo = reasonOf(refusal) === 'id-token'
  const signs = token.idTokenSigns
  if (!saysSo && signs.length === 0) return null
  return {
    cause: 'id-token',
    headline:
      signs.length > 0
        ? `${sayCredential(refusal)} is an ID token, which says who signed in and opens no API.`
        : `The API says that ${sayCredential(refusal)} is no access token.`,
    evidence: [
      sayAnswer(refusal, 'RFC 6750 §3.1'),
      signs.length > 0
        ? `${sayToken(refusal)} gives itself away: ${sayList(signs)}.`
        : `${sayToken(refusal)} carries no mark of an ID token; the API may want another typ than it has (RFC 9068 §4).`,
      ...sayReason(refusal),
    ],
    reference,
    confidence: saysSo && signs.length > 0 ? 'certain' : 'likely',
    remedies: [
      ...(refusal.credential === 'profile' ? [] : renew(refusal)),
      ...inspect(refusal, 'aud'),
      ...sendAsOthers(refusal, nobodyKnows),
    ],
  }
}
