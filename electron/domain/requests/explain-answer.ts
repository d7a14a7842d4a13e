import type { Diagnosis } from '../../contract/challenges.ts'
import type { ExchangeId } from '../../contract/ids.ts'
import { diagnose } from '../challenges/diagnose.ts'
import { parseChallenges } from '../challenges/parse-challenges.ts'
import { readProblem } from '../challenges/read-problem.ts'
import type { Refusal } from '../challenges/refusal.ts'
import { readTokenFacts } from '../challenges/token-facts.ts'
import { placeOf } from '../credentials/carry.ts'
import type { Credential } from '../credentials/credential.ts'
import type { Profile } from '../profiles/profile.ts'
import type { Redactor } from './redact-sent.ts'
import type { RequestSenderParts, WireStep } from './sending.ts'
import { sentCredential } from './sent-token.ts'
import { headerValue, isNamed } from './wire-request.ts'

const refusals = new Set([400, 401, 403, 407])

/** The challenges of an answer: the API's, or the proxy's for a 407. */
export function challengesOf(step: WireStep) {
  const { result } = step.answer
  if (result.outcome !== 'answered') return []
  const field = result.status === 407 ? 'proxy-authenticate' : 'www-authenticate'
  return parseChallenges(result.headers.filter(([name]) => isNamed(name, field)).map(([, value]) => value))
}

export interface Answered {
  readonly exchangeId: ExchangeId
  /** A token that was sent in place of the profile's; null where it was the profile's own. */
  readonly loose: { readonly synthetic: boolean } | null
  readonly step: WireStep
  readonly profile: Profile | null
  readonly credential: Credential | null
  readonly refresh: Refusal['refresh']
  readonly skewSeconds: number
  readonly redactor: Redactor
}

const aboutCertificate =
  /no required ssl certificate|ssl certificate error|client[ -]cert(?:ificate)?\b|\bm(?:utual )?tls\b|certificate (?:is |was )?(?:required|missing)/i

/** Servers before an API say it in a page of their own (nginx: 400 "No required SSL certificate was sent"). */
const speaksOfCertificate = (bodyPrefix: Uint8Array): boolean =>
  aboutCertificate.test(Buffer.from(bodyPrefix.subarray(0, 4096)).toString('utf8'))

/** What can be read of the token that was sent: one of the profile, or a bearer token that a person typed. */
function factsOf(profile: Profile | null, credential: Credential | null, sent: ReturnType<typeof sentCredential>) {
  const isBearer = sent !== null && /^(?:bearer|dpop)$/i.test(sent.scheme)
  if (credential === null) return isBearer ? readTokenFacts(sent.token, { scopes: [], expiresAt: null }) : null
  if (credential.token === null) return null
  const facts = readTokenFacts(credential.token, credential.tokens ?? { scopes: [], expiresAt: null })
  // Of an API key there is nothing to say; a stored token may be a JWT.
  return profile?.way.kind === 'static_token' && facts.format === 'opaque' && !isBearer ? null : facts
}

/** Why a step was refused, with the facts that it was told from. */
export interface Explained {
  readonly refusal: Refusal
  readonly diagnosis: Diagnosis
}

/** Why the last step was refused, or null when it was not. Asks for the other profiles only when it was. */
export async function explainAnswer(
  { step, profile, credential, refresh, skewSeconds, redactor }: Answered,
  { now, otherProfiles }: Pick<RequestSenderParts, 'now' | 'otherProfiles'>,
): Promise<Explained | null> {
  const { request, answer, withheld } = step
  const { result } = answer
  if (result.outcome !== 'answered' || !refusals.has(result.status)) return null
  const sent = sentCredential(request)
  // A typed API key or cookie is a credential as well, of which nothing can be read.
  const other = request.headers.some(([name]) => /^(?:cookie|x-api-key|api-key|apikey)$/i.test(name))
  const carried = step.carries && profile?.way.kind !== 'none' ? credential : null
  const place = profile === null ? null : placeOf(profile.way)
  const isKey = place !== null && !(place.in === 'header' && isNamed(place.name, 'Authorization'))
  const issuer = profile?.way.kind === 'oauth' ? (credential?.tokens?.issuer ?? null) : null
  const refusal: Refusal = {
    status: result.status,
    challenges: challengesOf(step),
    problem: readProblem(answer.bodyPrefix),
    origin: request.target.origin,
    credential: carried !== null ? 'profile' : sent !== null || other ? 'typed' : 'none',
    scheme: sent === null || sent.scheme === '' || (carried !== null && isKey) ? null : sent.scheme,
    wasWithheld:
      withheld.some((name) => isNamed(name, 'authorization')) ||
      (!step.carries && credential !== null && withheld.length > 0),
    profile: profile === null ? null : { id: profile.id, name: profile.name, issuer, kind: profile.way.kind },
    isKey,
    dpop: {
      sentProof: request.headers.some(([name]) => isNamed(name, 'dpop')),
      namesNonce: headerValue(result.headers, 'dpop-nonce') !== null,
    },
    certificate: { shown: request.certificate !== null, isAskedFor: speaksOfCertificate(answer.bodyPrefix) },
    token: factsOf(profile, carried, sent),
    now: now(),
    skewSeconds,
    refresh,
    others: await otherProfiles(profile?.id ?? null),
  }
  return { refusal, diagnosis: diagnose(refusal, redactor.quote) }
}

export const dateOf = (step: WireStep): { date: string | null; age: string | null } => {
  const { result } = step.answer
  if (result.outcome !== 'answered') return { date: null, age: null }
  return { date: headerValue(result.headers, 'date'), age: headerValue(result.headers, 'age') }
}
