import type Provider from 'oidc-provider'
import { desktopClientId } from '../starter.ts'

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

/** oidc-provider's own loopback rule frees the port but wants one fixed path, so the desktop client has its own rule. */
export function allowLoopbackCallbacks(provider: Provider): void {
  provider.Client.prototype.redirectUriAllowed = function redirectUriAllowed(redirectUri) {
    return this.clientId === desktopClientId && isLoopbackCallback(redirectUri)
  }
}
