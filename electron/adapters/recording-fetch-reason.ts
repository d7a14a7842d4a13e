import type { NoAnswerReason } from '../contract/exchanges.ts'
import type { FailureDetails } from '../contract/failures.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { EngineNoAnswer } from './engine-fetch.ts'

type UnreachableReason = FailureDetails<'sign_in.issuer_unreachable'>['reason']

/** Why no usable answer came. */
export interface NoAnswer {
  readonly host: string
  readonly reason: NoAnswerReason
  /** In a sentence, without secrets: which certificate was wrong how, what refused the connection. */
  readonly message: string
}

const told: { readonly [Reason in NoAnswerReason]: UnreachableReason } = {
  dns: 'dns',
  refused: 'refused',
  tls: 'tls',
  timeout: 'timeout',
  reset: 'reset',
  unreachable: 'other',
  cancelled: 'other',
  protocol: 'other',
  proxy: 'other',
}

const neverSent = new Set<NoAnswerReason>(['dns', 'refused', 'unreachable', 'tls', 'proxy'])

/** Whether the server may have acted on a request that gave no answer. */
export const mayHaveArrived = (reason: NoAnswerReason): boolean => !neverSent.has(reason)

/** What the engine threw, told; null for a bug of our own. */
export function readNoAnswer(thrown: unknown, host: string): NoAnswer | null {
  if (!(thrown instanceof EngineNoAnswer)) return null
  return { host, reason: thrown.reason, message: thrown.message }
}

/** That failure of a sign-in or a question, with the engine's own sentence, which tells what is wrong with a certificate. */
export const unreachable = ({ host, reason, message }: NoAnswer, cause: unknown) =>
  new ClaimcheckError('sign_in.issuer_unreachable', { host, reason: told[reason], said: message }, { cause })

/** The sentence of the engine behind a failure; null where it was about something else. */
export function sentenceBehind(thrown: unknown): string | null {
  for (let each = thrown, depth = 0; each instanceof Error && depth < 5; depth += 1) {
    if (each instanceof EngineNoAnswer) return each.message
    each = each.cause
  }
  return null
}
