import type { Challenge } from '../../contract/challenges.ts'
import { challengeParam, hasScheme } from '../challenges/challenge-params.ts'
import type { Place } from '../credentials/carry.ts'
import { isNamed } from './wire-request.ts'

// A newer token changes nothing about these (RFC 6750 §3.1, RFC 9470 §3, RFC 9449 §7.1 and §9).
const errorsThatStay = new Set([
  'insufficient_scope',
  'insufficient_user_authentication',
  'invalid_request',
  'invalid_dpop_proof',
  'use_dpop_nonce',
])

/**
 * True when a 401 to a request with a token may mean that the token is spent: `invalid_token`, or a 401 that gives no
 * reason. False when the API asks for another scheme, or for something that a newer token doesn't bring. A token that
 * does not stand in Authorization has no scheme of its own, so any 401 to it may be about it.
 */
export function mayBeSpentToken(status: number, challenges: readonly Challenge[], place: Place | null): boolean {
  if (status !== 401) return false
  const errors = challenges.map((each) => challengeParam(each, 'error')).filter((error) => error !== null)
  if (errors.includes('invalid_token')) return true
  if (errors.some((error) => errorsThatStay.has(error))) return false
  const isAuthorization = place?.in === 'header' && isNamed(place.name, 'Authorization')
  if (challenges.length === 0 || !isAuthorization) return true
  return challenges.some((each) => each.scheme === '' || hasScheme(each, 'bearer') || hasScheme(each, 'dpop'))
}
