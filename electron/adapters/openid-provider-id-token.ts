import { createHash } from 'node:crypto'
import type { IDToken } from 'openid-client'
import * as z from 'zod'
import { parseJsonOrNull } from '../domain/json/parse-json.ts'

/** How far clocks may differ; one that is further off is the reason why times in a token seem wrong. */
export const clockToleranceSeconds = 60
const protectedHeader = z.object({ alg: z.string() })

/** The digest that an ID token's signature algorithm implies for its hashes; null: one that we can't compute. */
function digestFor(idToken: string): string | null {
  const header = Buffer.from(idToken.split('.')[0] ?? '', 'base64url').toString('utf8')
  const parsed = protectedHeader.safeParse(parseJsonOrNull(header))
  const alg = parsed.success ? parsed.data.alg : ''
  if (alg.startsWith('Ed')) return 'sha512'
  const bits = /^(?:RS|PS|ES)(256|384|512)$/.exec(alg)?.[1]
  return bits === undefined ? null : `sha${bits}`
}

export type IdTokenProblem = { readonly kind: 'time' | 'binding'; readonly reason: string }

/**
 * The checks of OpenID Connect Core §3.1.3.6–7 that openid-client leaves to its user: `at_hash`, `azp` of a token with
 * one audience, and an `iat` that lies ahead of us. null: nothing wrong.
 */
export function findIdTokenProblem(
  idToken: string,
  claims: IDToken,
  expected: { accessToken: string; clientId: string; now: Date; hashRequired: boolean },
): IdTokenProblem | null {
  if (claims.iat > expected.now.getTime() / 1000 + clockToleranceSeconds) {
    return { kind: 'time', reason: 'the ID token was issued in the future (iat)' }
  }
  if (claims.azp !== undefined && claims.azp !== expected.clientId) {
    return { kind: 'binding', reason: 'the ID token is meant for another client (azp)' }
  }
  if (claims['at_hash'] === undefined) {
    // OpenID Connect Core §3.2.2.10: beside a token that came through the browser it is not optional.
    if (!expected.hashRequired) return null
    return { kind: 'binding', reason: 'the ID token does not name the access token that came with it (at_hash)' }
  }
  const digest = digestFor(idToken)
  if (digest === null) {
    return expected.hashRequired ? { kind: 'binding', reason: 'its at_hash can not be checked' } : null
  }
  const hash = createHash(digest).update(expected.accessToken).digest()
  const half = hash.subarray(0, hash.length / 2).toString('base64url')
  if (claims['at_hash'] === half) return null
  return { kind: 'binding', reason: 'the ID token belongs to another access token (at_hash)' }
}
