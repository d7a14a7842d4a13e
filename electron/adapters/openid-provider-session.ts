import type { Configuration, ExportedJWKSCache } from 'openid-client'
import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { ProviderCall } from '../domain/sign-in/provider.ts'
import { createRedactor, type Redactor } from '../domain/sign-in/redact.ts'
import { clockToleranceSeconds } from './openid-provider-id-token.ts'
import { discoverIssuer, isPlainHttp, type KnownIssuer } from './openid-provider-metadata.ts'
import { tolerateTokenAnswer } from './openid-provider-tolerance.ts'
import { createRecordingFetch, type RecordingFetch } from './recording-fetch.ts'

export type OpenIdLibrary = typeof import('openid-client')

export interface OpenIdSessionsParts {
  readonly fetch: typeof globalThis.fetch
  readonly now: () => Date
  readonly deadlineMs: number
  readonly limitBytes: number
}

/** One conversation with an issuer: what is known of it, and the fetch that all of it goes through. */
export interface OpenIdSession {
  readonly lib: OpenIdLibrary
  readonly known: KnownIssuer
  readonly redactor: Redactor
  readonly recording: RecordingFetch
  readonly configure: (client: OAuthClient, recording?: Pick<RecordingFetch, 'fetch'>) => Configuration
  /** Takes over keys that were fetched, so that the next conversation need not. */
  readonly keepKeys: (config: Configuration) => void
}

const metadataLifeMs = 600_000
const keysThatMayBeReadAnewSeconds = 60

/**
 * The library reads keys anew for a key id that it does not know, but not when it read them within the last minute.
 * A server that was restarted with new keys would then fail the first sign-in, so they are never younger than that.
 */
function asReadAWhileAgo(keys: ExportedJWKSCache, now: Date): ExportedJWKSCache {
  return { ...keys, uat: Math.min(keys.uat, Math.floor(now.getTime() / 1000) - keysThatMayBeReadAnewSeconds) }
}

function authenticate(lib: OpenIdLibrary, { authentication, secret }: OAuthClient) {
  const plain = secret?.reveal() ?? ''
  switch (authentication) {
    case 'none':
      return lib.None()
    case 'client_secret_basic':
      return lib.ClientSecretBasic(plain)
    case 'client_secret_post':
      return lib.ClientSecretPost(plain)
  }
}

/** Opens conversations with issuers. What one issuer's metadata and keys are is remembered until something fails. */
export function createOpenIdSessions(parts: OpenIdSessionsParts) {
  const { now } = parts
  const issuers = new Map<string, { known: KnownIssuer; readAtMs: number }>()

  async function knownIssuer(
    lib: OpenIdLibrary,
    issuer: string,
    recording: RecordingFetch,
    call: ProviderCall,
  ): Promise<KnownIssuer> {
    const cached = issuers.get(issuer)
    const ageMs = now().getTime() - (cached?.readAtMs ?? 0)
    // A negative age is a clock that was set back.
    if (cached !== undefined && ageMs >= 0 && ageMs < metadataLifeMs) return cached.known
    const known = await discoverIssuer(lib, issuer, recording, call.trace.blame)
    issuers.set(issuer, { known, readAtMs: now().getTime() })
    return known
  }

  return {
    forget: (issuer: string): void => void issuers.delete(issuer),
    async open(issuer: string, call: ProviderCall, redactor: Redactor = createRedactor()): Promise<OpenIdSession> {
      // Not at start-up: most starts send no token request for a while, and the library takes its time to load.
      const lib = await import('openid-client')
      let known: KnownIssuer | null = null
      const titleOf = (url: string): string => {
        if (url === known?.metadata.token_endpoint) return 'Ask for tokens'
        return url === known?.metadata.jwks_uri ? 'Read the keys' : 'Read the metadata'
      }
      const recording = createRecordingFetch({
        ...{ ...parts, call, redactor, titleOf },
        tolerate: (url, status, body) =>
          status === 200 && url === known?.metadata.token_endpoint ? tolerateTokenAnswer(body) : body,
      })
      known = await knownIssuer(lib, issuer, recording, call)
      const opened = known
      return {
        ...{ lib, known: opened, redactor, recording },
        configure(client, through = recording) {
          redactor.hide(client.secret?.reveal())
          const metadata = { [lib.clockTolerance]: clockToleranceSeconds }
          const config = new lib.Configuration(opened.metadata, client.clientId, metadata, authenticate(lib, client))
          if (isPlainHttp(issuer)) lib.allowInsecureRequests(config)
          lib.enableNonRepudiationChecks(config)
          if (opened.jwks !== null) lib.setJwksCache(config, asReadAWhileAgo(opened.jwks, now()))
          config[lib.customFetch] = through.fetch
          return config
        },
        keepKeys(config) {
          opened.jwks = lib.getJwksCache(config) ?? opened.jwks
        },
      }
    },
  }
}
