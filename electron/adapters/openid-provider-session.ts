import type { Configuration, CustomFetch, DPoPHandle, ExportedJWKSCache } from 'openid-client'
import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { ProviderCall } from '../domain/sign-in/provider.ts'
import { createRedactor, type Redactor } from '../domain/sign-in/redact.ts'
import type { EngineFetch } from './engine-fetch.ts'
import { authenticationOf } from './openid-provider-client-auth.ts'
import { learnIssuer, type KnownIssuer, type OpenIdLibrary, type Server } from './openid-provider-discovery.ts'
import { withUsableEndpoints } from './openid-provider-endpoints.ts'
import { clockToleranceSeconds } from './openid-provider-id-token.ts'
import { titleAt } from './openid-provider-titles.ts'
import { readAnswerOf } from './openid-provider-tolerance.ts'
import { createRecordingFetch, type RecordingFetch } from './recording-fetch.ts'

export interface OpenIdSessionsParts {
  readonly fetch: EngineFetch
  readonly now: () => Date
  /** For a whole answer, its body included. */
  readonly deadlineMs?: number
  readonly limitBytes?: number
}

/** One conversation with an authorisation server: what is known of it, and the fetch that all of it goes through. */
export interface OpenIdSession {
  readonly lib: OpenIdLibrary
  readonly known: KnownIssuer
  /** Hides what it was told of in all that this conversation leaves in the trace. */
  readonly redactor: Redactor
  /** `recording.last()` is the answer that was heard last, or why there was none. */
  readonly recording: RecordingFetch
  /**
   * The library's view of a client at this server; every request of it goes through `through`, or the recording.
   * Throws `sign_in.key_unusable`.
   */
  readonly configure: (client: OAuthClient, through?: { readonly fetch: CustomFetch }) => Promise<Configuration>
  /** For `options` of the library's calls: proofs with the client's key (RFC 9449), or nothing. */
  readonly proof: (client: OAuthClient, config: Configuration) => { readonly DPoP?: DPoPHandle }
  /** Takes over keys that were fetched, so that the next conversation need not. */
  readonly keepKeys: (config: Configuration) => void
}

/** A whole client: what it shows in TLS goes along. Only an issuer: nobody in particular asks. */
export type Party = OAuthClient | string

const metadataLifeMs = 600_000
const keysThatMayBeReadAnewSeconds = 60
const mostProvers = 200

/**
 * The library reads keys anew for a key id that it does not know, but not when it read them within the last minute.
 * A server that was restarted with new keys would then fail the first sign-in, so they are never younger than that.
 */
function asReadAWhileAgo(keys: ExportedJWKSCache, now: Date): ExportedJWKSCache {
  return { ...keys, uat: Math.min(keys.uat, Math.floor(now.getTime() / 1000) - keysThatMayBeReadAnewSeconds) }
}

const serverOf = (party: Party): Server => (typeof party === 'string' ? { issuer: party, endpoints: null } : party)

const keyOf = ({ issuer, endpoints }: Server): string => JSON.stringify([issuer, endpoints])

const jsonResponse = (document: object): Response =>
  new Response(JSON.stringify(document), { headers: { 'content-type': 'application/json' } })

/** The library's configuration for one client; published metadata go through its own checks once more. */
async function configurationOf(lib: OpenIdLibrary, known: KnownIssuer, client: OAuthClient): Promise<Configuration> {
  const metadata = withUsableEndpoints(known.metadata)
  const authentication = await authenticationOf(lib, client, known)
  const own = {
    [lib.clockTolerance]: clockToleranceSeconds,
    // RFC 8705 §5: also where the certificate binds tokens and does not authenticate the client.
    use_mtls_endpoint_aliases: client.certificate !== null,
  }
  if (known.foundBy === 'typed endpoints') return new lib.Configuration(metadata, client.clientId, own, authentication)
  return lib.discovery(known.address, client.clientId, own, authentication, {
    algorithm: known.foundBy === 'RFC 8414' ? 'oauth2' : 'oidc',
    execute: [lib.allowInsecureRequests],
    [lib.customFetch]: async () => jsonResponse(metadata),
  })
}

/**
 * Opens conversations with authorisation servers. What one issuer's metadata and keys are is remembered for ten minutes
 * or until it is forgotten, which whoever asks does when anything fails.
 */
export function createOpenIdSessions(parts: OpenIdSessionsParts) {
  const { fetch, now, deadlineMs = 15_000, limitBytes = 1_000_000 } = parts
  const issuers = new Map<string, { known: KnownIssuer; readAtMs: number }>()
  // One for each key: it remembers the nonces that servers gave (RFC 9449 §8).
  const provers = new Map<string, DPoPHandle>()

  async function knownIssuer(lib: OpenIdLibrary, server: Server, recording: RecordingFetch, call: ProviderCall) {
    const cached = issuers.get(keyOf(server))
    const ageMs = now().getTime() - (cached?.readAtMs ?? 0)
    // A negative age is a clock that was set back.
    if (cached !== undefined && ageMs >= 0 && ageMs < metadataLifeMs) return cached.known
    const known = await learnIssuer(lib, server, recording, call.trace.blame)
    issuers.set(keyOf(server), { known, readAtMs: now().getTime() })
    return known
  }

  function proverOf(lib: OpenIdLibrary, { dpop }: OAuthClient, config: Configuration): { DPoP?: DPoPHandle } {
    if (dpop === null) return {}
    const DPoP = provers.get(dpop.thumbprint) ?? lib.getDPoPHandle(config, dpop)
    if (provers.size >= mostProvers) provers.clear()
    provers.set(dpop.thumbprint, DPoP)
    return { DPoP }
  }

  return {
    now,
    forget: (party: Party): void => void issuers.delete(keyOf(serverOf(party))),
    /** Lets go of every DPoP key, which is the vault's, and with it of the nonces that go with it. */
    forgetKeys: (): void => provers.clear(),
    /** Throws `sign_in.issuer_*`, or the reason of `call.signal`. */
    async open(party: Party, call: ProviderCall, redactor: Redactor = createRedactor()): Promise<OpenIdSession> {
      // Not at start-up: most starts send no token request for a while, and the library takes its time to load.
      const lib = await import('openid-client')
      let known: KnownIssuer | null = null
      const recording = createRecordingFetch({
        ...{ fetch, now, call, redactor, deadlineMs, limitBytes },
        certificate: typeof party === 'string' ? null : party.certificate,
        titleOf: (url) => titleAt(known?.metadata ?? null, url),
        read: (url, answer) => readAnswerOf(known?.metadata ?? null, url, answer),
      })
      known = await knownIssuer(lib, serverOf(party), recording, call)
      const opened = known
      return {
        ...{ lib, known: opened, redactor, recording },
        async configure(client, through = recording) {
          redactor.hide(client.secret?.reveal())
          const config = await configurationOf(lib, opened, client)
          // The recording fetch holds every address to https or this machine.
          lib.allowInsecureRequests(config)
          lib.enableNonRepudiationChecks(config)
          // The engine's own deadline holds.
          config.timeout = 0
          if (opened.jwks !== null) lib.setJwksCache(config, asReadAWhileAgo(opened.jwks, now()))
          config[lib.customFetch] = through.fetch
          return config
        },
        proof: (client, config) => proverOf(lib, client, config),
        keepKeys(config) {
          opened.jwks = lib.getJwksCache(config) ?? opened.jwks
        },
      }
    },
  }
}
export type OpenIdSessions = ReturnType<typeof createOpenIdSessions>
