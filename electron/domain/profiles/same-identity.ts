import { isDeepStrictEqual } from 'node:util'
import type { Grant } from '../../contract/oauth.ts'
import type { SecretName } from '../../contract/profiles.ts'
import type { Way } from '../../contract/ways.ts'
import type { SecretChanges } from './profile-secrets.ts'

/** What of a grant decides whose tokens it gives. */
function grantIdentity(grant: Grant): unknown {
  switch (grant.type) {
    case 'password':
      return [grant.type, grant.username]
    case 'jwt_bearer':
      return [grant.type, grant.signing, grant.claims]
    case 'token_exchange':
      return grant
    case 'authorization_code':
    case 'implicit':
    case 'client_credentials':
    case 'device_code':
    case 'refresh_token':
      return [grant.type]
  }
}

function wayIdentity(way: Way): unknown {
  switch (way.kind) {
    case 'oauth':
      return [way.issuer, way.endpoints?.token ?? null, way.clientId, way.dpop, grantIdentity(way.grant)]
    case 'custom_login':
      return { ...way, carriage: null }
    case 'signed_jwt':
      return { ...way, carriage: null }
    case 'static_token':
    case 'basic':
    case 'digest':
    case 'certificate':
    case 'none':
      return null
  }
}

/** Tokens that were made from such a secret, and not only for whoever knows it, are over with it. */
function sourceOfTokens(way: Way): SecretName | null {
  if (way.kind === 'signed_jwt') return 'signingKey'
  return way.kind === 'oauth' && way.grant.type === 'refresh_token' ? 'refreshToken' : null
}

/**
 * Whether tokens that the profile got before are what it would get now: those of another server, client, grant, person
 * or key are somebody else's.
 */
export function isSameIdentity(before: Way, after: Way, changes: SecretChanges): boolean {
  const source = sourceOfTokens(after)
  if (source !== null && changes[source] !== undefined) return false
  return before.kind === after.kind && isDeepStrictEqual(wayIdentity(before), wayIdentity(after))
}
