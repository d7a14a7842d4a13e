import type { Exchange } from '../../contract/exchanges.ts'
import type { Refusal } from '../challenges/refusal.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Profile } from '../profiles/profile.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { authorizationOf } from './authorization.ts'
import { describeStep, skewOf } from './describe-exchange.ts'
import { challengesOf, explainAnswer } from './explain-answer.ts'
import { followWire, type Onward } from './follow-wire.ts'
import { prepareRequest, withAuthorization, withoutAuthorization } from './prepare-request.ts'
import { createRedactor } from './redact-sent.ts'
import { mayBeSpentToken } from './refresh-rule.ts'
import { secretReference } from './secret-reference.ts'
import {
  cancelledBeforeSending,
  type Refreshed,
  type RequestSenderParts,
  type SendRequest,
  type WireStep,
} from './sending.ts'
import { untilAborted } from './until-aborted.ts'
import { isNamed } from './wire-request.ts'

const secretsOf = (sets: readonly TokenSet[]): SecretText[] =>
  sets.flatMap(({ accessToken, refreshToken, idToken }) =>
    [accessToken, refreshToken, idToken].filter((secret) => secret !== null),
  )

/** One press of Send: token, request, redirects, at most one retry after a refresh, and the reason of a refusal. */
export async function runExchange(
  send: SendRequest,
  signal: AbortSignal,
  parts: RequestSenderParts,
): Promise<Exchange> {
  const { authority, now, monotonicMs, version } = parts
  const { exchangeId, draft, path } = send
  const beganAtMs = monotonicMs()
  const sentAt = now()
  const profile = profileFor(send, parts)
  const variables = await parts.variables()
  // A draft that can't be sent is told before any token is fetched for it.
  const prepared = prepareRequest(draft, { variables, version, carriesToken: profile !== null })

  const sets: TokenSet[] = []
  const steps: WireStep[] = []
  let refreshed: Refreshed = 'no'
  let refresh: Refusal['refresh'] = 'not-tried'

  const usable = profile === null ? null : await untilAborted(authority.usableTokens(profile.id), signal)
  const queueMs = monotonicMs() - beganAtMs
  if (usable === 'aborted' || signal.aborted) {
    cancelled({ why: 'request', request: withoutAuthorization(prepared), queueMs, withheld: [] })
    return described()
  }
  if (usable !== null) {
    sets.push(usable.tokens)
    if (usable.refreshed) refreshed = 'before'
  }
  const request = usable === null ? prepared : withAuthorization(prepared, authorizationOf(usable.tokens))
  const startedAtMs = monotonicMs()
  await follow({ why: 'request', request, queueMs, withheld: [] })
  await retryWithNewerToken()
  return described()

  function cancelled(onward: Onward): void {
    steps.push({ ...onward, answer: cancelledBeforeSending, sentAtMs: now().getTime() })
  }

  async function follow(onward: Onward): Promise<void> {
    const { timeoutMs, followRedirects } = draft.settings
    const sending = { exchangeId, signal, timeoutMs, followRedirects }
    steps.push(...(await followWire(onward, { ...parts, sending, startedAtMs, secrets: secretsOf(sets) })))
  }

  /** The step that was refused is sent again, not the first one: its redirects have been followed already. */
  async function retryWithNewerToken(): Promise<void> {
    const refused = steps.at(-1)
    const rejected = sets.at(-1)
    if (profile === null || refused === undefined || rejected === undefined || signal.aborted) return
    if (refused.answer.result.outcome !== 'answered') return
    const carriedToken = refused.request.headers.some(([name]) => isNamed(name, 'Authorization'))
    if (!carriedToken || !mayBeSpentToken(refused.answer.result.status, challengesOf(refused))) return
    const waitingSinceMs = monotonicMs()
    const newer = await untilAborted(authority.tokensAfterRejection(profile.id, rejected.accessToken), signal)
    const onward = { why: 'retry-after-refresh', withheld: refused.withheld } as const
    const waitedMs = monotonicMs() - waitingSinceMs
    if (newer === 'aborted') {
      cancelled({ ...onward, request: refused.request, queueMs: waitedMs })
      return
    }
    if (newer === null) {
      refresh = 'impossible'
      return
    }
    sets.push(newer)
    refresh = 'refreshed'
    refreshed = 'after-401'
    const retried = withAuthorization(refused.request, authorizationOf(newer))
    await follow({ ...onward, request: retried, queueMs: waitedMs })
  }

  async function described(): Promise<Exchange> {
    const totalMs = monotonicMs() - beganAtMs
    const redactor = createRedactor(secretsOf(sets))
    const tokens = sets.at(-1) ?? null
    const skewSeconds = skewOf(steps)
    if (profile !== null && skewSeconds !== null) authority.noteServerDate(profile.id, skewSeconds)
    const last = steps.at(-1)
    const answered = { profile, tokens, refresh, skewSeconds: skewSeconds ?? 0, redactor }
    return {
      id: exchangeId,
      path,
      sentAt: sentAt.toISOString(),
      sentAs:
        profile === null ? null : { profileId: profile.id, name: profile.name, tokenReference: referenceOf(tokens) },
      steps: steps.map((step) => describeStep(step, redactor)),
      totalMs,
      refreshed,
      clockSkewSeconds: skewSeconds === 0 ? null : skewSeconds,
      why: last === undefined ? null : await explainAnswer({ step: last, ...answered }, parts),
    }
  }
}

const referenceOf = (tokens: TokenSet | null): string | null =>
  tokens === null ? null : secretReference(tokens.accessToken.reveal())

function profileFor({ profileId }: SendRequest, { findProfile }: RequestSenderParts): Profile | null {
  if (profileId === null) return null
  const profile = findProfile(profileId)
  if (profile === null) throw new ClaimcheckError('profile.not_found', { profileId })
  return profile
}
