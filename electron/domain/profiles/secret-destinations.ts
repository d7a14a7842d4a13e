import type { OAuthWay } from '../../contract/oauth.ts'
import type { SecretName } from '../../contract/profiles.ts'
import type { Way } from '../../contract/ways.ts'
import { mentionsPassword } from './which-secrets.ts'

type Destinations = Readonly<Partial<Record<SecretName, string>>>

/** Where a secret of a way goes that no one server is named for: to whatever API a request names. */
const anyApi = 'requests'

/** Scheme, host and port as they are typed, with their {{variables}}; a parser takes any number of slashes for two. */
export const originText = (address: string): string =>
  /^(?:[a-z][a-z0-9+.-]*:)?[\\/]*[^\\/?#]*/i.exec(address.trim())?.[0] ?? ''

const inOneText = (parts: readonly string[]): string => JSON.stringify([...new Set(parts)].toSorted())

/** The issuer, and every origin that the client proves itself to. */
function serverOf({ issuer, endpoints }: OAuthWay): string {
  const { token, device, pushedRequest, introspection, revocation } = endpoints ?? {}
  const typed = [token, device, pushedRequest, introspection, revocation].filter((each) => typeof each === 'string')
  return inOneText([issuer, ...[issuer, ...typed].map(originText)])
}

/**
 * Where each secret that leaves this machine goes to. A key never leaves it: what it signs names its one receiver. A
 * secret was entered for this place, and does not follow the profile to another.
 */
export function secretDestinations(way: Way): Destinations {
  switch (way.kind) {
    case 'oauth': {
      const server = serverOf(way)
      return { clientSecret: server, password: server, refreshToken: server }
    }
    case 'custom_login': {
      const refresh = way.refresh !== null && mentionsPassword(way.refresh.request) ? [way.refresh.request.url] : []
      return { password: inOneText([way.login.request.url, ...refresh].map(originText)) }
    }
    case 'static_token':
      return { token: anyApi }
    case 'basic':
    case 'digest':
      return { password: anyApi }
    case 'certificate':
    case 'signed_jwt':
    case 'none':
      return {}
  }
}
