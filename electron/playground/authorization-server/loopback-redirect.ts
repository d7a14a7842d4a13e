import type Provider from 'oidc-provider'
import { desktopClientId, dpopClientId, fixedPortClientId, implicitClientId } from '../demo-credentials.ts'

const callbackPath = /^\/callback\/[A-Za-z0-9_-]{20,}$/

/**
 * Is this a place where Claimcheck may be listening: http on 127.0.0.1, any port, and a path nobody can guess?
 * RFC 8252 §7.3 frees the port; the random path is Claimcheck's own defence against calls from other pages.
 */
export function isLoopbackCallback(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false
  const { protocol, host, hostname, pathname, href } = new URL(redirectUri)
  // The whole address, rebuilt: no user, query, fragment or unusual spelling can ride along.
  return (
    protocol === 'http:' &&
    hostname === '127.0.0.1' &&
    callbackPath.test(pathname) &&
    href === redirectUri &&
    href === `http://${host}${pathname}`
  )
}

/** Clients of the program that take any place where Claimcheck may listen. */
const anyLoopback: ReadonlySet<string> = new Set([desktopClientId, implicitClientId, dpopClientId])

/**
 * oidc-provider's own loopback rule frees the port but wants one fixed path, so Claimcheck's clients have their own rule;
 * one of them compares the whole address, port and all. Clients that were registered at run time keep to what they said.
 */
export function allowLoopbackCallbacks(provider: Provider): void {
  const prototype = provider.Client.prototype
  // oxlint-disable-next-line typescript/unbound-method -- they are called with the client as their this
  const { redirectUriAllowed, postLogoutRedirectUriAllowed } = prototype
  prototype.redirectUriAllowed = function isAllowed(redirectUri) {
    if (anyLoopback.has(this.clientId)) return isLoopbackCallback(redirectUri)
    if (this.clientId === fixedPortClientId) return this.redirectUris?.includes(redirectUri) ?? false
    return redirectUriAllowed.call(this, redirectUri)
  }
  prototype.postLogoutRedirectUriAllowed = function isAllowed(redirectUri) {
    if (anyLoopback.has(this.clientId)) return isLoopbackCallback(redirectUri)
    return postLogoutRedirectUriAllowed.call(this, redirectUri)
  }
}
