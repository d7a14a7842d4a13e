import type { FailureDetails } from '../contract/failures.ts'

export type UnreachableReason = FailureDetails<'sign_in.issuer_unreachable'>['reason']

const reasons: readonly (readonly [RegExp, UnreachableReason])[] = [
  [/^(ENOTFOUND|EAI_\w+)$/, 'dns'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ETIMEDOUT|UND_ERR_\w*TIMEOUT|TimeoutError)$/, 'timeout'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|HPE_\w+)$/, 'reset'],
  [/^(ERR_TLS\w*|ERR_SSL\w*|EPROTO|CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH)$/, 'tls'],
]

function codesOf(thrown: unknown): string[] {
  if (!(thrown instanceof Error)) return []
  const code = 'code' in thrown && typeof thrown.code === 'string' ? [thrown.code] : []
  const inner = thrown instanceof AggregateError ? thrown.errors.flatMap(codesOf) : []
  return [...code, thrown.name, ...inner, ...codesOf(thrown.cause)]
}

/** Why no answer came, told from what fetch threw: its own error names nothing, its causes do. */
export function unreachableReason(thrown: unknown): UnreachableReason {
  const codes = codesOf(thrown)
  return reasons.find(([pattern]) => codes.some((code) => pattern.test(code)))?.[1] ?? 'other'
}

/** The same in a sentence. */
export function unreachableWords(host: string, reason: UnreachableReason): string {
  switch (reason) {
    case 'dns':
      return `The name ${host} could not be found`
    case 'refused':
      return `${host} refused the connection`
    case 'tls':
      return `No secure connection to ${host} could be made`
    case 'timeout':
      return `${host} did not answer in time`
    case 'reset':
      return `${host} broke the connection`
    case 'other':
      return `${host} could not be reached`
  }
}
