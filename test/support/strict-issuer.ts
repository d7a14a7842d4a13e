import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { TLSSocket } from 'node:tls'
import { decodeJwt, exportJWK, generateKeyPair, jwtVerify, type JWK } from 'jose'
import { errors, Provider, type ClientMetadata, type KoaContextWithOIDC } from 'oidc-provider'
import { provideUrlParse } from '../../electron/playground/authorization-server/url-parse.ts'
import { portOf } from './bendable-issuer.ts'
import type { Certificate } from './tls-server.ts'

export const clientSecret = 'a client secret+/%&: of more than sixty-four bytes, so that HS512 takes it: canary'
export const redirectUri = 'http://127.0.0.1/callback'
const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange'
const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code'

const everything = {
  application_type: 'native',
  redirect_uris: [redirectUri],
  response_types: ['code'],
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials', deviceCode, jwtBearer, tokenExchange],
} satisfies Partial<ClientMetadata>

export interface StrictOptions {
  readonly clients: readonly ClientMetadata[]
  readonly pushedRequests?: 'offered' | 'required'
  readonly demandsNonces?: boolean
  /** Serves https with this certificate, and looks at the clients'. */
  readonly tls?: { readonly server: Certificate; readonly clientAuthority: Certificate }
}

const peerOf = (ctx: KoaContextWithOIDC) =>
  ctx.req.socket instanceof TLSSocket ? ctx.req.socket.getPeerX509Certificate() : undefined

/** A private key that may sign, and its public half as a server registers it. */
export async function aSigningKey(alg: string, kid: string): Promise<{ privateJwk: JWK; jwks: { keys: JWK[] } }> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const marks = { alg, kid, use: 'sig' }
  return {
    privateJwk: { ...(await exportJWK(privateKey)), ...marks },
    jwks: { keys: [{ ...(await exportJWK(publicKey)), ...marks }] },
  }
}

