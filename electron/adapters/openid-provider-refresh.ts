import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { isRecord } from '../domain/json/is-record.ts'
import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { Granted, ProviderCall, TokenRequest } from '../domain/sign-in/provider.ts'
import type { RefreshAnswer } from '../domain/tokens/refresh-answer.ts'
import type { OpenIdSession } from './openid-provider-session.ts'
import { grantFor, hideSecretsOf } from './openid-provider-grants.ts'
import { refreshFailure } from './openid-provider-refresh-failure.ts'
import {
  assertIdToken,
  assertTokenType,
  createTokenRequest,
  readGranted,
  type Grant,
} from './openid-provider-tokens.ts'
import { withoutIdToken } from './openid-provider-tolerance.ts'
import type { Heard } from './recording-fetch.ts'

interface Refreshing {
  readonly session: OpenIdSession
  readonly client: OAuthClient
  readonly request: TokenRequest
  readonly now: () => Date
  readonly call: ProviderCall
}

/**
 * New tokens whose ID token failed its checks. With rotation the old refresh token is spent by now, so the new one must
 * not be lost over it: the answer, without its ID token, is given to openid-client once more.
 */
async function keepAllButIdToken(heard: Heard, grant: Grant, refreshing: Refreshing): Promise<Granted> {
  const { session, client, request, call } = refreshing
  const headers = { 'content-type': 'application/json' }
  const replay = async (): Promise<Response> => new Response(withoutIdToken(heard.json), { headers })
  const config = await session.configure(client, { fetch: replay })
  const response = await grant(config, session.proof(client, config))
  assertTokenType({ response, heard }, client, call)
  const granted = readGranted(heard, request)
  return { ...granted, answer: { ...granted.answer, idToken: null } }
}

const hasIdToken = (json: unknown): boolean => isRecord(json) && typeof json['id_token'] === 'string'

const refreshed = ({ answer, clockSkewSeconds }: Granted): RefreshAnswer => ({
  kind: 'refreshed',
  answer,
  clockSkewSeconds,
})

/** Refreshes by refresh token, or asks again in the way that gave the first token. */
export async function refreshTokens(refreshing: Refreshing): Promise<RefreshAnswer> {
  const { session, client, request, now, call } = refreshing
  const tokens = createTokenRequest(session, client)
  // The scope is left out: what was granted stays granted (RFC 6749 §6).
  const asked = request.grant === 'refresh_token' ? { ...request, scopes: [] } : request
  const grant = grantFor(session.lib, client, asked)
  hideSecretsOf(request, session.redactor)
  const of = { asked: request.grant, endpoint: tokens.endpoint, client }
  try {
    const answered = await tokens.run(grant)
    assertTokenType(answered, client, call)
    assertIdToken(answered, client.clientId, now(), call)
    return refreshed(readGranted(answered.heard, request))
  } catch (thrown) {
    const heard = tokens.heard()
    const isAboutType = thrown instanceof ClaimcheckError && thrown.code === 'sign_in.grant_refused'
    if (heard?.status !== 200 || !hasIdToken(heard.json) || isAboutType) {
      return refreshFailure(thrown, session, of)
    }
    try {
      return refreshed(await keepAllButIdToken(heard, grant, refreshing))
    } catch (other) {
      return refreshFailure(other, session, of)
    }
  }
}
