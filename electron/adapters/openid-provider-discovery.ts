import type { ExportedJWKSCache, ServerMetadata } from 'openid-client'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import { metadataFromEndpoints } from './openid-provider-endpoints.ts'
import { namedIssuer, sanitizeMetadata } from './openid-provider-metadata.ts'
import type { RecordingFetch } from './recording-fetch.ts'
import { unreachable } from './recording-fetch-reason.ts'

export type OpenIdLibrary = typeof import('openid-client')

/** What is known of one issuer: reused for ten minutes, and dropped as soon as something goes wrong with it. */
export interface KnownIssuer {
  readonly metadata: ServerMetadata
  readonly foundBy: 'OpenID Connect discovery' | 'RFC 8414' | 'typed endpoints'
  /** Where discovery began; the library compares the issuer with it. */
  readonly address: URL
  /** What was odd about the metadata, in sentences. */
  readonly notes: readonly string[]
  jwks: ExportedJWKSCache | null
}

/** Whose metadata are asked for: an issuer's, or those that a client's profile may give itself. */
export type Server = Pick<OAuthClient, 'issuer' | 'endpoints'>

const wellKnown = /\/\.well-known\/(openid-configuration|oauth-authorization-server)(?=\/|$)/

/** People paste the address of the metadata itself; the issuer is the same without that part (RFC 8414 §3.1). */
const issuerUrl = (issuer: string): URL => new URL(issuer.replace(wellKnown, ''))

/** An issuer as it may be shown: a hostile document may have put a password into it. */
function shownIssuer(issuer: string): string {
  if (!URL.canParse(issuer)) return issuer.slice(0, 2000)
  const url = new URL(issuer)
  if (url.username === '' && url.password === '') return issuer.slice(0, 2000)
  return `${url.protocol}//${url.host}${url.pathname}`
}

function discoveryFailure(thrown: unknown, issuer: string, recording: RecordingFetch): Error {
  const refusal = recording.refusal()
  if (refusal !== null) return refusal
  const last = recording.last()
  if (last === null) return thrown instanceof Error ? thrown : new Error('discovery failed', { cause: thrown })
  if (last.kind === 'no-answer') {
    // Something came that is no answer of this protocol: too long, or no HTTP at all.
    if (last.reason === 'protocol') {
      return new ClaimcheckError('sign_in.issuer_not_metadata', { url: issuer, status: null }, { cause: thrown })
    }
    return unreachable(last, thrown)
  }
  const { url, status, json } = last.heard
  const found = namedIssuer(json)
  if (status === 200 && found !== null) {
    return new ClaimcheckError('sign_in.issuer_mismatch', { expected: issuer, found: shownIssuer(found) })
  }
  return new ClaimcheckError('sign_in.issuer_not_metadata', { url, status })
}

const discoveryProblems: Partial<Record<string, string>> = {
  'sign_in.issuer_mismatch': 'This is the metadata of another issuer',
  'sign_in.issuer_not_metadata': 'There is no metadata at this address',
}

const isSameButForSlash = (one: string, other: string): boolean =>
  one !== other && one.replace(/\/$/, '') === other.replace(/\/$/, '')

/** OpenID Connect discovery, then RFC 8414. Throws `sign_in.issuer_*`; the issuer must match what was asked for. */
async function discoverIssuer(
  lib: OpenIdLibrary,
  issuer: string,
  recording: RecordingFetch,
  blame: (problem: string) => void,
): Promise<KnownIssuer> {
  const fetch = recording.fetch

  async function attempt(algorithm: 'oidc' | 'oauth2', address: URL, isSecond = false): Promise<KnownIssuer> {
    try {
      // The recording fetch lets plain http go to this machine only.
      const options = { algorithm, execute: [lib.allowInsecureRequests], [lib.customFetch]: fetch }
      const config = await lib.discovery(address, 'discovery', undefined, lib.None(), options)
      const { metadata, notes } = sanitizeMetadata(config.serverMetadata())
      return {
        metadata,
        notes,
        address,
        foundBy: algorithm === 'oidc' ? 'OpenID Connect discovery' : 'RFC 8414',
        jwks: null,
      }
    } catch (thrown) {
      const failure = discoveryFailure(thrown, issuer, recording)
      const isMismatch = failure instanceof ClaimcheckError && failure.code === 'sign_in.issuer_mismatch'
      const last = recording.last()
      const found = last?.kind === 'heard' ? namedIssuer(last.heard.json) : null
      if (!isSecond && isMismatch && found !== null && isSameButForSlash(found, address.href)) {
        // The document's address is the same with and without the slash, so this is the issuer that was meant.
        const known = await attempt(algorithm, new URL(found), true)
        const how = found.endsWith('/') ? 'with' : 'without'
        return { ...known, notes: [`The issuer calls itself ${found}, ${how} a slash at the end`, ...known.notes] }
      }
      if (failure instanceof ClaimcheckError) blame(discoveryProblems[failure.code] ?? 'The metadata could not be read')
      throw failure
    }
  }

  const address = issuerUrl(issuer)
  try {
    return await attempt('oidc', address)
  } catch (first) {
    const isElsewherePossible = first instanceof ClaimcheckError && first.code === 'sign_in.issuer_not_metadata'
    if (!isElsewherePossible) throw first
    return attempt('oauth2', address)
  }
}

/** What the issuer publishes, or what the profile says in its place. Throws `sign_in.issuer_*`. */
export async function learnIssuer(
  lib: OpenIdLibrary,
  { issuer, endpoints }: Server,
  recording: RecordingFetch,
  blame: (problem: string) => void,
): Promise<KnownIssuer> {
  if (endpoints === null) return discoverIssuer(lib, issuer, recording, blame)
  const metadata = metadataFromEndpoints(issuer, endpoints)
  return { metadata, foundBy: 'typed endpoints', address: new URL(issuer), notes: [], jwks: null }
}
