import type { Remedy } from '../../contract/challenges.ts'
import { challengeParam } from './challenge-params.ts'
import type { Finding, Refusal } from './refusal.ts'

/** The metadata that a challenge points at (RFC 9728 §5.1); null where none does. */
function metadataOf({ status, challenges }: Refusal): string | null {
  if (status !== 401) return null
  const told = challenges.map((each) => challengeParam(each, 'resource_metadata')).find((each) => each !== null)
  return told !== undefined && told !== null && /^https?:\/\/\S{1,500}$/.test(told) ? told : null
}

export function sayMetadata(refusal: Refusal): string[] {
  const url = metadataOf(refusal)
  return url === null ? [] : [`Its metadata at ${url} tells where to sign in (RFC 9728 §5.1).`]
}

// With these the way to a token is in doubt; the others are about a token that came from the right place.
const aboutTheWay = new Set<Finding['cause']>([
  ...(['no-token', 'wrong-scheme', 'wrong-issuer', 'wrong-audience', 'token-invalid'] as const),
  ...(['wrong-password', 'wrong-key', 'unauthorised'] as const),
])

/** The remedies, and a search for the login where the API tells of it: first for a stranger, else last. */
export function withSearch(refusal: Refusal, { cause, remedies }: Finding): readonly Remedy[] {
  // Of a redirect's end nothing can be found from where it began.
  if (metadataOf(refusal) === null || refusal.wasWithheld || !aboutTheWay.has(cause)) return remedies
  const search: Remedy = { do: 'find-login' }
  return refusal.profile === null ? [search, ...remedies] : [...remedies, search]
}
