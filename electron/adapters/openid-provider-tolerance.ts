import { parseJsonOrNull } from '../domain/tokens/parse-json.ts'
import { readLifetimeSeconds } from '../domain/tokens/read-token-answer.ts'

/**
 * A token answer's body without what says nothing but would make the whole answer be refused: members that are null,
 * and an `expires_in` that is no lifetime. What was left out is read by our own rules from the answer as it came.
 */
export function tolerateTokenAnswer(body: string): string {
  const json = parseJsonOrNull(body)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return body
  const members = Object.entries(json).filter(
    ([name, value]) => value !== null && (name !== 'expires_in' || readLifetimeSeconds(value) !== null),
  )
  return JSON.stringify(Object.fromEntries(members))
}

/** The same without the ID token: for a refresh whose tokens are good although its ID token is not. */
export function withoutIdToken(body: string): string {
  const json = parseJsonOrNull(body)
  if (typeof json !== 'object' || json === null) return body
  return JSON.stringify({ ...json, id_token: undefined })
}
