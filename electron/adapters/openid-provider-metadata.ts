import type { ExportedJWKSCache, ServerMetadata } from 'openid-client'
import * as z from 'zod'
import type { Discovered } from '../contract/profiles.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { isSecureAddress } from '../domain/profiles/resolve-client.ts'
import type { RecordingFetch } from './recording-fetch.ts'

type OpenIdClient = typeof import('openid-client')

/** What is known of one issuer: reused for ten minutes, and dropped as soon as something goes wrong with it. */
export interface KnownIssuer {
  readonly metadata: ServerMetadata
  readonly foundBy: 'OpenID Connect discovery' | 'RFC 8414'
  jwks: ExportedJWKSCache | null
}

const wellKnown = /\/\.well-known\/(openid-configuration|oauth-authorization-server)(?=\/|$)/
const namedIssuer = z.object({ issuer: z.string() })

/** People paste the address of the metadata itself; the issuer is the same without that part (RFC 8414 §3.1). */
const issuerUrl = (issuer: string): URL => new URL(issuer.replace(wellKnown, ''))

export const isPlainHttp = (issuer: string): boolean => issuerUrl(issuer).protocol === 'http:'

function discoveryFailure(thrown: unknown, issuer: string, recording: RecordingFetch): Error {
  const refusal = recording.refusal()
  if (refusal !== null) return refusal
  const last = recording.last()
  if (last === null) return thrown instanceof Error ? thrown : new Error('discovery failed', { cause: thrown })
  if (last.kind === 'no-answer') {
    return new ClaimcheckError('sign_in.issuer_unreachable', { host: last.host, reason: last.reason })
  }
  const { url, status, json } = last.heard
  const named = namedIssuer.safeParse(json)
  if (status === 200 && named.success) {
    return new ClaimcheckError('sign_in.issuer_mismatch', { expected: issuer, found: named.data.issuer })
  }
  return new ClaimcheckError('sign_in.issuer_not_metadata', { url, status })
}

const discoveryProblems: Partial<Record<string, string>> = {
  'sign_in.issuer_mismatch': 'This is the metadata of another issuer',
  'sign_in.issuer_not_metadata': 'There is no metadata at this address',
}

/** OpenID Connect discovery, then RFC 8414. Throws `sign_in.issuer_*`; the issuer must match what was asked for. */
export async function discoverIssuer(
  lib: OpenIdClient,
  issuer: string,
  recording: RecordingFetch,
  blame: (problem: string) => void,
): Promise<KnownIssuer> {
  async function attempt(algorithm: 'oidc' | 'oauth2'): Promise<ServerMetadata> {
    const execute = isPlainHttp(issuer) ? [lib.allowInsecureRequests] : []
    const options = { algorithm, execute, [lib.customFetch]: recording.fetch }
    try {
      const config = await lib.discovery(issuerUrl(issuer), 'discovery', undefined, lib.None(), options)
      return config.serverMetadata()
    } catch (thrown) {
      const failure = discoveryFailure(thrown, issuer, recording)
      if (failure instanceof ClaimcheckError) blame(discoveryProblems[failure.code] ?? 'The metadata could not be read')
      throw failure
    }
  }

  try {
    return { metadata: await attempt('oidc'), foundBy: 'OpenID Connect discovery', jwks: null }
  } catch (first) {
    const isElsewherePossible = first instanceof ClaimcheckError && first.code === 'sign_in.issuer_not_metadata'
    if (!isElsewherePossible) throw first
    return { metadata: await attempt('oauth2'), foundBy: 'RFC 8414', jwks: null }
  }
}

/** An endpoint's address; throws `sign_in.endpoint_missing`, `sign_in.issuer_insecure`. */
export function endpointOf(
  metadata: ServerMetadata,
  endpoint: 'authorization_endpoint' | 'token_endpoint' | 'jwks_uri',
): string {
  const address = metadata[endpoint]
  if (typeof address !== 'string' || !URL.canParse(address)) {
    throw new ClaimcheckError('sign_in.endpoint_missing', { endpoint })
  }
  if (!isSecureAddress(new URL(address))) throw new ClaimcheckError('sign_in.issuer_insecure', { url: address })
  return address
}

const texts = z.array(z.string()).catch([])
const text = z.string().nullable().catch(null)

function notesOn(known: KnownIssuer, challengeMethods: readonly string[] | null): string[] {
  const { metadata } = known
  const issuerOrigin = new URL(metadata.issuer).origin
  const notes: string[] = []
  if (known.foundBy === 'RFC 8414') notes.push('No OpenID Connect discovery here; the metadata is that of RFC 8414')
  if (challengeMethods === null) notes.push('The metadata does not announce PKCE; S256 is sent all the same')
  else if (!challengeMethods.includes('S256')) {
    notes.push(`Only ${challengeMethods.join(', ') || 'no'} PKCE is announced; S256 is sent all the same, never plain`)
  }
  if (metadata.jwks_uri === undefined) notes.push('No keys are published (jwks_uri): signatures cannot be checked')
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    const address = metadata[name]
    if (typeof address !== 'string' || !URL.canParse(address)) continue
    const url = new URL(address)
    if (url.origin !== issuerOrigin) notes.push(`${name} is on another origin: ${url.origin}`)
    if (!isSecureAddress(url)) notes.push(`${name} is plain http and will not be used`)
  }
  if (texts.parse(metadata.id_token_signing_alg_values_supported).includes('none')) {
    notes.push('Unsigned ID tokens (alg "none") are announced; they are refused here')
  }
  return notes
}

/** The metadata in a person's terms, with what is worth knowing before signing in. */
export function describeIssuer(known: KnownIssuer): Discovered {
  const { metadata } = known
  const methods = metadata.code_challenge_methods_supported
  const challengeMethods = methods === undefined ? null : texts.parse(methods)
  return {
    issuer: metadata.issuer,
    authorizationEndpoint: text.parse(metadata.authorization_endpoint ?? null),
    tokenEndpoint: text.parse(metadata.token_endpoint ?? null),
    jwksUri: text.parse(metadata.jwks_uri ?? null),
    grants: texts.parse(metadata.grant_types_supported),
    scopes: texts.parse(metadata.scopes_supported),
    clientAuthentications: texts.parse(metadata.token_endpoint_auth_methods_supported),
    pkceS256: challengeMethods?.includes('S256') ?? null,
    notes: notesOn(known, challengeMethods),
  }
}
