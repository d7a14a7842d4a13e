import type { StepOutcome } from '../contract/exchanges.ts'
import type { ExchangeWhole, WholeAnswer } from '../domain/requests/whole-exchange.ts'
import { receiveBody, type BodySink } from './http-transport-body.ts'
import { createEngine, stopOn, type NetworkParts } from './http-transport-engine.ts'
import { explainNoAnswer, type Destination, type NoAnswer } from './http-transport-errors.ts'

type Completeness = Extract<StepOutcome, { outcome: 'answered' }>['completeness']

/** Collects a body in memory. */
function memorySink() {
  const chunks: Buffer[] = []
  const sink: BodySink = {
    write: (chunk) => void chunks.push(chunk),
    pendingBytes: () => 0,
    settled: async () => undefined,
  }
  return { sink, bytes: (): Uint8Array => Buffer.concat(chunks) }
}

/** An answer that broke off is no answer: what is read by the program must be all of it. */
function whyUnusable(completeness: Completeness, stop: AbortSignal, destination: Destination): NoAnswer | null {
  const { host } = destination
  switch (completeness) {
    case 'whole':
    case 'end-unknown':
    case 'over-limit':
      return null
    case 'timed-out':
      return explainNoAnswer(stop.reason, destination)
    case 'cut-short':
      return { outcome: 'no-answer', reason: 'reset', message: `${host} broke off in the middle of its answer.` }
    case 'damaged-encoding': {
      const message = `The answer of ${host} is not encoded as its Content-Encoding says.`
      return { outcome: 'no-answer', reason: 'protocol', message }
    }
  }
}

/**
 * One request and its whole answer in memory, over the engine of all other requests. Follows no redirect; the deadline
 * counts from the first step to the last byte, and a body that is longer than `limitBytes` is cut there.
 */
export function createWholeExchange(parts: NetworkParts): ExchangeWhole {
  const engine = createEngine(parts)
  const unanswered = ({ reason, message }: NoAnswer): WholeAnswer => ({ kind: 'no-answer', reason, message })

  return async (request, { signal, timeoutMs, limitBytes }) => {
    const stop = stopOn(signal, timeoutMs)
    try {
      const answer = await engine.begin(request, stop)
      if (!answer.begun) return unanswered(answer.why)
      const { message, headers, destination, proxyRefusal } = answer
      const { sink, bytes } = memorySink()
      const receiving = { message, headers, method: request.method, writer: sink, signal: stop.signal }
      const { completeness } = await receiveBody({ ...receiving, mostBodyBytes: limitBytes })
      const refusal = proxyRefusal ?? whyUnusable(completeness, stop.signal, destination)
      if (refusal !== null) return unanswered(refusal)
      const isCut = completeness === 'over-limit'
      return { kind: 'answered', status: message.statusCode ?? 0, headers, body: bytes(), isCut }
    } finally {
      stop.clear()
    }
  }
}
