import type { Configuration, CustomFetch, TokenEndpointResponse, TokenEndpointResponseHelpers } from 'openid-client'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { Asked, Granted, ProviderCall } from '../domain/sign-in/provider.ts'
import { readTokenAnswer } from '../domain/tokens/read-token-answer.ts'
import { idTokenFailure } from './openid-provider-failures.ts'
import { findIdTokenProblem } from './openid-provider-id-token.ts'
import { endpointOf } from './openid-provider-metadata.ts'
import type { OpenIdSession } from './openid-provider-session.ts'
import type { Heard } from './recording-fetch.ts'

export type TokenResponse = TokenEndpointResponse & TokenEndpointResponseHelpers
export interface TokensHeard {
  readonly response: TokenResponse
  readonly heard: Heard
}

/** One token request: openid-client's view of the answer beside the answer as it came. */
export function createTokenRequest(session: OpenIdSession, client: OAuthClient) {
  const tokenEndpoint = endpointOf(session.known.metadata, 'token_endpoint')
  let heard: Heard | null = null
  let isSent = false

  const watching: CustomFetch = async (url, init) => {
    if (url === tokenEndpoint) isSent = true
    const answer = await session.recording.fetch(url, init)
    const last = session.recording.last()
    // The keys are read after the tokens came; they are not the answer that is asked about.
    if (url === tokenEndpoint && last?.kind === 'heard') heard = last.heard
    return answer
  }

  return {
    tokenEndpoint,
    heard: (): Heard | null => heard,
    isSent: (): boolean => isSent,
    async run(grant: (config: Configuration) => Promise<TokenResponse>): Promise<TokensHeard> {
      const config = session.configure(client, { fetch: watching })
      const response = await grant(config)
      session.keepKeys(config)
      if (heard === null) throw new Error('tokens came without a request')
      return { response, heard }
    },
  }
}

/** A token that has to be sent with a proof of a key that we never showed can't be used (RFC 9449 §5). */
export function assertBearer({ response, heard }: TokensHeard, call: ProviderCall): void {
  if (response.token_type === 'bearer') return
  call.trace.blame('The tokens need a proof of possession that was not asked for')
  throw new ClaimcheckError('sign_in.answer_unreadable', { status: heard.status, contentType: heard.contentType })
}

/** Throws `sign_in.id_token_rejected` or `sign_in.clock_wrong`. */
export function assertIdToken(
  { response, heard }: TokensHeard,
  client: OAuthClient,
  now: Date,
  call: ProviderCall,
): void {
  const claims = response.claims()
  if (response.id_token === undefined || claims === undefined) return
  const expected = { accessToken: response.access_token, clientId: client.clientId, now }
  const problem = findIdTokenProblem(response.id_token, claims, expected)
  if (problem !== null) throw idTokenFailure(problem, heard, call.trace)
}

export function readGranted(heard: Heard, asked: Asked): Granted {
  const { json, receivedAt, skewSeconds } = heard
  const context = { askedScopes: asked.scopes, receivedAt, clockSkewSeconds: skewSeconds }
  return { answer: readTokenAnswer(json, context), clockSkewSeconds: skewSeconds }
}

export function askedParameters({ scopes, resource }: Asked): Record<string, string> {
  return { ...(scopes.length > 0 && { scope: scopes.join(' ') }), ...(resource !== null && { resource }) }
}
