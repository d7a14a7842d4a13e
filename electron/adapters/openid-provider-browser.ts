import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { AuthorizationRequest, ProviderCall } from '../domain/sign-in/provider.ts'
import { endpointOf } from './openid-provider-endpoints.ts'
import { requestFailure } from './openid-provider-failures.ts'
import { parametersOf, withExtraParameters } from './openid-provider-parameters.ts'
import type { OpenIdLibrary } from './openid-provider-discovery.ts'
import type { OpenIdSession } from './openid-provider-session.ts'

/** Better to know before a person has signed in that the answer could not be used. */
function assertAnswerable({ known }: OpenIdSession, client: OAuthClient, request: AuthorizationRequest): void {
  const showsCertificate = client.certificate !== null
  endpointOf(known.metadata, 'authorization_endpoint')
  if (request.response === 'code') endpointOf(known.metadata, 'token_endpoint', showsCertificate)
  if (request.binding.nonce !== null) endpointOf(known.metadata, 'jwks_uri')
}

function promptOf({ prompt, scopes }: AuthorizationRequest): string | null {
  if (prompt !== null) return prompt
  // OpenID Connect Core §11: offline access is given only where consent is asked for.
  return scopes.includes('offline_access') ? 'consent' : null
}

async function ownParameters(
  lib: OpenIdLibrary,
  client: OAuthClient,
  request: AuthorizationRequest,
): Promise<URLSearchParams> {
  const { binding, response, maxAgeSeconds } = request
  const isCode = response === 'code'
  return parametersOf(request, {
    response_type: isCode ? 'code' : binding.nonce === null ? 'token' : 'id_token token',
    redirect_uri: binding.redirectUri,
    state: binding.state.reveal(),
    nonce: binding.nonce?.reveal() ?? null,
    code_challenge: isCode ? await lib.calculatePKCECodeChallenge(binding.codeVerifier.reveal()) : null,
    code_challenge_method: isCode ? 'S256' : null,
    // RFC 9449 §10: the code can be traded by the holder of this key only.
    dpop_jkt: isCode ? (client.dpop?.thumbprint ?? null) : null,
    prompt: promptOf(request),
    login_hint: request.loginHint,
    acr_values: request.acrValues,
    max_age: maxAgeSeconds === null ? null : String(maxAgeSeconds),
  })
}

/** RFC 9126: whether the request is pushed. Throws `sign_in.endpoint_missing` where it must be and can't. */
function pushEndpointFor({ known }: OpenIdSession, client: OAuthClient, request: AuthorizationRequest): string | null {
  const { metadata } = known
  const isOffered = metadata.pushed_authorization_request_endpoint !== undefined
  const isDemanded = metadata.require_pushed_authorization_requests === true
  const isWanted =
    request.pushedRequest === 'always' || (request.pushedRequest === 'when-offered' && (isOffered || isDemanded))
  if (!isWanted) return null
  return new URL(endpointOf(metadata, 'pushed_authorization_request_endpoint', client.certificate !== null)).href
}

/** The address for the browser, with the request in it or pushed before. Throws `sign_in.*`, `input.invalid`. */
export async function buildAddress(
  session: OpenIdSession,
  client: OAuthClient,
  request: AuthorizationRequest,
  { trace }: ProviderCall,
): Promise<string> {
  const { lib, redactor } = session
  assertAnswerable(session, client, request)
  const endpoint = pushEndpointFor(session, client, request)
  const own = await ownParameters(lib, client, request)
  const parameters = withExtraParameters(own, client.extraParameters, 'authorization')
  const config = await session.configure(client)
  if (endpoint === null) return lib.buildAuthorizationUrl(config, parameters).href
  const { state, nonce } = request.binding
  for (const secret of [state, nonce]) redactor.hide(secret?.reveal())
  try {
    const options = session.proof(client, config)
    return (await lib.buildAuthorizationUrlWithPAR(config, parameters, options)).href
  } catch (thrown) {
    throw requestFailure(thrown, session, { asked: 'pushed_request', endpoint, client, trace })
  }
}