async function listen({ tls }: StrictOptions, serve: (request: IncomingMessage, response: ServerResponse) => void) {
  const server =
    tls === undefined
      ? createHttp(serve)
      : createHttps(
          {
            ...{ key: tls.server.key, cert: tls.server.cert, ca: tls.clientAuthority.cert },
            ...{ requestCert: true, rejectUnauthorized: false },
          },
          serve,
        )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, issuer: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${portOf(server)}` }
}

/**
 * oidc-provider on 127.0.0.1 with all that it is strict about: assertions, DPoP nonces, pushed requests, device codes,
 * client certificates; jwt-bearer and token exchange are its custom grants. Everybody is alice and agrees.
 */
export async function aStrictIssuer(options: StrictOptions) {
  provideUrlParse()
  const answer = { serve: (_request: IncomingMessage, response: ServerResponse): void => void response.end() }
  const { server, issuer } = await listen(options, (request, response) => answer.serve(request, response))
  const { privateJwk } = await aSigningKey('RS256', 'server')
  const assertionKey = await generateKeyPair('ES256', { extractable: true })

  const provider = new Provider(issuer, {
    clients: options.clients.map((client) => ({ ...everything, ...client })),
    clientAuthMethods: [
      ...(['none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const),
      ...(['private_key_jwt', 'tls_client_auth'] as const),
    ],
    jwks: { keys: [privateJwk] },
    scopes: ['openid', 'offline_access'],
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    pkce: { required: () => true },
    issueRefreshToken: async () => true,
    cookies: { keys: ['a key of a test'] },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    enabledJWA: {
      clientAuthSigningAlgValues: ['HS256', 'HS384', 'HS512', 'RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'],
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      resourceIndicators: { enabled: false },
      dPoP: {
        enabled: true,
        nonceSecret: Buffer.alloc(32, 7),
        requireNonce: () => options.demandsNonces === true,
      },
      pushedAuthorizationRequests: {
        enabled: options.pushedRequests !== undefined,
        requirePushedAuthorizationRequests: options.pushedRequests === 'required',
      },
      mTLS: {
        enabled: true,
        tlsClientAuth: true,
        certificateBoundAccessTokens: true,
        getCertificate: peerOf,
        certificateAuthorized: (ctx) => ctx.req.socket instanceof TLSSocket && ctx.req.socket.authorized,
        certificateSubjectMatches: (ctx, property, expected) =>
          property === 'tls_client_auth_subject_dn' && peerOf(ctx)?.subject === expected,
      },
    },
    ttl: { AccessToken: 300, ClientCredentials: 300, RefreshToken: 3600, IdToken: 300, DeviceCode: 60 },
  })

  /** The client's own token, with what a test wants to see beside it. */
  async function give(ctx: KoaContextWithOIDC, more: object): Promise<void> {
    const { client } = ctx.oidc
    if (client === undefined) throw new errors.InvalidClient('nobody asked')
    const token = new provider.ClientCredentials({ client, scope: '' })
    ctx.body = { access_token: await token.save(), token_type: 'Bearer', expires_in: 300, ...more }
  }
  provider.registerGrantType(
    jwtBearer,
    async (ctx) => {
      const assertion = String(ctx.oidc.params?.['assertion'])
      await jwtVerify(assertion, assertionKey.publicKey, { audience: issuer, issuer: 'the-service' }).catch(
        (cause: Error) => {
          throw new errors.InvalidGrant(`assertion: ${cause.message}`)
        },
      )
      await give(ctx, { scope: 'orders:read' })
    },
    ['assertion', 'scope'],
  )
  provider.registerGrantType(
    tokenExchange,
    async (ctx) => {
      const params: Readonly<Record<string, unknown>> = ctx.oidc.params ?? {}
      const found = await provider.AccessToken.find(String(params['subject_token']))
      const other = await provider.ClientCredentials.find(String(params['subject_token']))
      if (found === undefined && other === undefined) throw new errors.InvalidGrant('subject_token is unknown')
      const wanted = params['requested_token_type'] ?? 'urn:ietf:params:oauth:token-type:access_token'
      const isAccess = typeof wanted === 'string' && wanted.endsWith(':access_token')
      await give(ctx, { issued_token_type: wanted, ...(!isAccess && { token_type: 'N_A' }) })
    },
    ['subject_token', 'subject_token_type', 'actor_token', 'actor_token_type', 'requested_token_type', 'audience'],
  )

  async function grantTo(clientId: string): Promise<string> {
    const grant = new provider.Grant({ accountId: 'alice', clientId })
    grant.addOIDCScope('openid offline_access')
    return grant.save()
  }
  async function agree(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await provider.interactionDetails(request, response)
    const consent = { grantId: await grantTo(String(params['client_id'])) }
    await provider.interactionFinished(request, response, { login: { accountId: 'alice' }, consent })
  }
  const callback = provider.callback()
  answer.serve = (request, response) => {
    const isAsked = request.url?.startsWith('/interaction/') === true
    const work = isAsked ? agree(request, response) : Promise.resolve(callback(request, response))
    work.catch((thrown: unknown) => response.destroy(thrown instanceof Error ? thrown : undefined))
  }

  return {
    issuer,
    assertionKey: assertionKey.privateKey,
    /** What the person does on the other device. */
    async decide(userCode: string, decision: 'allow' | 'deny'): Promise<void> {
      const code = await provider.DeviceCode.findByUserCode(userCode.replaceAll('-', ''))
      if (code === undefined) throw new Error('nobody got this code')
      if (decision === 'deny') code.error = 'access_denied'
      else Object.assign(code, { accountId: 'alice', grantId: await grantTo(code.clientId ?? '') })
      if (decision === 'allow') Object.assign(code, { authTime: Math.floor(Date.now() / 1000), scope: 'openid' })
      await code.save()
    },
    /** What the server keeps of a token of its own: the key or certificate that it is bound to. */
    async bindingOf(token: string): Promise<{ jkt: string | undefined; x5t: string | undefined }> {
      const kept = (await provider.ClientCredentials.find(token)) ?? (await provider.AccessToken.find(token))
      return { jkt: kept?.jkt, x5t: kept?.['x5t#S256'] }
    },
    claimsOf: decodeJwt,
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
