import type { BrowserGrant, BrowserParts } from './browser-round.ts'
import { goThroughBrowser } from './browser-round.ts'
import type { Granted } from './provider.ts'
import type { OAuthRun } from './sign-in-run.ts'

/** Authorisation code with PKCE S256 in the system's browser (RFC 6749 §4.1, RFC 7636, RFC 8252). */
export async function signInWithAuthorizationCode(
  run: OAuthRun,
  grant: BrowserGrant,
  parts: BrowserParts,
): Promise<Granted> {
  const { client, asked, trace, signal } = run
  const { callback, binding } = await goThroughBrowser(run, { grant, response: 'code', parts })
  run.enter('exchanging-code')
  const { maxAgeSeconds } = grant
  return parts.provider.exchangeCode(client, { ...asked, callback, binding, maxAgeSeconds }, { trace, signal })
}
