import type { Place } from '../credentials/carry.ts'
import type { Credential } from '../credentials/credential.ts'
import { planRedirect } from './redirect-rule.ts'
import type { RequestSenderParts, Sending, WireStep } from './sending.ts'
import type { WireRequest } from './wire-request.ts'

interface FollowParts extends Pick<RequestSenderParts, 'transport' | 'now' | 'monotonicMs'> {
  readonly sending: Sending
  /** Counts the time that all steps together may take, from the first byte on the wire. */
  readonly startedAtMs: number
  /** What the profile puts into the steps to the origin that was meant; null for nobody. */
  readonly credential: Credential | null
  readonly place: Place | null
}

/** A request to go on with, and what has been left out of it so far. */
export interface Onward {
  readonly why: WireStep['why']
  /** Without what a profile puts in. */
  readonly bare: WireRequest
  /** False once a redirect has led to another origin: nothing of the profile goes on from there. */
  readonly carries: boolean
  readonly queueMs: number
  readonly withheld: readonly string[]
}

// A DPoP nonce, a Digest challenge and one that has run out: more than these no honest server asks for in a row.
const mostChallengesInARow = 3

/**
 * Sends one request, answers the challenges that its credential can answer, and follows its redirects, each of them a
 * step of its own. All steps share one deadline.
 */
export async function followWire(first: Onward, parts: FollowParts): Promise<WireStep[]> {
  const { transport, now, monotonicMs, sending, startedAtMs, credential, place } = parts
  const steps: WireStep[] = []
  let onward: Onward | null = first
  while (onward !== null) {
    const beganAtMs = monotonicMs()
    const current: Onward = onward
    const placing = current.carries ? credential : null
    const request = placing === null ? current.bare : await placing.place(current.bare)
    const sentAtMs = now().getTime()
    const timeoutMs = Math.max(1, sending.timeoutMs - (monotonicMs() - startedAtMs))
    const { signal, exchangeId } = sending
    const queueMs = current.queueMs + (monotonicMs() - beganAtMs)
    const answer = await transport.exchangeOnce(request, { signal, timeoutMs, exchangeId })
    const mayHelp = placing !== null && (await placing.learn(request, answer))
    steps.push({ ...current, carries: placing !== null, queueMs, request, answer, sentAtMs })
    onward = mayHelp ? again(current) : nextHop(current)
  }
  return steps

  /** Whether the last answer leaves anything to go on with. */
  function mayGoOn(): boolean {
    const result = steps.at(-1)?.answer.result
    // An answer that ran out of time has used up the time of the next one, too.
    return result?.outcome === 'answered' && result.completeness !== 'timed-out' && !sending.signal.aborted
  }

  function again(from: Onward): Onward | null {
    const last = steps.findLastIndex(({ why }) => why !== 'retry-after-challenge')
    if (!mayGoOn() || steps.length - 1 - last >= mostChallengesInARow) return null
    return { ...from, why: 'retry-after-challenge', queueMs: 0 }
  }

  function nextHop(from: Onward): Onward | null {
    const last = steps.at(-1)
    if (last === undefined || last.answer.result.outcome !== 'answered') return null
    if (!sending.followRedirects || !mayGoOn()) return null
    const { status, headers } = last.answer.result
    const hops = steps.filter(({ why }) => why === 'redirect').length
    const secrets = credential?.secrets ?? []
    const parameter = place?.in === 'query' ? place.name : null
    const plan = planRedirect({ request: from.bare, status, headers, hops, secrets, parameter })
    if (!plan.follow) return null
    const left = last.carries && !plan.isSameOrigin ? putIn(last) : []
    const withheld = [...new Set([...from.withheld, ...left, ...plan.withheld])]
    return { why: 'redirect', bare: plan.request, carries: last.carries && plan.isSameOrigin, queueMs: 0, withheld }
  }
}

/** What the profile put into a step: the names of its lines and parameter, and its certificate. */
function putIn({ bare, request }: WireStep): string[] {
  const lines = request.headers.filter((line) => !bare.headers.includes(line)).map(([name]) => name)
  const parameters = new URLSearchParams(request.target.path.split('?').slice(1).join('?'))
  for (const name of new URLSearchParams(bare.target.path.split('?').slice(1).join('?')).keys()) parameters.delete(name)
  return [...lines, ...parameters.keys(), ...(request.certificate === null ? [] : ['client certificate'])]
}
