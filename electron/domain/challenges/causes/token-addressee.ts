import { otherEnvironment } from '../environment-of-host.ts'
import { isTokenRefused, reasonOf } from '../read-refusal.ts'
import { askServer, inspect, renew, nobodyKnows, sendAsOthers } from '../remedies.ts'
import type { Explain, Refusal } from '../refusal.ts'
import { sayAnswer, sayCredential, sayList, sayReason, sayThis, sayToken } from '../say.ts'

const originOf = (text: string): string | null =>
  /^https?:/i.test(text) && URL.canParse(text) ? new URL(text).origin : null

/** The audiences of the token where all of them are addresses of others; empty where that can't be told. */
export function audiencesElsewhere({ token, origin }: Refusal): readonly string[] {
  const audience = token?.audience ?? []
  const origins = audience.map(originOf)
  // Only an address can be compared with where the request went; a name like "orders" may mean anything.
  return origins.every((each) => each !== null && each !== origin) ? audience : []
}

/** The token's issuer where it is another than the profile's; null where it is not, or can't be told. */
export function anotherIssuer({ token, profile }: Refusal): string | null {
  const [issuer, expected] = [token?.issuer ?? null, profile?.issuer ?? null]
  return issuer !== null && expected !== null && issuer !== expected ? issuer : null
}

function sayEnvironment(address: string | undefined, { origin }: Refusal): string[] {
  const found = address === undefined ? null : otherEnvironment(address, origin)
  return found === null
    ? []
    : [`${address ?? ''} is of ${found.from}, and the request went to ${found.to} (${origin}), by their names.`]
}

/** The token is meant for another API: `aud` (RFC 9068 §4, RFC 8707). */
export const wrongAudience: Explain = (refusal) => {
  if (!isTokenRefused(refusal) || refusal.token === null) return null
  const { audience } = refusal.token
  const serverSaysSo = reasonOf(refusal) === 'audience'
  const elsewhere = audiencesElsewhere(refusal)
  if (!serverSaysSo && elsewhere.length === 0) return null
  const environment = sayEnvironment(elsewhere[0], refusal)
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
      ...environment,
      ...sayReason(refusal),
    ],
    reference: 'RFC 9068 §4',
    confidence: serverSaysSo ? 'certain' : environment.length > 0 ? 'likely' : 'guess',
    remedies: [
      ...inspect(refusal, 'aud'),
      ...(serverSaysSo ? [] : askServer(refusal)),
      ...sendAsOthers(refusal, nobodyKnows),
    ],
  }
}

function sayIssuer(refusal: Refusal, serverSaysSo: boolean): string {
  const issuer = refusal.token?.issuer ?? null
  if (issuer === null) return `The API does not take the issuer of ${sayThis(refusal)}.`
  const isAnother = anotherIssuer(refusal) !== null
  return isAnother && !serverSaysSo
    ? `${sayCredential(refusal)} comes from ${issuer}, and not from the profile’s server.`
    : `The API does not take tokens of ${issuer}.`
}

/** The token comes from an issuer that the API doesn't take, or from another than the profile's, or another environment. */
export const wrongIssuer: Explain = (refusal) => {
  if (!isTokenRefused(refusal) || refusal.token === null) return null
  const { issuer } = refusal.token
  const serverSaysSo = reasonOf(refusal) === 'issuer'
  const another = anotherIssuer(refusal)
  const environment = sayEnvironment(issuer ?? undefined, refusal)
  if (!serverSaysSo && another === null && environment.length === 0) return null
  // The keys of one issuer are no keys of another.
  const isKeyUnknown = another !== null && reasonOf(refusal) === 'signature'
  return {
    cause: 'wrong-issuer',
    headline: sayIssuer(refusal, serverSaysSo),
    evidence: [
      sayAnswer(refusal, 'RFC 6750 §3.1'),
      ...(another === null ? [] : [`The profile signs in at ${refusal.profile?.issuer ?? ''}.`]),
      ...environment,
      ...sayReason(refusal),
    ],
    reference: 'RFC 9068 §4',
    confidence: serverSaysSo
      ? 'certain'
      : isKeyUnknown || (environment.length > 0 && another !== null)
        ? 'likely'
        : 'guess',
    remedies: [
      ...inspect(refusal, 'iss'),
      // The profile's own server gave it, so that a newer one comes from there as well.
      ...(another === null ? [] : renew(refusal)),
      ...(serverSaysSo ? [] : askServer(refusal)),
      ...sendAsOthers(refusal, nobodyKnows),
    ],
  }
}

/** A signature that the API can't check, under a token of another issuer than the profile's: that is why it can't. */
export const signedByAnotherIssuer: Explain = (refusal) =>
  anotherIssuer(refusal) === null ? null : wrongIssuer(refusal)
