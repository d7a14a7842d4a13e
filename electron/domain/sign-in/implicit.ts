import { goThroughBrowser, type BrowserGrant, type BrowserParts } from './browser-round.ts'
import type { Granted } from './provider.ts'
import type { OAuthRun } from './sign-in-run.ts'
import { withTies } from './sign-in-ties.ts'

/** Implicit (RFC 6749 §4.2; removed in OAuth 2.1): the tokens come back in the fragment of the address. */
export async function signInImplicitly(run: OAuthRun, grant: BrowserGrant, parts: BrowserParts): Promise<Granted> {
  const { client, asked, trace, signal } = run
  const { callback, binding } = await goThroughBrowser(run, { grant, response: 'token', parts })
  run.enter('exchanging-code')
  const granted = await parts.provider.acceptImplicit(client, { ...asked, callback, binding }, { trace, signal })
  return withTies(granted, { callback, binding })
}
