import { reasonOf, wordsOf } from '../read-refusal.ts'
import { editProfile, nobodyKnows, sendAsOthers } from '../remedies.ts'
import type { Explain, Finding, Refusal } from '../refusal.ts'
import { sayAnswer, sayReason, sayToken } from '../say.ts'

// Gateways refuse a key with 403 as often as with 401, and say so.
const aboutKey = /\b(?:api|access|subscription)[ _-]?key\b|\binvalid key\b|\bapikey\b/

/** What stands before the API wants a key of its own, beside whatever else was sent. */
const keyBeside = (refusal: Refusal): Finding => ({
  cause: 'wrong-key',
  headline: `${refusal.problem?.by?.name ?? 'the API'} wants an API key, and found none that is good here.`,
  evidence: [
    sayAnswer(refusal, null),
    `${sayToken(refusal)} is something else to it: a key goes in a header or parameter of its own.`,
    ...sayReason(refusal),
  ],
  reference: 'RFC 9110 §15.5.4',
  confidence: aboutKey.test(wordsOf(refusal)) ? 'certain' : 'guess',
  remedies: [...editProfile(refusal), ...sendAsOthers(refusal, nobodyKnows)],
})

/** A key or token that a person was given and entered: nothing here can renew it. */
export const wrongKey: Explain = (refusal) => {
  const { profile, status, isKey } = refusal
  if (profile?.kind !== 'static_token') return reasonOf(refusal) === 'key' ? keyBeside(refusal) : null
  const saysSo = aboutKey.test(wordsOf(refusal))
  if (status !== 401 && !(status === 403 && isKey && saysSo)) return null
  return {
    cause: 'wrong-key',
    headline: `The API does not accept ${sayToken(refusal)}.`,
    evidence: [
      sayAnswer(refusal, status === 401 ? 'RFC 9110 §15.5.2' : 'RFC 9110 §15.5.4'),
      ...sayReason(refusal),
      ...(isKey && !saysSo ? ['It may be wrong or revoked, or the API may look for it in another place.'] : []),
    ],
    reference: status === 401 ? 'RFC 9110 §15.5.2' : 'RFC 9110 §15.5.4',
    confidence: saysSo ? 'certain' : 'likely',
    remedies: [...editProfile(refusal), ...sendAsOthers(refusal, nobodyKnows)],
  }
}
