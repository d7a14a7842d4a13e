import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createEngineFetch } from '../../electron/adapters/engine-fetch.ts'
import { createOpenIdProvider } from '../../electron/adapters/openid-provider.ts'
import { createOpenIdSessions, type OpenIdSessionsParts } from '../../electron/adapters/openid-provider-session.ts'
import { createWholeExchange } from '../../electron/adapters/whole-exchange.ts'
import type { TraceEntry } from '../../electron/contract/sign-in.ts'
import type { OAuthClient } from '../../electron/domain/profiles/resolve-client.ts'
import type { AuthorizationRequest, ProviderCall } from '../../electron/domain/sign-in/provider.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { aBendableIssuer, type BendableIssuer } from './bendable-issuer.ts'

const secret = (text: string): SecretText => new SecretText(text)

export const binding = {
  redirectUri: 'http://127.0.0.1:5000/callback/x',
  state: secret('the-state-canary'),
  codeVerifier: secret('the-verifier-canary-of-at-least-forty-three-characters'),
  nonce: secret('the-nonce-canary'),
}
export const asked = { scopes: ['openid', 'orders:read'], resources: [] }
export const browserOptions = {
  loginHint: null,
  prompt: null,
  acrValues: null,
  maxAgeSeconds: null,
  pushedRequest: 'when-offered',
} as const
export const authorizationRequest: AuthorizationRequest = { ...asked, ...browserOptions, response: 'code', binding }
export const tokens = {
  access_token: 'access-canary',
  token_type: 'Bearer',
  expires_in: 300,
  refresh_token: 'refresh-canary',
}
const atHash = createHash('sha256').update('access-canary').digest().subarray(0, 16).toString('base64url')
/** The claims that make an ID token belong to the binding and the tokens above. */
export const goodClaims: Record<string, unknown> = { nonce: 'the-nonce-canary', at_hash: atHash }

/** The engine of all requests, over real sockets. */
export const engineFetch = (certificateAuthorities: readonly string[] = []) =>
  createEngineFetch(
    createWholeExchange({
      resolveProxy: async () => null,
      certificateAuthoritiesFor: () => certificateAuthorities,
      monotonicMs: () => performance.now(),
    }),
  )

export function aProvider(some: Partial<OpenIdSessionsParts> = {}) {
  const now = some.now ?? (() => new Date())
  return createOpenIdProvider({ sessions: createOpenIdSessions({ fetch: engineFetch(), now, ...some }), now })
}

/** A public client, as most native apps are. */
export const aClient = (issuer: string, some: Partial<OAuthClient> = {}): OAuthClient => ({
  ...{ issuer, endpoints: null, clientId: 'desktop', authentication: 'none', secret: null, key: null, signing: null },
  ...{ certificate: null, dpop: null, extraParameters: [], ...some },
})

/** A call that a test can look into and cancel. */
export function aWatchedCall() {
  const entries: TraceEntry[] = []
  const controller = new AbortController()
  const call: ProviderCall = {
    signal: controller.signal,
    trace: {
      record: (entry) => void entries.push(entry),
      blame(problem) {
        const last = entries.at(-1)
        if (last !== undefined) last.problem ??= problem
      },
    },
  }
  return { entries, controller, call }
}

/** A bendable issuer for the tests of one file; bent back, and watched anew, before each of them. */
export async function anIssuerUnderTest() {
  const server: BendableIssuer = await aBendableIssuer()
  const client = aClient(server.issuer)
  let watched = aWatchedCall()
  beforeAll(() => server.reset())
  afterAll(() => server.close())
  beforeEach(() => {
    server.reset()
    watched = aWatchedCall()
  })

  function callbackWith(params: Record<string, string>): SecretText {
    const query = new URLSearchParams({ state: binding.state.reveal(), iss: server.issuer, ...params })
    return secret(`${binding.redirectUri}?${query.toString()}`)
  }

  return {
    server,
    client,
    callbackWith,
    call: (): ProviderCall => watched.call,
    entries: (): TraceEntry[] => watched.entries,
    cancel: (): void => watched.controller.abort(new Error('cancelled by a person')),
    tokenCalls: () => server.calls.filter(({ path }) => path === '/token'),
    exchange: (
      callback = callbackWith({ code: 'the-code-canary' }),
      provider = aProvider(),
      maxAgeSeconds: number | null = null,
    ) => provider.exchangeCode(client, { ...asked, callback, binding, maxAgeSeconds }, watched.call),
  }
}
