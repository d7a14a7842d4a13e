import { isTokenRefused, reasonOf, serverNow } from '../read-refusal.ts'
import { askServer, inspect, renew } from '../remedies.ts'
import type { Explain, Finding, Refusal } from '../refusal.ts'
import { sayAnswer, sayCredential, sayDuration, sayInstant, sayReason, sayRefresh, saySkew, sayToken } from '../say.ts'

const reference = 'RFC 6750 §3.1'

const about = (refusal: Refusal, part: Omit<Finding, 'reference' | 'evidence'> & { evidence: string[] }): Finding => ({
  ...part,
  evidence: [
    sayAnswer(refusal, reference),
    ...part.evidence,
    ...saySkew(refusal),
    ...sayReason(refusal),
    ...sayRefresh(refusal),
  ],
  reference,
})

/** Past its end by the server's clock, or so the server says. */
export const tokenExpired: Explain = (refusal) => {
  if (!isTokenRefused(refusal)) return null
  const expiresAt = refusal.token?.expiresAt ?? null
  const agoSeconds = expiresAt === null ? null : (serverNow(refusal).getTime() - expiresAt.getTime()) / 1000
  const serverSaysSo = reasonOf(refusal) === 'expired'
  const remedies = [...renew(refusal), ...inspect(refusal, 'exp')]
  if (expiresAt !== null && agoSeconds !== null && agoSeconds >= 0) {
    return about(refusal, {
      cause: 'token-expired',
      headline: `${sayCredential(refusal)} expired ${sayDuration(agoSeconds)} ago.`,
      evidence: [`${sayToken(refusal)} was good until ${sayInstant(expiresAt)}.`],
      confidence: 'certain',
      remedies,
    })
  }
  if (!serverSaysSo) return null
  const until =
    expiresAt === null ? 'does not say until when it is good' : `says that it is good until ${sayInstant(expiresAt)}`
  return about(refusal, {
    cause: 'token-expired',
    headline: `The API says that ${sayCredential(refusal)} has expired.`,
    evidence: [`${sayToken(refusal)} ${until}; the session behind it may have ended, or the clocks differ.`],
    confidence: 'likely',
    remedies: [...remedies, ...askServer(refusal)],
  })
}

/** Not good yet: `nbf` (RFC 7519 §4.1.5) or `iat` lies ahead of the server's clock, or so the server says. */
export const tokenNotYetValid: Explain = (refusal) => {
  if (!isTokenRefused(refusal) || refusal.token === null) return null
  const claim = refusal.token.notBefore === null ? 'iat' : 'nbf'
  const from = refusal.token.notBefore ?? refusal.token.issuedAt
  const aheadSeconds = from === null ? null : (from.getTime() - serverNow(refusal).getTime()) / 1000
  if (from !== null && aheadSeconds !== null && aheadSeconds >= 1) {
    return about(refusal, {
      cause: 'token-not-yet-valid',
      headline: `${sayCredential(refusal)} is not good for another ${sayDuration(aheadSeconds)}.`,
      evidence: [`Its ${claim} is ${sayInstant(from)}.`],
      confidence: claim === 'nbf' ? 'certain' : 'likely',
      remedies: [...renew(refusal), ...inspect(refusal, claim)],
    })
  }
  if (reasonOf(refusal) !== 'not-yet-valid') return null
  return about(refusal, {
    cause: 'token-not-yet-valid',
    headline: `The API says that ${sayCredential(refusal)} is not good yet.`,
    evidence: [
      from === null
        ? `${sayToken(refusal)} does not say from when on it is good.`
        : `${sayToken(refusal)} is good from ${sayInstant(from)} on; what checks it may have another clock.`,
    ],
    confidence: 'likely',
    remedies: [...inspect(refusal, claim)],
  })
}
