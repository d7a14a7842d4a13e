import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { Granted, OpenIdProvider, ProviderCall } from '../domain/sign-in/provider.ts'
import { callbackFailure, expectedIssuerOf } from './openid-provider-callback.ts'
import { requestFailure } from './openid-provider-failures.ts'
import { parametersOf, withExtraParameters } from './openid-provider-parameters.ts'
import type { OpenIdSession } from './openid-provider-session.ts'
import { assertIdToken, assertTokenType, createTokenRequest, readGranted } from './openid-provider-tokens.ts'

export type CodeRequest = Parameters<OpenIdProvider['exchangeCode']>[1]

/** Trades a code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.5) after the whole callback was checked. */
export async function tradeCode(
  session: OpenIdSession,
  { client, request, now, call }: { client: OAuthClient; request: CodeRequest; now: () => Date; call: ProviderCall },
): Promise<Granted> {
  const { lib, known, redactor } = session
  const callback = new URL(request.callback.reveal())
  const { state, nonce, codeVerifier } = request.binding
  for (const secret of [state, nonce, codeVerifier]) redactor.hide(secret?.reveal())
  redactor.hide(callback.searchParams.get('code'))
  const tokens = createTokenRequest(session, client)
  // Signing in without an ID token tells no time of it, so there is nothing to hold max_age against.
  const maxAge = nonce === null ? null : request.maxAgeSeconds
  const checks = {
    expectedState: state.reveal(),
    pkceCodeVerifier: codeVerifier.reveal(),
    ...(nonce !== null && { expectedNonce: nonce.reveal() }),
    ...(maxAge !== null && { maxAge }),
  }
  const own = parametersOf({ scopes: [], resources: request.resources })
  const parameters = withExtraParameters(own, client.extraParameters, 'token')
  try {
    const answered = await tokens.run((config, options) =>
      lib.authorizationCodeGrant(config, callback, checks, parameters, options),
    )
    assertTokenType(answered, client, call)
    assertIdToken(answered, client.clientId, now(), call)
    return readGranted(answered.heard, request)
  } catch (thrown) {
    if (!tokens.isSent() && isAboutCallback(thrown)) {
      const { trace } = call
      throw callbackFailure(callback, { expected: expectedIssuerOf(known), wanted: 'code', redactor, trace })
    }
    const { endpoint } = tokens
    throw requestFailure(thrown, session, { asked: 'code', endpoint, client, trace: call.trace })
  }
}

const libraryCodes = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_AUTHORIZATION_RESPONSE_ERROR',
  'OAUTH_UNSUPPORTED_OPERATION',
])

/** The library looked at the callback and would not go on; anything else is about the client or a bug of ours. */
const isAboutCallback = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' && libraryCodes.has(thrown.code)
