import type { Diagnosis } from '../../contract/challenges.ts'
import type { ExchangeId } from '../../contract/ids.ts'
import { diagnose } from '../challenges/diagnose.ts'
import { slipOfAuthorization } from '../challenges/malformed.ts'
import { findLoginPage } from '../challenges/login-page.ts'
import { parseChallenges } from '../challenges/parse-challenges.ts'
import { readProblem } from '../challenges/read-problem.ts'
import type { Refusal } from '../challenges/refusal.ts'
import { readTokenFacts } from '../challenges/token-facts.ts'
import { placeOf } from '../credentials/carry.ts'
import type { Credential } from '../credentials/credential.ts'
import type { Authority } from '../profiles/authority.ts'
import type { Profile } from '../profiles/profile.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { looksLikeJwt } from './credential-values.ts'
import { quotedProblem } from './quoted-problem.ts'
import { createRedactor, type Redactor } from './redact-sent.ts'
import type { RequestSenderParts, WireStep } from './sending.ts'
import { sentAs } from './sent-as.ts'
import { sentCredential, tokenSentIn } from './sent-token.ts'
import { headerValue, isNamed, revealed, urlOf, type WireRequest } from './wire-request.ts'

// A GraphQL server refuses with 200, a framework's form with 419 or 422, a session of a browser with a redirect.
const mayRefuse = (status: number): boolean =>
  [200, 400, 401, 403, 407, 419, 422, 500].includes(status) || (status >= 301 && status <= 308)

/** The challenges of an answer: the API's, or the proxy's for a 407. */
export function challengesOf(step: WireStep) {
  const { result } = step.answer
  if (result.outcome !== 'answered') return []
  const field = result.status === 407 ? 'proxy-authenticate' : 'www-authenticate'
  return parseChallenges(result.headers.filter(([name]) => isNamed(name, field)).map(([, value]) => value))
}

const authorizationOf = (request: WireRequest): string | null => {
  const line = request.headers.find(([name]) => isNamed(name, 'authorization'))
  return line === undefined ? null : revealed(line[1]).trim()
}

const isBearerLike = (sent: ReturnType<typeof sentCredential>): sent is { scheme: string; token: SecretText } =>
  sent !== null &&
  sent.token.reveal() !== '' &&
  (sent.scheme === '' ? looksLikeJwt(sent.token.reveal()) : /^(?:bearer|dpop)$/i.test(sent.scheme))

