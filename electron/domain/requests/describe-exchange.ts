import type { ExchangeStep, StepOutcome } from '../../contract/exchanges.ts'
import { measureClockSkew } from './clock-skew.ts'
import { dateOf } from './explain-answer.ts'
import type { Redactor } from './redact-sent.ts'
import type { WireStep } from './sending.ts'
import { urlOf } from './wire-request.ts'

type Answered = Extract<StepOutcome, { outcome: 'answered' }>

/** A step as the window may see it: secrets replaced, times whole. */
export function describeStep({ why, request, answer, queueMs, withheld }: WireStep, redactor: Redactor): ExchangeStep {
  const { result, timing, route } = answer
  return {
    why,
    sent: {
      method: request.method,
      url: redactor.url(urlOf(request.target)),
      headers: request.headers.map(redactor.sentHeader),
      bodyBytes: request.body?.length ?? 0,
      bodyPreview: redactor.bodyPreview(request.body),
      route,
      withheld: [...withheld],
    },
    result: result.outcome === 'answered' ? withoutEchoes(result, redactor) : result,
    timing: { ...timing, queueMs, totalMs: timing.totalMs + queueMs },
  }
}

/** The head of an answer without the secrets that we sent: a server may repeat them in any part of it. */
function withoutEchoes(answered: Answered, { text, receivedHeader }: Redactor): Answered {
  const { headers, statusText, mediaType, charset } = answered
  return {
    ...answered,
    headers: headers.map(receivedHeader),
    statusText: text(statusText),
    mediaType: mediaType === null ? null : text(mediaType),
    charset: charset === null ? null : text(charset),
  }
}

/** The difference of clocks by the last step that tells one, among those sent to the origin of the first. */
export function skewOf(steps: readonly WireStep[]): number | null {
  const origin = steps[0]?.request.target.origin
  const readings = steps
    .filter(({ request }) => request.target.origin === origin)
    .map((step) => {
      const { date, age } = dateOf(step)
      const { waitMs, connectMs, tlsMs, dnsMs } = step.answer.timing
      const untilAnswerMs = (dnsMs ?? 0) + (connectMs ?? 0) + (tlsMs ?? 0) + (waitMs ?? 0)
      const answeredAtMs = step.sentAtMs + untilAnswerMs
      return measureClockSkew({ dateHeader: date, ageHeader: age, sentAtMs: step.sentAtMs, answeredAtMs })
    })
  return readings.findLast((skew) => skew !== null) ?? null
}
