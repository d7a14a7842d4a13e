import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { OAuthClient } from '../profiles/resolve-client.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { TokenServer } from './token-server.ts'

/** Where a person signs out in the browser; null where the server has no such page. */
async function signOutPage(
  server: Pick<TokenServer, 'endSessionUrl'>,
  client: OAuthClient,
  idToken: SecretText | null,
): Promise<SecretText | null> {
  try {
    return await server.endSessionUrl(client, idToken)
  } catch (thrown) {
    if (thrown instanceof ClaimcheckError && thrown.code === 'sign_in.endpoint_missing') return null
    throw thrown
  }
}

/**
 * Opens the browser on the server's sign-out page (OpenID RP-Initiated Logout §2). False where the server has none.
 * Throws `sign_in.browser_failed`, which does not name its cause: that quotes the address, and with it the ID token.
 */
export async function openSignOutPage(
  server: Pick<TokenServer, 'endSessionUrl'>,
  client: OAuthClient,
  idToken: SecretText | null,
  openBrowser: (url: string) => Promise<void>,
): Promise<boolean> {
  const page = await signOutPage(server, client, idToken)
  if (page === null) return false
  let isOpen = true
  await openBrowser(page.reveal()).catch(() => {
    isOpen = false
  })
  if (!isOpen) throw new ClaimcheckError('sign_in.browser_failed', {})
  return true
}

export const signedOutSentence = (host: string): string =>
  `The browser is on the sign-out page of ${host}; the tokens are forgotten here. They may be good at the server until they end: revoke them first where that matters.`

export const noSignOutSentence = (host: string): string =>
  `${host} publishes no sign-out page (end_session_endpoint), so nothing was changed. Revoke the tokens or forget them here; to switch the user, sign in with the prompt “login”, or sign out on the server’s own pages.`
