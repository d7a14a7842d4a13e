import { isTokenRefused, reasonOf } from '../read-refusal.ts'
import { editProfile, sendAsOthers } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayReason, sayToken } from '../say.ts'

const reference = 'RFC 8705 §3'

/** The API, or the server before it, wants a client certificate, and none was shown. */
export const certificateMissing: Explain = (refusal) => {
  const { certificate, challenges, token, credential } = refusal
  // A page may mention certificates beside what it asks for; a challenge says what it asks for.
  const isAskedFor = certificate.isAskedFor && challenges.length === 0
  // What the API names is told first: an expired token is expired with a certificate, too.
  const named = reasonOf(refusal)
  const namesAnother = named !== null && named !== 'token-refused'
  const isBound = token !== null && token.isBoundToCertificate && isTokenRefused(refusal) && !namesAnother
  if (certificate.shown || !(isAskedFor || isBound)) return null
  return {
    cause: 'certificate-missing',
    headline: isAskedFor
      ? 'The API asks for a client certificate, and the request showed none.'
      : `${sayToken(refusal)} is bound to a client certificate, and the request showed none.`,
    evidence: [
      sayAnswer(refusal, null),
      ...(isBound ? [`${sayToken(refusal)} names the certificate that it is bound to in cnf (${reference}.1).`] : []),
      ...sayReason(refusal),
    ],
    reference,
    confidence: isAskedFor ? 'certain' : 'likely',
    remedies: [
      ...(credential === 'loose' ? [] : editProfile(refusal)),
      ...sendAsOthers(refusal, ({ showsCertificate }) => showsCertificate),
    ],
  }
}

/** A certificate was shown, and what came back speaks of it, or there was nothing else to refuse. */
export const certificateRefused: Explain = (refusal) => {
  const { certificate, status, profile } = refusal
  const isAllThereWas = profile?.kind === 'certificate' && status === 401
  if (!certificate.shown || !(certificate.isAskedFor || isAllThereWas)) return null
  return {
    cause: 'unauthorised',
    headline: 'The API does not accept the client certificate that was shown.',
    evidence: [
      sayAnswer(refusal, null),
      'It may have expired, be unknown to the API, or come from an authority that the API does not trust.',
      ...sayReason(refusal),
    ],
    reference,
    confidence: certificate.isAskedFor ? 'likely' : 'guess',
    remedies: [
      ...editProfile(refusal),
      ...sendAsOthers(refusal, ({ showsCertificate }) => (showsCertificate || !certificate.isAskedFor ? null : false)),
    ],
  }
}
