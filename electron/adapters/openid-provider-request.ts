import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { Granted, ProviderCall, TokenRequest } from '../domain/sign-in/provider.ts'
import { requestFailure } from './openid-provider-failures.ts'
import { grantFor, hideSecretsOf } from './openid-provider-grants.ts'
import type { OpenIdSession } from './openid-provider-session.ts'
import { assertIdToken, assertTokenType, createTokenRequest, readGranted } from './openid-provider-tokens.ts'

/** Tokens without a browser (RFC 6749 §4.3, §4.4 and §6, RFC 7523 §2.1, RFC 8693 §2). Throws `sign_in.*`. */
export async function requestTokens(
  session: OpenIdSession,
  { client, request, now, call }: { client: OAuthClient; request: TokenRequest; now: () => Date; call: ProviderCall },
): Promise<Granted> {
  hideSecretsOf(request, session.redactor)
  const tokens = createTokenRequest(session, client)
  try {
    const answered = await tokens.run(grantFor(session.lib, client, request))
    assertTokenType(answered, client, call)
    assertIdToken(answered, client.clientId, now(), call)
    return readGranted(answered.heard, request)
  } catch (thrown) {
    const { endpoint } = tokens
    throw requestFailure(thrown, session, { asked: request.grant, endpoint, client, trace: call.trace })
  }
}
