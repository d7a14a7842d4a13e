import type { BrowserGrant, BrowserParts } from './browser-round.ts'
import { goThroughBrowser } from './browser-round.ts'
import type { Granted } from './provider.ts'
import type { OAuthRun } from './sign-in-run.ts'
import { withTies } from './sign-in-ties.ts'

/**
 * Authorisation code with PKCE S256 in the system's browser (RFC 6749 §4.1, RFC 7636, RFC 8252). A code that arrives
 * while the vault is locked waits for it in memory, with its verifier, both as SecretText: neither came from the vault,
 * which is what a lock drops. Alone the code is worth nothing, and it lives for minutes; exchanged, its tokens would have
 * no place to be kept.
 */
export async function signInWithAuthorizationCode(
  run: OAuthRun,
  grant: BrowserGrant,
  parts: BrowserParts,
): Promise<Granted> {
  const { client, asked, trace, signal } = run
  const { callback, binding } = await goThroughBrowser(run, { grant, response: 'code', parts })
  await run.untilVaultOpen(signal)
  run.enter('exchanging-code')
  // What an API asked for is compared afterwards: a sign-in that falls short of it is a sign-in all the same.
  const maxAgeSeconds = (run.stepUp?.maxAgeSeconds ?? null) === null ? grant.maxAgeSeconds : null
  const request = { ...asked, callback, binding, maxAgeSeconds }
  return withTies(await parts.provider.exchangeCode(client, request, { trace, signal }), { callback, binding })
}
