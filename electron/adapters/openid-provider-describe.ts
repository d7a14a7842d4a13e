import type { ServerMetadata } from 'openid-client'
import type { Discovered } from '../contract/profiles.ts'
import { isSecureAddress } from '../domain/profiles/resolve-client.ts'
import type { KnownIssuer } from './openid-provider-discovery.ts'
import { endpointNames, isUsableEndpoint, type EndpointName } from './openid-provider-endpoints.ts'

const offered: Readonly<Record<Discovered['offers'][number], EndpointName>> = {
  device: 'device_authorization_endpoint',
  'pushed-request': 'pushed_authorization_request_endpoint',
  userinfo: 'userinfo_endpoint',
  introspection: 'introspection_endpoint',
  revocation: 'revocation_endpoint',
  'end-session': 'end_session_endpoint',
  registration: 'registration_endpoint',
}

function offersOf(metadata: ServerMetadata): Discovered['offers'] {
  const all: Discovered['offers'] = [
    ...(['device', 'pushed-request', 'userinfo', 'introspection'] as const),
    ...(['revocation', 'end-session', 'registration'] as const),
  ]
  return all.filter((offer) => metadata[offered[offer]] !== undefined)
}

function notesOnPkce(methods: readonly string[] | undefined): string[] {
  if (methods === undefined) return ['The metadata does not announce PKCE; S256 is sent all the same']
  if (methods.includes('S256')) return []
  return [`Only ${methods.join(', ') || 'no'} PKCE is announced; S256 is sent all the same, never plain`]
}

function notesOnEndpoint(name: EndpointName, address: unknown, issuerOrigin: string): string[] {
  if (address === undefined) return []
  if (typeof address !== 'string' || !URL.canParse(address)) return [`${name} is no address and will not be used`]
  const url = new URL(address)
  if (!/^https?:$/.test(url.protocol)) return [`${name} is a ${url.protocol} address and will not be used`]
  return [
    ...(url.origin === issuerOrigin ? [] : [`${name} is on another origin: ${url.origin}`]),
    ...(isSecureAddress(url) ? [] : [`${name} is plain http and will not be used`]),
    ...(isSecureAddress(url) && !isUsableEndpoint(url)
      ? [`${name} has a user name or password in it and will not be used`]
      : []),
  ]
}

function notesOn({ metadata, foundBy, notes }: KnownIssuer): string[] {
  const issuerOrigin = new URL(metadata.issuer).origin
  return [
    ...(foundBy === 'RFC 8414' ? ['No OpenID Connect discovery here; the metadata is that of RFC 8414'] : []),
    ...notes,
    ...(metadata.authorization_endpoint === undefined ? [] : notesOnPkce(metadata.code_challenge_methods_supported)),
    ...(metadata.jwks_uri === undefined ? ['No keys are published (jwks_uri): signatures cannot be checked'] : []),
    ...(metadata.require_pushed_authorization_requests === true
      ? ['Sign-ins in the browser must be pushed first (RFC 9126)']
      : []),
    ...endpointNames.flatMap((name) => notesOnEndpoint(name, metadata[name], issuerOrigin)),
  ]
}

/** The metadata in a person's terms, with what is worth knowing before signing in. */
export function describeIssuer(known: KnownIssuer): Discovered {
  const { metadata } = known
  const signingAlgorithms = metadata.id_token_signing_alg_values_supported
  return {
    issuer: metadata.issuer,
    authorizationEndpoint: metadata.authorization_endpoint ?? null,
    tokenEndpoint: metadata.token_endpoint ?? null,
    jwksUri: metadata.jwks_uri ?? null,
    offers: offersOf(metadata),
    grants: metadata.grant_types_supported ?? [],
    scopes: metadata.scopes_supported ?? [],
    clientAuthentications: metadata.token_endpoint_auth_methods_supported ?? [],
    pkceS256: metadata.code_challenge_methods_supported?.includes('S256') ?? null,
    dpopAlgorithms: metadata.dpop_signing_alg_values_supported ?? [],
    ...(signingAlgorithms !== undefined && { signingAlgorithms }),
    notes: notesOn(known),
  }
}