export interface Answered {
  readonly exchangeId: ExchangeId
  /** All of the exchange; the last one is the answer. */
  readonly steps: readonly WireStep[]
  readonly profile: Profile | null
  readonly credential: Credential | null
  /** A token that was sent in place of the profile's; null where it was the profile's own. */
  readonly loose: { readonly synthetic: boolean } | null
  /** Whose tokens the profile's would be, to compare a loose one with; null where that is not known. */
  readonly authority: Authority | null
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
function factsOf(
  { profile, authority }: Pick<Answered, 'profile' | 'authority'>,
  carried: Credential | null,
  sent: ReturnType<typeof sentCredential>,
) {
  const isOAuth = profile?.way.kind === 'oauth' && authority !== null
  const nothingTold = { scopes: [], expiresAt: null, ...(isOAuth && { clientId: authority.clientId }) }
  if (carried === null) return isBearerLike(sent) ? readTokenFacts(sent.token, nothingTold) : null
  if (carried.token === null) return null
  const facts = readTokenFacts(carried.token, carried.tokens ?? nothingTold)
  // Of an API key there is nothing to say; a stored token may be a JWT.
  return profile?.way.kind === 'static_token' && facts.format === 'opaque' && !isBearerLike(sent) ? null : facts
}

/** A proxy that refuses a tunnel is heard before any answer of the API (RFC 9110 §15.5.8). */
const refusedTunnel = ({ answer: { result } }: WireStep): boolean =>
  result.outcome === 'no-answer' && result.reason === 'proxy' && /: 407\b/.test(result.message)

const statusOf = (step: WireStep): number | null => {
  if (step.answer.result.outcome === 'answered') return step.answer.result.status
  return refusedTunnel(step) ? 407 : null
}

const headersOf = ({ answer: { result } }: WireStep) => (result.outcome === 'answered' ? result.headers : [])

/** Why a step was refused, with the facts that it was told from. */
export interface Explained {
  readonly refusal: Refusal
  readonly diagnosis: Diagnosis
}

/**
 * Why the last step was refused, and the facts that it was told from; null where it was not refused. Asks for the other
 * profiles only when it was.
 */
export async function explainAnswer(
  { exchangeId, steps, profile, credential, loose, authority, refresh, skewSeconds, redactor }: Answered,
  { now, otherProfiles }: Pick<RequestSenderParts, 'now' | 'otherProfiles'>,
): Promise<Explained | null> {
  const step = steps.at(-1)
  const status = step === undefined ? null : statusOf(step)
  if (step === undefined || status === null || !mayRefuse(status)) return null
  const { request, answer, withheld } = step
  // What a person typed is a secret as well, though no profile knows it.
  const typed = createRedactor([tokenSentIn(step, credential)].filter((each) => each !== null))
  const quote = (text: string) => typed.text(redactor.quote(text))
  const headers = headersOf(step)
  const line = authorizationOf(request)
  const sent = sentCredential(request)
  // A typed API key or cookie is a credential as well, of which nothing can be read.
  const other = request.headers.some(([name]) => /^(?:cookie|x-api-key|api-key|apikey)$/i.test(name))
  const carried = step.carries && (loose !== null || profile?.way.kind !== 'none') ? credential : null
  const place = profile === null ? null : placeOf(profile.way)
  const isKey = place !== null && !(place.in === 'header' && isNamed(place.name, 'Authorization'))
  const ours = loose === null ? 'profile' : 'loose'
  const isTyped = step.bare.headers.some(([name]) => /^(?:authorization|cookie|x-api-key|api-key|apikey)$/i.test(name))
  const hops = steps.flatMap((each) => {
    const { result } = each.answer
    if (result.outcome !== 'answered') return []
    return [
      { url: urlOf(each.request.target), status: result.status, location: headerValue(result.headers, 'location') },
    ]
  })
  const login = findLoginPage(hops, answer.bodyPrefix, carried !== null || sent !== null)
  const refusal: Refusal = {
    ...{ exchangeId, status, method: request.method, skewSeconds, refresh },
    challenges: challengesOf(step).map(({ scheme, params, token68 }) => ({
      scheme: quote(scheme),
      params: params.map(([name, value]): [string, string] => [quote(name), quote(value)]),
      token68: token68 === null ? null : quote(token68),
    })),
    problem: quotedProblem(readProblem({ status, headers, bodyPrefix: answer.bodyPrefix }), quote),
    origin: request.target.origin,
    credential: carried !== null ? ours : sent !== null || other ? 'typed' : 'none',
    hasTypedLine: isTyped,
    malformed: line === null ? null : slipOfAuthorization(line),
    scheme: sent === null || sent.scheme === '' || (carried !== null && isKey) ? null : sent.scheme,
    wasWithheld:
      withheld.some((name) => isNamed(name, 'authorization')) ||
      (!step.carries && credential !== null && withheld.length > 0),
    profile: profile === null ? null : sentAs(profile, credential, authority),
    isKey,
    dpop: {
      sentProof: request.headers.some(([name]) => isNamed(name, 'dpop')),
      namesNonce: headerValue(headers, 'dpop-nonce') !== null,
    },
    certificate: { shown: request.certificate !== null, isAskedFor: speaksOfCertificate(answer.bodyPrefix) },
    login: login === null ? null : { ...login, where: quote(login.where), sign: quote(login.sign) },
    token: factsOf({ profile, authority }, carried, sent),
    synthetic: carried !== null && loose?.synthetic === true,
    introspection: null,
    now: now(),
    others: [],
  }
  // The other profiles are asked for their state: only where there is something to tell.
  if (diagnose(refusal, quote) === null) return null
  const whole: Refusal = { ...refusal, others: await otherProfiles(profile?.id ?? null) }
  const diagnosis = diagnose(whole, quote)
  return diagnosis === null ? null : { refusal: whole, diagnosis }
}

export const dateOf = (step: WireStep): { date: string | null; age: string | null } => {
  const { result } = step.answer
  if (result.outcome !== 'answered') return { date: null, age: null }
  return { date: headerValue(result.headers, 'date'), age: headerValue(result.headers, 'age') }
}
