import { isTokenRefused, wordsOf } from '../read-refusal.ts'
import { inspect, renew, nobodyKnows, sendAsOthers } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayCredential, sayList, sayReason, sayThis, sayToken } from '../say.ts'

const originOf = (text: string): string | null =>
  /^https?:/i.test(text) && URL.canParse(text) ? new URL(text).origin : null

/** The token is meant for another API: `aud` (RFC 9068 §4, RFC 8707). */
export const wrongAudience: Explain = (refusal) => {
  if (!isTokenRefused(refusal) || refusal.token === null) return null
  const { audience } = refusal.token
  const serverSaysSo = /\baud(?:ience)?\b/.test(wordsOf(refusal))
  const origins = audience.map(originOf)
  // Only an address can be compared with where the request went; a name like "orders" may mean anything.
  const isElsewhere = origins.length > 0 && origins.every((each) => each !== null && each !== refusal.origin)
  if (!serverSaysSo && !isElsewhere) return null
  const meantFor = audience.length === 0 ? 'names no audience' : `is meant for ${sayList(audience)}`
  return {
    cause: 'wrong-audience',
    headline:
      audience.length === 0
        ? `${sayCredential(refusal)} does not say which API it is for.`
        : `${sayCredential(refusal)} is meant for ${sayList(audience)}, not for this API.`,
    evidence: [
      sayAnswer(refusal, 'RFC 6750 §3.1'),
      `${sayToken(refusal)} ${meantFor}; the request went to ${refusal.origin}.`,
      ...sayReason(refusal),
    ],
    reference: 'RFC 9068 §4',
    confidence: serverSaysSo ? 'certain' : 'guess',
    remedies: [...inspect(refusal, 'aud'), ...sendAsOthers(refusal, nobodyKnows)],
  }
}

/** The token comes from an issuer that the API doesn't take, or from another than the profile's. */
export const wrongIssuer: Explain = (refusal) => {
  if (!isTokenRefused(refusal) || refusal.token === null) return null
  const { issuer } = refusal.token
  const expected = refusal.profile?.issuer ?? null
  const serverSaysSo = /\b(?:issuer|iss)\b/.test(wordsOf(refusal))
  const isAnother = issuer !== null && expected !== null && issuer !== expected
  if (!serverSaysSo && !isAnother) return null
  return {
    cause: 'wrong-issuer',
    headline:
      issuer === null
        ? `The API does not take the issuer of ${sayThis(refusal)}.`
        : `The API does not take tokens of ${issuer}.`,
    evidence: [
      sayAnswer(refusal, 'RFC 6750 §3.1'),
      ...(isAnother ? [`The profile signs in at ${expected}.`] : []),
      ...sayReason(refusal),
    ],
    reference: 'RFC 9068 §4',
    confidence: serverSaysSo ? 'certain' : 'guess',
    remedies: [...inspect(refusal, 'iss'), ...renew(refusal), ...sendAsOthers(refusal, nobodyKnows)],
  }
}
