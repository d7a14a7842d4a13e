import type { Revocation } from '../domain/token-service/token-server.ts'
import type { OpenIdSession } from './openid-provider-session.ts'
import { wordsOf, type Watched } from './openid-token-service-watch.ts'

const longestPauseSeconds = 10

/** How long to wait before a busy server is asked once more; null: longer than a person would look at it. */
export const revocationPauseMs = (retryAfterSeconds: number | null): number | null =>
  retryAfterSeconds === null || retryAfterSeconds > longestPauseSeconds ? null : retryAfterSeconds * 1000

/** What the server meant by an answer that the library does not take for a success; null: it gave none. */
export function readRevocation(
  { recording, redactor }: Pick<OpenIdSession, 'recording' | 'redactor'>,
  watched: Watched,
): Revocation | null {
  const last = recording.last()
  if (recording.refusal() !== null || last === null) return null
  if (last.kind === 'no-answer') return { kind: 'unreachable', message: redactor.text(last.message) }
  const overheard = watched.overheard()
  if (overheard === null) return null
  const { status, retryAfterSeconds } = overheard.heard
  // RFC 7009 §2.2 wants 200; some servers say the same with 204.
  if (status >= 200 && status < 300) return { kind: 'revoked' }
  if (status === 503) return { kind: 'busy', retryAfterSeconds }
  const { error, description } = wordsOf(overheard)
  if (error === 'unsupported_token_type') return { kind: 'type-not-supported' }
  return {
    ...{ kind: 'refused', status },
    error: error === null ? null : redactor.text(error),
    description: description === null ? null : redactor.text(description),
  }
}
