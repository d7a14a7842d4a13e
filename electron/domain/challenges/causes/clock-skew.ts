import { isTokenRefused, reasonOf, serverNow } from '../read-refusal.ts'
import { inspect, renew, sendAsItself } from '../remedies.ts'
import type { Explain, Refusal } from '../refusal.ts'
import { sayAnswer, sayCredential, sayDuration, sayInstant, sayReason, sayToken } from '../say.ts'

const reference = 'RFC 7519 §4.1.4'
/** Clocks of servers are rarely nearer to each other than this. */
const commonSeconds = 30

const secondsBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000

/** Whose clock is off, by what the server that gave the token took for now when it gave it (`iat`). */
function whoseClock({ token, skewSeconds, profile, credential }: Refusal): string {
  if (profile?.kind === 'signed_jwt' && credential === 'profile') {
    return 'The JWT is signed here, with the time of this computer: set its clock right, or give the JWT a longer life.'
  }
  const { issuedAt = null, obtainedAt = null } = token ?? {}
  if (issuedAt === null || obtainedAt === null) return 'Nothing here tells which of the two clocks is right.'
  const issuerAheadSeconds = secondsBetween(obtainedAt, issuedAt)
  const agreesWith = (aheadSeconds: number) =>
    Math.abs(issuerAheadSeconds - aheadSeconds) <= Math.max(commonSeconds, Math.abs(skewSeconds) / 4)
  if (agreesWith(0)) {
    return 'The server that gave the token has the time of this computer, so it is the API’s clock that is off.'
  }
  return agreesWith(skewSeconds)
    ? 'The server that gave the token has the time of the API, so it is this computer’s clock that is off.'
    : 'The server that gave the token has a third time; nothing here tells which clock is right.'
}

/** Good by one clock and not by the other: only their difference makes the token expired, or not good yet. */
export const clockSkew: Explain = (refusal) => {
  const { token, now, skewSeconds } = refusal
  if (token === null || skewSeconds === 0 || !isTokenRefused(refusal)) return null
  const { expiresAt, notBefore, issuedAt } = token
  const reason = reasonOf(refusal)
  const isAhead = skewSeconds > 0
  const claim = isAhead ? 'exp' : notBefore === null ? 'iat' : 'nbf'
  const instant = isAhead ? expiresAt : (notBefore ?? issuedAt)
  if (instant === null) return null
  const oursSeconds = secondsBetween(now, instant)
  const theirsSeconds = secondsBetween(serverNow(refusal), instant)
  const isOnlyTheirs = isAhead ? oursSeconds > 0 && theirsSeconds <= 0 : oursSeconds <= 0 && theirsSeconds >= 1
  if (!isOnlyTheirs) return null
  const differ = `the server's clock is ${sayDuration(skewSeconds)} ${isAhead ? 'ahead of' : 'behind'} this computer's`
  const saysSo = reason === (isAhead ? 'expired' : 'not-yet-valid')
  return {
    cause: 'clock-skew',
    headline: isAhead
      ? `${sayCredential(refusal)} is good for another ${sayDuration(oursSeconds)} here, but ${differ}: there it has expired.`
      : `${sayCredential(refusal)} is good here, but ${differ}: there it is not good yet.`,
    evidence: [
      sayAnswer(refusal, 'RFC 6750 §3.1'),
      `${sayToken(refusal)} has ${claim} ${sayInstant(instant)}; the API answered at ${sayInstant(serverNow(refusal))} by its clock.`,
      whoseClock(refusal),
      ...(isAhead
        ? []
        : [`By that clock it is good in another ${sayDuration(theirsSeconds)}; with the clock set right, at once.`]),
      ...sayReason(refusal),
    ],
    reference: isAhead ? reference : claim === 'nbf' ? 'RFC 7519 §4.1.5' : 'RFC 7519 §4.1.6',
    confidence: saysSo ? 'certain' : 'likely',
    // A newer token ends later; where the server is behind, it would begin later still.
    remedies: [...(isAhead ? renew(refusal) : []), ...inspect(refusal, claim), ...sendAsItself(refusal)],
  }
}
