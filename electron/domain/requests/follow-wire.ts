import type { SecretText } from '../vault/secret-text.ts'
import { planRedirect } from './redirect-rule.ts'
import type { RequestSenderParts, Sending, WireStep } from './sending.ts'
import type { WireRequest } from './wire-request.ts'

interface FollowParts extends Pick<RequestSenderParts, 'transport' | 'now' | 'monotonicMs'> {
  readonly sending: Sending
  /** Counts the time that all steps together may take, from the first byte on the wire. */
  readonly startedAtMs: number
  readonly secrets: readonly SecretText[]
}

/** A request to go on with, and what has been left out of it so far. */
export interface Onward {
  readonly why: WireStep['why']
  readonly request: WireRequest
  readonly queueMs: number
  readonly withheld: readonly string[]
}

/** Sends one request and follows its redirects, each of them a step of its own. All steps share one deadline. */
export async function followWire(first: Onward, parts: FollowParts): Promise<WireStep[]> {
  const { transport, now, monotonicMs, sending, startedAtMs, secrets } = parts
  const steps: WireStep[] = []
  let onward: Onward | null = first
  while (onward !== null) {
    const sentAtMs = now().getTime()
    const timeoutMs = Math.max(1, sending.timeoutMs - (monotonicMs() - startedAtMs))
    const { signal, exchangeId } = sending
    const answer = await transport.exchangeOnce(onward.request, { signal, timeoutMs, exchangeId })
    steps.push({ ...onward, answer, sentAtMs })
    onward = nextHop(onward, steps)
  }
  return steps

  function nextHop(from: Onward, sent: readonly WireStep[]): Onward | null {
    const result = sent.at(-1)?.answer.result
    if (!sending.followRedirects || result === undefined || result.outcome !== 'answered') return null
    // An answer that ran out of time has used up the time of the next one, too.
    if (result.completeness === 'timed-out' || sending.signal.aborted) return null
    const { status, headers } = result
    const plan = planRedirect({ request: from.request, status, headers, hops: sent.length - 1, secrets })
    if (!plan.follow) return null
    return { why: 'redirect', request: plan.request, queueMs: 0, withheld: [...from.withheld, ...plan.withheld] }
  }
}
