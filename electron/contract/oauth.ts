import * as z from 'zod'
import { endpointText, issuerText } from './addresses.ts'
import { profileId } from './ids.ts'
import { jsonObjectText, signing } from './keys.ts'

export const clientAuthentication = z.enum([
  'none',
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'tls_client_auth',
])
export type ClientAuthentication = z.infer<typeof clientAuthentication>

/** RFC 6749 §3.3 */
export const scopeToken = z
  .string()
  .regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/, { error: 'A scope has no spaces or quotes (RFC 6749 §3.3)' })

/** What a server that publishes no metadata is asked at; null where it has no such endpoint. */
export const endpoints = z.strictObject({
  authorization: endpointText.nullable(),
  token: endpointText,
  device: endpointText.nullable(),
  pushedRequest: endpointText.nullable(),
  userinfo: endpointText.nullable(),
  introspection: endpointText.nullable(),
  revocation: endpointText.nullable(),
  endSession: endpointText.nullable(),
  keys: endpointText.nullable(),
})
export type Endpoints = z.infer<typeof endpoints>

/** A parameter that no other field has; sent in the authorisation request, the token request, or both. */
export const extraParameter = z.strictObject({
  name: z.string().trim().min(1, { error: 'Give the parameter a name' }).max(200),
  value: z.string().max(10_000),
  on: z.enum(['authorization', 'token', 'both']),
})
export type ExtraParameter = z.infer<typeof extraParameter>

/**
 * Where the browser comes back (RFC 8252 §7). 'free-port': 127.0.0.1, any free port, a path that nobody can guess.
 * 'fixed': for servers that compare the whole address. 'pasted': an address that can't be received here; the person
 * pastes where the browser ended.
 */
export const redirect = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('free-port') }),
  z.strictObject({
    by: z.literal('fixed'),
    host: z.enum(['127.0.0.1', 'localhost']),
    port: z.number().int().min(1).max(65_535),
    path: z.string().regex(/^\/[\x21\x24-\x3B\x3D\x40-\x5F\x61-\x7E]{0,500}$/, { error: 'A path begins with “/”' }),
  }),
  z.strictObject({ by: z.literal('pasted'), uri: z.string().trim().min(1).max(2000) }),
])
export type Redirect = z.infer<typeof redirect>

export const signInPrompt = z.enum(['login', 'consent', 'select_account', 'none'])
export type SignInPrompt = z.infer<typeof signInPrompt>

const shortText = z.string().trim().min(1).max(500).nullable()

/** What a sign-in in the browser may ask for (OpenID Connect Core §3.1.2.1). */
const inBrowser = {
  redirect,
  loginHint: shortText,
  prompt: signInPrompt.nullable(),
  /** Separated by spaces. */
  acrValues: shortText,
  maxAgeSeconds: z.number().int().min(0).max(31_536_000).nullable(),
  /** RFC 9126; 'when-offered' uses it where the metadata names the endpoint or demands it. */
  pushedRequest: z.enum(['when-offered', 'always', 'never']),
}

/** RFC 8693 §3 */
export const exchangedTokenType = z.enum(['access_token', 'refresh_token', 'id_token', 'jwt', 'saml1', 'saml2'])
export type ExchangedTokenType = z.infer<typeof exchangedTokenType>

/** A token of another profile that is traded in. */
const tradedToken = z.strictObject({ profileId, which: z.enum(['access', 'refresh', 'id']) })

/** How a client gets its token. */
export const grant = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('authorization_code'), ...inBrowser }),
  /** Removed in OAuth 2.1; to test old servers with. */
  z.strictObject({ type: z.literal('implicit'), ...inBrowser }),
  z.strictObject({ type: z.literal('client_credentials') }),
  /** RFC 8628 */
  z.strictObject({ type: z.literal('device_code') }),
  /** Removed in OAuth 2.1; the password is a secret of the profile. */
  z.strictObject({ type: z.literal('password'), username: z.string().max(500) }),
  /** RFC 7523 §2.1: `claims` are signed with the profile's signing key; iat, exp, jti and a missing aud are added. */
  z.strictObject({
    type: z.literal('jwt_bearer'),
    signing,
    claims: jsonObjectText,
    lifetimeSeconds: z.number().int().min(1).max(86_400),
  }),
  /** RFC 8693 */
  z.strictObject({
    type: z.literal('token_exchange'),
    subject: tradedToken,
    actor: tradedToken.nullable(),
    requestedType: exchangedTokenType.nullable(),
    audience: shortText,
  }),
  /** A refresh token that the person got elsewhere; a secret of the profile. */
  z.strictObject({ type: z.literal('refresh_token') }),
])
export type Grant = z.infer<typeof grant>
export type GrantType = Grant['type']

/** A client at an authorisation server. */
export const oauthWay = z.strictObject({
  kind: z.literal('oauth'),
  issuer: issuerText,
  /** null: the server publishes them, at the issuer. */
  endpoints: endpoints.nullable(),
  clientId: z.string().trim().min(1, { error: 'Enter the client id' }).max(500),
  clientAuthentication,
  /** For client_secret_jwt and private_key_jwt; null lets the key or HS256 decide. */
  clientSigning: signing.nullable(),
  scopes: z.array(scopeToken).max(100),
  /** RFC 8707; each is sent as a `resource` of its own. */
  resources: z.array(z.string().trim().min(1).max(2000)).max(20),
  extraParameters: z.array(extraParameter).max(50),
  /** RFC 9449: the tokens are bound to a key that the profile keeps in the vault. */
  dpop: z.boolean(),
  grant,
})
export type OAuthWay = z.infer<typeof oauthWay>
