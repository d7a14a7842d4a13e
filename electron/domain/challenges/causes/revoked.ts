import { isTokenRefused, reasonOf } from '../read-refusal.ts'
import { askServer, beginAnew, inspect } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayCredential, sayReason, sayRefresh } from '../say.ts'

const reference = 'RFC 6750 §3.1'

/** The server that gave the token says that it is over, before its own end (RFC 7662 §2.2). */
export const revokedByServer: Explain = (refusal) => {
  if (refusal.introspection?.says !== 'inactive' || !isTokenRefused(refusal)) return null
  return {
    cause: 'revoked',
    headline: `${sayCredential(refusal)} no longer counts: it was revoked, or its session has ended.`,
    evidence: [sayAnswer(refusal, reference), ...sayReason(refusal), ...sayRefresh(refusal)],
    reference: 'RFC 7662 §2.2',
    confidence: 'certain',
    remedies: [...beginAnew(refusal), ...inspect(refusal, null)],
  }
}

/** The API says that the token was taken back; only its own server knows. */
export const revoked: Explain = (refusal) => {
  if (reasonOf(refusal) !== 'revoked' || !isTokenRefused(refusal)) return null
  const isContradicted = refusal.introspection?.says === 'active'
  return {
    cause: 'revoked',
    headline: isContradicted
      ? `The API says that ${sayCredential(refusal)} was revoked, and the server that gave it says that it is good.`
      : `The API says that ${sayCredential(refusal)} was revoked.`,
    evidence: [sayAnswer(refusal, reference), ...sayReason(refusal), ...sayRefresh(refusal)],
    reference,
    confidence: isContradicted ? 'guess' : 'likely',
    remedies: [...beginAnew(refusal), ...askServer(refusal), ...inspect(refusal, null)],
  }
}

/** The session behind the token is gone, says the server. */
export const signedOut: Explain = (refusal) => {
  if (reasonOf(refusal) !== 'session-ended' || !isTokenRefused(refusal)) return null
  // A session of an API's own is no token of OAuth.
  const sessionReference = refusal.profile?.kind === 'custom_login' ? 'RFC 9110 §15.5.2' : reference
  return {
    cause: 'signed-out',
    headline: `The session behind ${sayCredential(refusal)} has ended.`,
    evidence: [sayAnswer(refusal, sessionReference), ...sayReason(refusal), ...sayRefresh(refusal)],
    reference: sessionReference,
    confidence: 'certain',
    remedies: [...beginAnew(refusal), ...askServer(refusal), ...inspect(refusal, null)],
  }
}
