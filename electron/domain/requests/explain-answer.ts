import type { Diagnosis } from '../../contract/challenges.ts'
import { diagnose } from '../challenges/diagnose.ts'
import { parseChallenges } from '../challenges/parse-challenges.ts'
import { readProblem } from '../challenges/read-problem.ts'
import type { Refusal } from '../challenges/refusal.ts'
import { readTokenFacts } from '../challenges/token-facts.ts'
import type { Profile } from '../profiles/profile.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import { SecretText } from '../vault/secret-text.ts'
import type { Redactor } from './redact-sent.ts'
import type { RequestSenderParts, WireStep } from './sending.ts'
import { headerValue, isNamed, revealed, type WireRequest } from './wire-request.ts'

const refusals = new Set([400, 401, 403, 407])

/** The challenges of an answer: the API's, or the proxy's for a 407. */
export function challengesOf(step: WireStep) {
  const { result } = step.answer
  if (result.outcome !== 'answered') return []
  const field = result.status === 407 ? 'proxy-authenticate' : 'www-authenticate'
  return parseChallenges(result.headers.filter(([name]) => isNamed(name, field)).map(([, value]) => value))
}

function sentCredential(request: WireRequest): { scheme: string; token: SecretText } | null {
  const line = request.headers.find(([name]) => isNamed(name, 'authorization'))
  if (line === undefined) return null
  const value = revealed(line[1]).trim()
  const space = value.indexOf(' ')
  if (space < 0) return { scheme: '', token: new SecretText(value) }
  return { scheme: value.slice(0, space), token: new SecretText(value.slice(space + 1).trim()) }
}

export interface Answered {
  readonly step: WireStep
  readonly profile: Profile | null
  readonly tokens: TokenSet | null
  readonly refresh: Refusal['refresh']
  readonly skewSeconds: number
  readonly redactor: Redactor
}

/** Why the last step was refused, or null when it was not. Asks for the other profiles only when it was. */
export async function explainAnswer(
  { step, profile, tokens, refresh, skewSeconds, redactor }: Answered,
  { now, otherProfiles }: Pick<RequestSenderParts, 'now' | 'otherProfiles'>,
): Promise<Diagnosis | null> {
  const { request, answer, withheld } = step
  if (answer.result.outcome !== 'answered' || !refusals.has(answer.result.status)) return null
  const sent = sentCredential(request)
  // A typed API key or cookie is a credential as well, of which nothing can be read.
  const other = request.headers.some(([name]) => /^(?:cookie|x-api-key|api-key|apikey)$/i.test(name))
  const isProfiles = sent !== null && tokens !== null
  const told = isProfiles ? { scopes: tokens.scopes, expiresAt: tokens.expiresAt } : { scopes: [], expiresAt: null }
  const isBearer = sent !== null && /^(?:bearer|dpop)$/i.test(sent.scheme)
  const refusal: Refusal = {
    status: answer.result.status,
    challenges: challengesOf(step),
    problem: readProblem(answer.bodyPrefix),
    origin: request.target.origin,
    credential: isProfiles ? 'profile' : sent !== null || other ? 'typed' : 'none',
    scheme: sent?.scheme === '' ? null : (sent?.scheme ?? null),
    wasWithheld: withheld.some((name) => isNamed(name, 'authorization')),
    profile: profile === null ? null : { id: profile.id, name: profile.name, issuer: tokens?.issuer ?? null },
    token: isBearer ? readTokenFacts(sent.token, told) : null,
    now: now(),
    skewSeconds,
    refresh,
    others: await otherProfiles(profile?.id ?? null),
  }
  return diagnose(refusal, redactor.quote)
}

export const dateOf = (step: WireStep): { date: string | null; age: string | null } => {
  const { result } = step.answer
  if (result.outcome !== 'answered') return { date: null, age: null }
  return { date: headerValue(result.headers, 'date'), age: headerValue(result.headers, 'age') }
}
