import type { ServerMetadata } from 'openid-client'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { isRecord } from '../domain/json/is-record.ts'
import { isSecureAddress, type ServerEndpoints } from '../domain/profiles/resolve-client.ts'
import { sanitizeMetadata } from './openid-provider-metadata.ts'

/** Endpoints as metadata name them (RFC 8414 §2 and the registry of its §7.1.2). */
export const endpointNames = [
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'device_authorization_endpoint',
  'pushed_authorization_request_endpoint',
  'userinfo_endpoint',
  'introspection_endpoint',
  'revocation_endpoint',
  'end_session_endpoint',
  'registration_endpoint',
] as const
export type EndpointName = (typeof endpointNames)[number]

/** The metadata of a server that publishes none, from the endpoints that a person typed. */
export function metadataFromEndpoints(issuer: string, endpoints: ServerEndpoints): ServerMetadata {
  const { authorization, token, device, pushedRequest, userinfo, introspection, revocation, endSession, keys } =
    endpoints
  const typed: Partial<Record<EndpointName, string | null>> = {
    authorization_endpoint: authorization,
    token_endpoint: token,
    jwks_uri: keys,
    device_authorization_endpoint: device,
    pushed_authorization_request_endpoint: pushedRequest,
    userinfo_endpoint: userinfo,
    introspection_endpoint: introspection,
    revocation_endpoint: revocation,
    end_session_endpoint: endSession,
  }
  return sanitizeMetadata({ issuer, ...Object.fromEntries(Object.entries(typed).filter(([, at]) => at !== null)) })
    .metadata
}

/** Where an endpoint answers clients that show a certificate (RFC 8705 §5); undefined where it is the usual place. */
function aliasOf(metadata: ServerMetadata, endpoint: EndpointName): unknown {
  const aliases: unknown = metadata.mtls_endpoint_aliases
  return isRecord(aliases) ? aliases[endpoint] : undefined
}

/** Whether an address may be asked at all: https or this machine, and nobody's password in it. */
export const isUsableEndpoint = (url: URL): boolean =>
  isSecureAddress(url) && url.username === '' && url.password === ''

/**
 * An endpoint's address; where the client shows a certificate, that for such clients. Throws
 * `sign_in.endpoint_missing`, and `sign_in.issuer_insecure` for plain http, another scheme, or a password in it.
 */
export function endpointOf(metadata: ServerMetadata, endpoint: EndpointName, showsCertificate = false): string {
  const alias = showsCertificate ? aliasOf(metadata, endpoint) : undefined
  const address: unknown = alias ?? metadata[endpoint]
  if (typeof address !== 'string' || !URL.canParse(address)) {
    throw new ClaimcheckError('sign_in.endpoint_missing', { endpoint })
  }
  const url = new URL(address)
  if (!isUsableEndpoint(url)) {
    throw new ClaimcheckError('sign_in.issuer_insecure', { url: `${url.protocol}//${url.host}${url.pathname}` })
  }
  return address
}

const isUsableAddress = (address: unknown): boolean =>
  typeof address === 'string' && URL.canParse(address) && isUsableEndpoint(new URL(address))

/** The metadata without endpoints that must not be asked: what is left may be given to the library. */
export function withUsableEndpoints(metadata: ServerMetadata): ServerMetadata {
  const usable: ServerMetadata = { ...metadata }
  for (const name of endpointNames) if (!isUsableAddress(metadata[name])) Reflect.deleteProperty(usable, name)
  const { mtls_endpoint_aliases: aliases } = metadata
  if (aliases === undefined) return usable
  const usableAliases = Object.entries(aliases).filter(([, address]) => isUsableAddress(address))
  return { ...usable, mtls_endpoint_aliases: Object.fromEntries(usableAliases) }
}

/** Every address that the metadata give for an endpoint. */
export function addressesOf(metadata: ServerMetadata, endpoint: EndpointName): string[] {
  const given = [metadata[endpoint], aliasOf(metadata, endpoint)]
  return given
    .filter((address) => typeof address === 'string')
    .flatMap((address) =>
      // As the library writes it when it asks.
      URL.canParse(address) ? [new URL(address).href] : [],
    )
}
