import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { Granted, ProviderCall, RefreshRequest } from '../domain/sign-in/provider.ts'
import type { RefreshAnswer } from '../domain/tokens/refresh-answer.ts'
import { refreshFailure } from './openid-provider-failures.ts'
import type { OpenIdSession } from './openid-provider-session.ts'
import {
  askedParameters,
  assertBearer,
  assertIdToken,
  createTokenRequest,
  readGranted,
} from './openid-provider-tokens.ts'
import { withoutIdToken } from './openid-provider-tolerance.ts'
import type { Heard } from './recording-fetch.ts'

interface Refreshing {
  readonly session: OpenIdSession
  readonly client: OAuthClient
  readonly request: RefreshRequest
  readonly now: () => Date
  readonly call: ProviderCall
}

type Grant = Parameters<ReturnType<typeof createTokenRequest>['run']>[0]

/**
 * New tokens whose ID token failed its checks. With rotation the old refresh token is spent by now, so the new one must
 * not be lost over it: the answer, without its ID token, is given to openid-client once more.
 */
async function keepAllButIdToken(
  heard: Heard,
  grant: Grant,
  { session, client, request }: Refreshing,
): Promise<Granted> {
  const body = withoutIdToken(JSON.stringify(heard.json))
  const headers = { 'content-type': 'application/json' }
  const replay = async (): Promise<Response> => new Response(body, { status: heard.status, headers })
  await grant(session.configure(client, { fetch: replay }))
  const granted = readGranted(heard, request)
  return { ...granted, answer: { ...granted.answer, idToken: null } }
}

const hasIdToken = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && 'id_token' in json && typeof json.id_token === 'string'

const refreshed = ({ answer, clockSkewSeconds }: Granted): RefreshAnswer => ({
  kind: 'refreshed',
  answer,
  clockSkewSeconds,
})

/** Refreshes by refresh token, or asks again as the client itself. */
export async function refreshTokens(refreshing: Refreshing): Promise<RefreshAnswer> {
  const { session, client, request, now, call } = refreshing
  const { lib, redactor } = session
  const tokens = createTokenRequest(session, client)
  const { resource } = request
  // The scope is left out: what was granted stays granted (RFC 6749 §6).
  const grant: Grant =
    request.grant === 'refresh_token'
      ? (config) =>
          lib.refreshTokenGrant(config, request.refreshToken.reveal(), askedParameters({ scopes: [], resource }))
      : (config) => lib.clientCredentialsGrant(config, askedParameters(request))
  if (request.grant === 'refresh_token') redactor.hide(request.refreshToken.reveal())
  try {
    const answered = await tokens.run(grant)
    assertBearer(answered, call)
    assertIdToken(answered, client, now(), call)
    return refreshed(readGranted(answered.heard, request))
  } catch (thrown) {
    const heard = tokens.heard()
    if (heard?.status === 200 && hasIdToken(heard.json)) {
      return refreshed(await keepAllButIdToken(heard, grant, refreshing))
    }
    return refreshFailure(thrown, session, tokens.tokenEndpoint)
  }
}
