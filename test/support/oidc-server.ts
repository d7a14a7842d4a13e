import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { Provider, type ClientMetadata } from 'oidc-provider'
import { createEngineFetch } from '../../electron/adapters/engine-fetch.ts'
import { createOpenIdSessions } from '../../electron/adapters/openid-provider-session.ts'
import { createWholeExchange } from '../../electron/adapters/whole-exchange.ts'
import type { ExchangeWhole } from '../../electron/domain/requests/whole-exchange.ts'
import { urlOf } from '../../electron/domain/requests/wire-request.ts'
import { portOf } from './bendable-issuer.ts'
import { createCookieJar } from './cookie-jar.ts'

/** The product's own engine, and a list of every address that was asked through it. */
export function anEngine() {
  const asked: string[] = []
  const direct = createWholeExchange({ resolveProxy: async () => null, monotonicMs: () => performance.now() })
  const exchangeWhole: ExchangeWhole = (request, limits) => {
    asked.push(`${request.method} ${urlOf(request.target)}`)
    return direct(request, limits)
  }
  const now = (): Date => new Date()
  return { asked, exchangeWhole, now, sessions: createOpenIdSessions({ fetch: createEngineFetch(exchangeWhole), now }) }
}

const redirectUri = 'http://127.0.0.1/callback'
const native = {
  application_type: 'native',
  redirect_uris: [redirectUri],
  grant_types: ['authorization_code', 'refresh_token'],
} as const

const clients: ClientMetadata[] = [
  {
    ...native,
    redirect_uris: [redirectUri],
    grant_types: [...native.grant_types],
    client_id: 'public',
    token_endpoint_auth_method: 'none',
  },
  {
    ...{ ...native, redirect_uris: [redirectUri], grant_types: [...native.grant_types] },
    ...{
      client_id: 'private',
      client_secret: 'the-client-secret-canary',
      token_endpoint_auth_method: 'client_secret_basic',
    },
  },
  {
    ...{ ...native, redirect_uris: [redirectUri], grant_types: [...native.grant_types] },
    ...{ client_id: 'signed', token_endpoint_auth_method: 'none', userinfo_signed_response_alg: 'RS256' },
  },
]

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * oidc-provider on 127.0.0.1, in memory, where everybody is alice and agrees to everything. `resource` is the API for
 * which it gives JWTs; other access tokens are opaque. `around` stands between the socket and the server.
 */
export async function anOidcServer(
  resource: () => string | null = () => null,
  around: (serve: Serve) => Serve = (serve) => serve,
) {
  const answer: { serve: Serve } = { serve: async () => undefined }
  const server = createServer((request, response) => {
    answer
      .serve(request, response)
      .catch((thrown: unknown) => response.destroy(thrown instanceof Error ? thrown : undefined))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${portOf(server)}`

  const provider = new Provider(issuer, {
    clients,
    clientAuthMethods: ['none', 'client_secret_basic'],
    scopes: ['openid', 'offline_access', 'profile'],
    claims: { openid: ['sub'], profile: ['name', 'account_number'] },
    conformIdTokenClaims: true,
    findAccount: (_ctx, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, name: 'Alice', account_number: 42 }),
    }),
    pkce: { required: () => true },
    issueRefreshToken: async () => true,
    cookies: { keys: ['a key of a test'] },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 7), requireNonce: () => true },
      introspection: { enabled: true, allowedPolicy: () => true },
      jwtUserinfo: { enabled: true },
      registration: { enabled: true },
      revocation: { enabled: true, allowedPolicy: () => true },
      rpInitiatedLogout: { enabled: true },
      userinfo: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => [],
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, indicator) => {
          if (indicator !== resource()) throw new Error(`nobody named the API ${indicator}`)
          return { scope: 'orders:read', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }
        },
      },
    },
    ttl: { AccessToken: 300, RefreshToken: 3600, IdToken: 300, Grant: 3600, Session: 3600, Interaction: 60 },
  })

  /** Signs alice in and agrees, in one go. */
  async function agree(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params, session } = await provider.interactionDetails(request, response)
    const accountId = session?.accountId ?? 'alice'
    const grant = new provider.Grant({ accountId, clientId: String(params['client_id']) })
    const scope = typeof params['scope'] === 'string' ? params['scope'] : ''
    grant.addOIDCScope(scope)
    const api = resource()
    if (api !== null) grant.addResourceScope(api, scope)
    const result = { login: { accountId }, consent: { grantId: await grant.save() } }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }
  const callback = provider.callback()
  answer.serve = around((request, response) =>
    request.url?.startsWith('/interaction/') === true
      ? agree(request, response)
      : Promise.resolve(callback(request, response)),
  )

  return {
    issuer,
    provider,
    redirectUri,
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
export type OidcServer = Awaited<ReturnType<typeof anOidcServer>>

const mostSteps = 10

/** Follows an authorisation request as a browser would, until it leaves the server; gives the address that it ends on. */
export async function followSignIn(authorizationUrl: URL): Promise<URL> {
  const cookies = createCookieJar()
  let url = authorizationUrl
  for (let step = 0; step < mostSteps; step += 1) {
    const response = await fetch(url, { redirect: 'manual', headers: { cookie: cookies.headerFor(url) } })
    cookies.take(url, response.headers.getSetCookie())
    const location = response.headers.get('location')
    if (location === null) throw new Error(`no redirect: ${response.status} ${await response.text()}`)
    url = new URL(location, url)
    if (url.origin !== authorizationUrl.origin) return url
  }
  throw new Error('the sign-in did not end')
}
