import { errorOf, isTokenRefused, reasonOf, wordsOf } from '../read-refusal.ts'
import { askServer, dropTyped, inspect, nobodyKnows, renew, sendAsOthers } from '../remedies.ts'
import type { Explain, OtherProfile } from '../refusal.ts'
import { sayAnswer, sayCredential, sayReason, sayRefresh, sayThis, sayToken } from '../say.ts'

const reference = 'RFC 6750 §3.1'

/** Where tokens of this form are not taken, a profile that signs its own is the likelier one. */
const signsItself = ({ kind }: OtherProfile): boolean | null => (kind === 'signed_jwt' ? true : null)

/** `invalid_token` for a reason that the token itself doesn't show. */
export const tokenInvalid: Explain = (refusal) => {
  const { token, refresh } = refusal
  const reason = reasonOf(refusal)
  const isNamed = errorOf(refusal) === 'invalid_token' || reason === 'signature' || reason === 'unreadable'
  if (token === null || !isTokenRefused(refusal) || !(isNamed || token.isRefreshToken)) return null
  const isAboutAlg = reason === 'signature' && /\balg(?:orithm)?s?\b/.test(wordsOf(refusal))
  const isAboutKey =
    reason === 'signature' && /^(?!.*signature).*(?:\bkeys?\b|\bkid\b|\bjwks?\b)/.test(wordsOf(refusal))
  // Another token of the same server is signed in the same way, and has the same form.
  const stays = refusal.credential === 'profile' && (isAboutAlg || reason === 'unreadable')
  const itself = token.format === 'opaque' ? 'can’t be read here' : 'itself shows no reason'
  const headline = token.isRefreshToken
    ? `${sayCredential(refusal)} calls itself a refresh token, and opens no API.`
    : isAboutAlg
      ? `The API does not take the algorithm that ${sayCredential(refusal)} is signed with.`
      : isAboutKey
        ? `The API has no key that ${sayCredential(refusal)}'s signature can be checked with.`
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
      ...(stays || (reason === 'signature' && refresh === 'refreshed') ? [] : renew(refusal)),
      ...(reason === 'signature' ? [] : askServer(refusal)),
      ...inspect(refusal, null),
      ...sendAsOthers(refusal, stays ? signsItself : nobodyKnows),
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
