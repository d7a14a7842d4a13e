import { challengeParam, hasScheme } from './challenge-params.ts'
import type { SaidReason } from './problem.ts'
import { onlyReasonIn } from './read-problem.ts'
import type { Refusal } from './refusal.ts'
import { reasonOfCode } from './said-reasons.ts'

/**
 * The OAuth error of the refusal: from a Bearer or DPoP challenge or one without scheme, else of a scheme that took the
 * parameter over, else from the body.
 */
export function errorOf({ challenges, problem }: Refusal): string | null {
  const telling = challenges.filter(
    (each) => each.scheme === '' || hasScheme(each, 'bearer') || hasScheme(each, 'dpop'),
  )
  const told = telling.map((each) => challengeParam(each, 'error')).find((error) => error !== null)
  const takenOver = challenges.map((each) => challengeParam(each, 'error')).find((error) => error !== null)
  return told ?? takenOver ?? problem?.error ?? null
}

const descriptionOf = ({ challenges }: Refusal): string =>
  challenges.map((each) => challengeParam(each, 'error_description') ?? '').join(' ')

/** Everything that the server said in words, in lower case, to look for a hint in. */
export function wordsOf(refusal: Refusal): string {
  const { problem } = refusal
  return [descriptionOf(refusal), problem?.type, problem?.title, problem?.detail, problem?.error]
    .join(' ')
    .toLowerCase()
}

/**
 * What the API says is wrong: in the words of its challenge, else in its body, else by its error code; null where it says
 * nothing, or several things at once.
 */
export function reasonOf(refusal: Refusal): SaidReason | null {
  const byCode = reasonOfCode(errorOf(refusal))
  if (byCode === 'scope' || byCode === 'step-up' || byCode === 'proof') return byCode
  const inChallenge = onlyReasonIn(descriptionOf(refusal))
  if (inChallenge !== null) return inChallenge
  const { reason = null } = refusal.problem ?? {}
  return reason === null || reason === 'token-refused' ? (byCode ?? reason) : reason
}

const aboutToken: ReadonlySet<SaidReason> = new Set([
  ...(['expired', 'not-yet-valid', 'audience', 'issuer', 'signature', 'unreadable', 'revoked'] as const),
  ...(['session-ended', 'id-token', 'token-refused'] as const),
])

/** Did the API turn the token itself down, rather than what it may do? */
export function isTokenRefused(refusal: Refusal): boolean {
  const { token, status, problem } = refusal
  if (token === null) return false
  if (status === 401 || errorOf(refusal) === 'invalid_token') return true
  const reason = reasonOf(refusal)
  // A 403 may say that a subscription has expired.
  return (
    reason !== null &&
    aboutToken.has(reason) &&
    ((problem?.by ?? null) !== null || /\b(?:token|jwt|bearer)s?\b/.test(wordsOf(refusal)))
  )
}

/** The server's idea of now, as far as it is known. */
export const serverNow = ({ now, skewSeconds }: Refusal): Date => new Date(now.getTime() + skewSeconds * 1000)
