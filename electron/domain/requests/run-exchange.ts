import type { Exchange } from '../../contract/exchanges.ts'
import type { Refusal } from '../challenges/refusal.ts'
import { authorizationPlace, placeOf } from '../credentials/carry.ts'
import type { Credential } from '../credentials/credential.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { authorityOf, isSameAuthority } from '../profiles/authority.ts'
import { hasTokens } from '../profiles/needs-person.ts'
import type { Profile } from '../profiles/profile.ts'
import { describeStep, skewOf } from './describe-exchange.ts'
import { challengesOf, explainAnswer } from './explain-answer.ts'
import { followWire, type Onward } from './follow-wire.ts'
import { prepareRequest } from './prepare-request.ts'
import { createRedactor } from './redact-sent.ts'
import { mayBeSpentToken } from './refresh-rule.ts'
import {
  cancelledBeforeSending,
  type Refreshed,
  type RequestSenderParts,
  type SendRequest,
  type WireStep,
} from './sending.ts'
import { knownAuthority } from './sent-as.ts'
import { tokenSentIn } from './sent-token.ts'
import { untilAborted } from './until-aborted.ts'

/**
 * One press of Send: credential, request, challenges, redirects, at most one retry with a newer credential, and the
 * reason of a refusal. A loose token stands in place of the profile's, and is not tried again with another one: its
 * refusal is an answer, and says nothing of the profile's own.
 */
export async function runExchange(
  send: SendRequest,
  signal: AbortSignal,
  parts: RequestSenderParts,
): Promise<Exchange> {
  const { credentials, now, monotonicMs, version } = parts
  const { exchangeId, draft, path } = send
  const beganAtMs = monotonicMs()
  const sentAt = now()
  const profile = profileFor(send, parts)
  const loose = send.looseToken === null ? null : parts.looseToken(send.looseToken)
  const ownPlace = profile === null ? null : placeOf(profile.way)
  const place = loose === null ? ownPlace : (ownPlace ?? authorizationPlace)
  const variables = await parts.variables()
  // A draft that can't be sent is told before any token is fetched for it.
  const bare = prepareRequest(draft, { variables, version, place })

  const used: Credential[] = []
  const steps: WireStep[] = []
  let refreshed: Refreshed = 'no'
  let refresh: Refusal['refresh'] = 'not-tried'

  const usable = await untilAborted(credentialToSend(), signal)
  const queueMs = monotonicMs() - beganAtMs
  const first: Onward = { why: 'request', bare, carries: usable !== null, queueMs, withheld: [] }
  if (usable === 'aborted' || signal.aborted) {
    cancelled(first)
    return described()
  }
  if (usable !== null) {
    if (profile !== null && !isOfNow(usable.credential)) {
      throw new ClaimcheckError('session.signed_out', { profileId: profile.id })
    }
    used.push(usable.credential)
    if (usable.refreshed) refreshed = 'before'
  }
  const startedAtMs = monotonicMs()
  await follow(first)
  await retryWithNewerCredential()
  return described()

  /** null: it goes out without one. */
  async function credentialToSend(): Promise<{ credential: Credential; refreshed: boolean } | null> {
    if (loose !== null) {
      return {
        credential: await credentials.credentialWithToken(profile?.id ?? null, loose.token),
        refreshed: false,
      }
    }
    return profile === null ? null : credentials.credentialFor(profile.id)
  }

  /**
   * The environment, or the profile, may have changed while its token was got: what is meant for the servers of one is
   * never sent to an address that was filled in for another.
   */
  function isOfNow({ tokens }: Credential): boolean {
    return profile === null || tokens === null || isSameAuthority(tokens, authorityOf(profile, variables))
  }

  function cancelled(onward: Onward): void {
    const answer = cancelledBeforeSending
    steps.push({ ...onward, carries: false, request: onward.bare, answer, sentAtMs: now().getTime() })
  }

  async function follow(onward: Onward): Promise<void> {
    const { timeoutMs, followRedirects } = draft.settings
    const sending = { exchangeId, signal, timeoutMs, followRedirects }
    const credential = used.at(-1) ?? null
    steps.push(...(await followWire(onward, { ...parts, sending, startedAtMs, credential, place })))
  }

  /** The step that was refused is sent again, not the first one: its redirects have been followed already. */
  async function retryWithNewerCredential(): Promise<void> {
    const refused = steps.at(-1)
    const rejected = used.at(-1)
    if (profile === null || refused === undefined || rejected === undefined || signal.aborted) return
    if (refused.answer.result.outcome !== 'answered' || rejected.tokens === null || !refused.carries) return
    if (!mayBeSpentToken(refused.answer.result.status, challengesOf(refused), place)) return
    const waitingSinceMs = monotonicMs()
    const newer = await untilAborted(credentials.credentialAfterRejection(profile.id, rejected), signal)
    const waitedMs = monotonicMs() - waitingSinceMs
    const { bare: again, carries, withheld } = refused
    const onward: Onward = { why: 'retry-after-refresh', bare: again, carries, withheld, queueMs: waitedMs }
    if (newer === 'aborted') {
      cancelled(onward)
      return
    }
    if (newer === null || !isOfNow(newer)) {
      refresh = 'impossible'
      return
    }
    used.push(newer)
    refresh = 'refreshed'
    refreshed = 'after-401'
    await follow(onward)
  }

  async function described(): Promise<Exchange> {
    const totalMs = monotonicMs() - beganAtMs
    const secrets = used.flatMap((credential) => credential.secrets)
    const redactor = createRedactor(secrets, place)
    const credential = used.at(-1) ?? null
    const skewSeconds = skewOf(steps)
    if (profile !== null && hasTokens(profile.way) && skewSeconds !== null) {
      parts.noteServerDate(profile.id, skewSeconds)
    }
    const last = steps.at(-1)
    const authority = profile === null || loose === null ? null : knownAuthority(profile, variables)
    const skew = { skewSeconds: skewSeconds ?? 0 }
    const answered = { exchangeId, steps, profile, credential, loose, authority, refresh, ...skew, redactor }
    const explained = await explainAnswer(answered, parts)
    const tokenReference = credential?.reference ?? null
    const synthetic = loose?.synthetic ?? false
    parts.onExchanged({
      ...{ exchangeId, beganAtMs, profileId: profile?.id ?? null, steps, synthetic },
      refusal: explained?.refusal ?? null,
      token: last === undefined ? null : tokenSentIn(last, credential),
      tokens: last?.carries === true ? (credential?.tokens ?? null) : null,
    })
    return {
      id: exchangeId,
      path,
      sentAt: sentAt.toISOString(),
      sentAs: profile === null ? null : { profileId: profile.id, name: profile.name, tokenReference },
      synthetic,
      steps: steps.map((step) => describeStep(step, redactor)),
      totalMs,
      refreshed,
      clockSkewSeconds: skewSeconds === 0 ? null : skewSeconds,
      why: explained?.diagnosis ?? null,
    }
  }
}

function profileFor({ profileId }: SendRequest, { findProfile }: RequestSenderParts): Profile | null {
  if (profileId === null) return null
  const profile = findProfile(profileId)
  if (profile === null) throw new ClaimcheckError('profile.not_found', { profileId })
  return profile
}
