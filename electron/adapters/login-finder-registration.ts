import type { CustomFetch } from 'openid-client'
import * as z from 'zod'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { ClientRegistration, RegisteredClient } from '../domain/find-login/login-finder.ts'
import { leadsInside } from '../domain/find-login/network-place.ts'
import { canBeWritten } from '../domain/json/can-be-written.ts'
import { isRecord } from '../domain/json/is-record.ts'
import type { ProviderCall } from '../domain/sign-in/provider.ts'
import { parseJsonOrNull } from '../domain/json/parse-json.ts'
import { SecretText } from '../domain/vault/secret-text.ts'
import { endpointOf, withUsableEndpoints } from './openid-provider-endpoints.ts'
import type { OpenIdSession, OpenIdSessions } from './openid-provider-session.ts'
import { unreachable } from './recording-fetch-reason.ts'

const registered = z.object({
  client_id: z.string().trim().min(1).max(500),
  client_secret: z.string().min(1).max(100_000).nullable().catch(null).default(null),
  token_endpoint_auth_method: z.string().nullable().catch(null).default(null),
  redirect_uris: z.array(z.string()).nullable().catch(null).default(null),
  grant_types: z.array(z.string()).nullable().catch(null).default(null),
  scope: z.string().nullable().catch(null).default(null),
})

/** The request (RFC 7591 §2, OpenID Connect Registration §2), without what is left to the server. */
function requestBody(client: ClientRegistration) {
  return {
    client_name: client.clientName,
    application_type: 'native',
    redirect_uris: [...client.redirectUris],
    grant_types: [...client.grantTypes],
    response_types: ['code'],
    token_endpoint_auth_method: client.authentication,
    ...(client.scope !== null && { scope: client.scope }),
    ...(client.dpopBound && { dpop_bound_access_tokens: true }),
  }
}

/** A registration as openid-client wants it: 201, and a secret with its expiry (RFC 7591 §3.2.1). */
function tolerate(response: Response, text: string): Response {
  const json = parseJsonOrNull(text)
  const isClient = isRecord(json) && typeof json['client_id'] === 'string'
  if (!isClient || (response.status !== 200 && response.status !== 201)) {
    return new Response(text, { status: response.status, headers: response.headers })
  }
  const { client_secret_expires_at: expiresAt, ...rest } = json
  const members = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && canBeWritten(value)))
  const body = { ...members, client_secret_expires_at: typeof expiresAt === 'number' ? expiresAt : 0 }
  return new Response(JSON.stringify(body), { status: 201, headers: { 'content-type': 'application/json' } })
}

const refused = (error: string, description: string | null, cause: unknown) =>
  new ClaimcheckError('find_login.registration_refused', { error, description }, { cause })

/** What went wrong, in the server's words where it has any. */
function registrationFailure(thrown: unknown, { recording, redactor }: OpenIdSession): unknown {
  const refusal = recording.refusal()
  if (refusal !== null) return refusal
  const last = recording.last()
  if (last === null) return thrown
  if (last.kind === 'no-answer') return unreachable(last, thrown)
  const { status, json } = last.heard
  const members = isRecord(json) ? json : {}
  const { error, error_description: description } = members
  if (typeof error === 'string' && error !== '') {
    return refused(redactor.text(error), typeof description === 'string' ? redactor.text(description) : null, thrown)
  }
  if (status === 401 || status === 403) {
    return refused(
      `HTTP ${status}`,
      'It registers only clients that bring an access token for it (RFC 7591 §3)',
      thrown,
    )
  }
  const isSuccess = status === 200 || status === 201
  return refused(`HTTP ${status}`, isSuccess ? 'The answer holds no usable client_id' : null, thrown)
}

/**
 * Registers a client, by openid-client, with the metadata that were read and checked. Throws
 * `find_login.registration_refused`, `sign_in.issuer_*`, `sign_in.endpoint_missing`.
 */
export async function registerAt(
  sessions: OpenIdSessions,
  issuer: string,
  client: ClientRegistration,
  call: ProviderCall,
): Promise<RegisteredClient> {
  const request = requestBody(client)
  const requestFields = Object.entries(request).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(' ') : String(value),
  ])
  const record: ProviderCall['trace']['record'] = (entry) =>
    call.trace.record(entry.method === 'POST' ? { ...entry, requestFields } : entry)
  const session = await sessions.open(issuer, { ...call, trace: { ...call.trace, record } })
  const { lib, known, recording, redactor } = session
  const endpoint = new URL(endpointOf(known.metadata, 'registration_endpoint')).href
  if (leadsInside(new URL(endpoint), new URL(issuer))) {
    throw refused('address', 'The server on the internet has its clients registered inside your own network', null)
  }
  // The library reads the metadata itself, from an address of this form without comparing it; it is given those known.
  const published = new URL('/.well-known/openid-configuration', endpoint)
  const fetch: CustomFetch = async (url, init) => {
    if (url === endpoint) {
      const response = await recording.fetch(url, init)
      return tolerate(response, await response.text())
    }
    if (url !== published.href) throw new Error('registering a client asks nobody else')
    const headers = { 'content-type': 'application/json' }
    return new Response(JSON.stringify(withUsableEndpoints(known.metadata)), { headers })
  }
  try {
    const options = { execute: [lib.allowInsecureRequests], [lib.customFetch]: fetch }
    await lib.dynamicClientRegistration(published, request, lib.None(), options)
  } catch (thrown) {
    sessions.forget(issuer)
    throw registrationFailure(thrown, session)
  }
  const last = recording.last()
  const read = registered.safeParse(last?.kind === 'heard' ? last.heard.json : null)
  if (!read.success) throw refused('HTTP 201', 'The answer holds no usable client_id', read.error.issues[0]?.code)
  const { client_id: clientId, client_secret: secret } = read.data
  redactor.hide(secret)
  return {
    clientId,
    secret: secret === null ? null : new SecretText(secret),
    authentication: read.data.token_endpoint_auth_method,
    redirectUris: read.data.redirect_uris,
    grantTypes: read.data.grant_types,
    scope: read.data.scope,
  }
}
