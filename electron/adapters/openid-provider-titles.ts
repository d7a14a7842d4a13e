import type { ServerMetadata } from 'openid-client'
import { addressesOf, type EndpointName } from './openid-provider-endpoints.ts'

const titles: readonly (readonly [EndpointName, string])[] = [
  ['token_endpoint', 'Ask for tokens'],
  ['jwks_uri', 'Read the keys'],
  ['pushed_authorization_request_endpoint', 'Push the request'],
  ['device_authorization_endpoint', 'Ask for a device code'],
  ['userinfo_endpoint', 'Ask who it is'],
  ['introspection_endpoint', 'Ask about the token'],
  ['revocation_endpoint', 'Revoke a token'],
  ['registration_endpoint', 'Register a client'],
]

/** Which endpoint an address is; null for one that the metadata do not name. */
export function endpointAt(metadata: ServerMetadata | null, url: string): EndpointName | null {
  if (metadata === null) return null
  return titles.find(([name]) => addressesOf(metadata, name).includes(url))?.[0] ?? null
}

/** What a request is for, as a person calls it. */
export function titleAt(metadata: ServerMetadata | null, url: string): string {
  const name = endpointAt(metadata, url)
  return titles.find(([each]) => each === name)?.[1] ?? 'Read the metadata'
}
