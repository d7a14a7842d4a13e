import { challengeParam, hasScheme } from './challenge-params.ts'
import type { Refusal } from './refusal.ts'

/** The OAuth error of the refusal: from a Bearer or DPoP challenge, a challenge without scheme, else from the body. */
export function errorOf({ challenges, problem }: Refusal): string | null {
  const telling = challenges.filter(
    (each) => each.scheme === '' || hasScheme(each, 'bearer') || hasScheme(each, 'dpop'),
  )
  const told = telling.map((each) => challengeParam(each, 'error')).find((error) => error !== null)
  return told ?? problem?.error ?? null
}

/** Everything that the server said in words, in lower case, to look for a hint in. */
export function wordsOf({ challenges, problem }: Refusal): string {
  const described = challenges.map((each) => challengeParam(each, 'error_description') ?? '')
  return [...described, problem?.type, problem?.title, problem?.detail, problem?.error].join(' ').toLowerCase()
}

/** Did the API turn the token itself down, rather than what it may do? */
export function isTokenRefused(refusal: Refusal): boolean {
  return refusal.token !== null && (refusal.status === 401 || errorOf(refusal) === 'invalid_token')
}

/** The server's idea of now, as far as it is known. */
export const serverNow = ({ now, skewSeconds }: Refusal): Date => new Date(now.getTime() + skewSeconds * 1000)
