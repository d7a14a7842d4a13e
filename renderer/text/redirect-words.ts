import type { Redirect } from '@contract/oauth'
import type { Way } from '@contract/ways'
import { visibleText } from './visible-characters.ts'

/** The address that a server must know for this redirect; null where it is another one at each sign-in. */
export function redirectUriOf(redirect: Redirect): string | null {
  switch (redirect.by) {
    case 'free-port':
      return null
    case 'fixed':
      return `http://${redirect.host}:${redirect.port}${redirect.path}`
    case 'pasted':
      return redirect.uri
  }
}

/** What to register at the server, where a profile's sign-in comes back in the browser; null for every other one. */
export function redirectAdvice(way: Way): string | null {
  if (way.kind !== 'oauth' || !('redirect' in way.grant)) return null
  const uri = redirectUriOf(way.grant.redirect)
  if (uri !== null) return `Register exactly this redirect address for the client: ${visibleText(uri)}`
  return 'The profile comes back on http://127.0.0.1 with a free port and a new path each time (RFC 8252 §7.3). A server that compares the whole address needs a fixed one: choose “A fixed address” in the profile, and register what it shows.'
}
