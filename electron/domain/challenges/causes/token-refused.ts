import { errorOf, isTokenRefused, reasonOf, wordsOf } from '../read-refusal.ts'
import { askServer, dropTyped, inspect, nobodyKnows, renew, sendAsOthers } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayCredential, sayReason, sayRefresh, sayThis, sayToken } from '../say.ts'

const reference = 'RFC 6750 §3.1'

/** `invalid_token` for a reason that the token itself doesn't show. */
export const tokenInvalid: Explain = (refusal) => {
  const { token, refresh } = refusal
  const reason = reasonOf(refusal)
  const isNamed = errorOf(refusal) === 'invalid_token' || reason === 'signature' || reason === 'unreadable'
  if (token === null || !isTokenRefused(refusal) || !(isNamed || token.isRefreshToken)) return null
  const itself = token.format === 'opaque' ? 'can’t be read here' : 'itself shows no reason'
  const headline = token.isRefreshToken
    ? `${sayCredential(refusal)} calls itself a refresh token, and opens no API.`
    : reason === 'signature' && /\balg(?:orithm)?s?\b/.test(wordsOf(refusal))
      ? `The API does not take the algorithm that ${sayCredential(refusal)} is signed with.`
      : reason === 'signature'
        ? `The API does not accept ${sayCredential(refusal)}'s signature.`
        : reason === 'unreadable'
          ? `The API can’t read ${sayThis(refusal)}.`
          : `The API does not accept ${sayThis(refusal)}, and ${sayCredential(refusal)} ${itself}.`
  return {
    cause: 'token-invalid',
    headline,
    evidence: [
      sayAnswer(refusal, reference),
      ...(token.isRefreshToken ? [`${sayToken(refusal)} says so in its typ.`] : []),
      ...(reason === 'unreadable' && token.format === 'opaque'
        ? [
            `${sayToken(refusal)} is opaque; the API may take JWTs only, as for an audience or scope that was not asked for.`,
          ]
        : []),
      ...sayReason(refusal),
      ...sayRefresh(refusal),
    ],
    reference,
    confidence: reason === 'signature' || reason === 'unreadable' || token.isRefreshToken ? 'likely' : 'certain',
    remedies: [
      // A newer one of the same server has been tried: its keys are what is not taken.
      ...(reason === 'signature' && refresh === 'refreshed' ? [] : renew(refusal)),
      ...(reason === 'signature' ? [] : askServer(refusal)),
      ...inspect(refusal, null),
      ...sendAsOthers(refusal, nobodyKnows),
    ],
  }
}

/** A 401 that gives no reason. */
export const unauthorised: Explain = (refusal) => {
  if (refusal.status !== 401 && !isTokenRefused(refusal)) return null
  return {
    cause: 'unauthorised',
    headline: `The API does not accept ${sayCredential(refusal)}, and does not say why.`,
    evidence: [sayAnswer(refusal, 'RFC 9110 §15.5.2'), ...sayReason(refusal), ...sayRefresh(refusal)],
    reference: 'RFC 9110 §15.5.2',
    confidence: 'guess',
    remedies: [
      ...dropTyped(refusal),
      ...renew(refusal),
      ...askServer(refusal),
      ...inspect(refusal, null),
      ...sendAsOthers(refusal, nobodyKnows),
    ],
  }
}
