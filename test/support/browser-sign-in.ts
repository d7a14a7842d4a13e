import { followCallback } from './follow-callback.ts'
import type { LaunchedClaimcheck } from './launch-app.ts'
import { signInOverHttp, type HttpSignIn } from './playground.ts'

/** How many addresses each app had been followed for: every sign-in opens one more. */
const followed = new WeakMap<LaunchedClaimcheck, number>()

/**
 * Does what a person does in the browser that the app has just opened: signs in, answers the consent page, and lets the
 * browser follow the redirect back to the app. Returns the text of the page it ends on.
 */
export async function finishSignInInBrowser(claimcheck: LaunchedClaimcheck, signIn: HttpSignIn): Promise<string> {
  return followCallback(await signInOverHttp(await nextBrowserAddress(claimcheck), signIn))
}

/** The next address that the app opens in the browser, or has opened and nobody has looked at yet. */
export async function nextBrowserAddress(claimcheck: LaunchedClaimcheck): Promise<string> {
  const seen = followed.get(claimcheck) ?? 0
  const address = await addressAt(claimcheck, seen)
  followed.set(claimcheck, seen + 1)
  return address
}

async function addressAt(claimcheck: LaunchedClaimcheck, seen: number): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const address = (await claimcheck.openedAddresses())[seen]
    if (address !== undefined) return address
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the app opened no browser within 10 s')
}
