import type {
  Configuration,
  CustomFetch,
  DPoPHandle,
  TokenEndpointResponse,
  TokenEndpointResponseHelpers,
} from 'openid-client'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { Asked, Granted, ProviderCall } from '../domain/sign-in/provider.ts'
import { readTokenAnswer } from '../domain/tokens/read-token-answer.ts'
import { endpointOf } from './openid-provider-endpoints.ts'
import { idTokenFailure } from './openid-provider-failures.ts'
import { findIdTokenProblem } from './openid-provider-id-token.ts'
import type { OpenIdSession } from './openid-provider-session.ts'
import type { Heard } from './recording-fetch.ts'

export type TokenResponse = TokenEndpointResponse & TokenEndpointResponseHelpers
export interface TokensHeard {
  readonly response: TokenResponse
  readonly heard: Heard
}

/** One request of the library that ends in tokens. */
export type Grant = (config: Configuration, options: { readonly DPoP?: DPoPHandle }) => Promise<TokenResponse>

/** The token endpoint as this client is to ask it. Throws `sign_in.endpoint_missing`, `sign_in.issuer_insecure`. */
export const tokenEndpointOf = ({ known }: Pick<OpenIdSession, 'known'>, { certificate }: OAuthClient): string =>
  new URL(endpointOf(known.metadata, 'token_endpoint', certificate !== null)).href

/** One token request: openid-client's view of the answer beside the answer as it came. */
export function createTokenRequest(
  session: OpenIdSession,
  client: OAuthClient,
  onHeard: (heard: Heard) => void = () => undefined,
) {
  const endpoint = tokenEndpointOf(session, client)
  let heard: Heard | null = null
  let isSent = false

  const watching: CustomFetch = async (url, init) => {
    if (url === endpoint) isSent = true
    const answer = await session.recording.fetch(url, init)
    const last = session.recording.last()
    // The keys are read after the tokens came; they are not the answer that is asked about.
    if (url === endpoint && last?.kind === 'heard') {
      heard = last.heard
      onHeard(heard)
    }
    return answer
  }

  return {
    endpoint,
    heard: (): Heard | null => heard,
    isSent: (): boolean => isSent,
    async run(grant: Grant): Promise<TokensHeard> {
      const config = await session.configure(client, { fetch: watching })
      const response = await grant(config, session.proof(client, config))
      session.keepKeys(config)
      if (heard === null) throw new Error('tokens came without a request')
      return { response, heard }
    },
  }
}

/**
 * The type of the token is the one that was asked for. A token that needs a proof of a key that we never showed can't
 * be used; and one that needs none where it was to be bound must be thrown away (RFC 9449 §5). 'N_A' is no access token
 * and has no type (RFC 8693 §2.2.1).
 */
export function assertTokenType({ response, heard }: TokensHeard, client: OAuthClient, call: ProviderCall): void {
  const type = response.token_type.toLowerCase()
  if (type === 'n_a' || type === (client.dpop === null ? 'bearer' : 'dpop')) return
  if (client.dpop !== null) {
    const description = 'DPoP was asked for, and the server gave a token without it (RFC 9449 §5)'
    call.trace.blame(description)
    throw new ClaimcheckError('sign_in.grant_refused', { error: `token_type ${type}`, description, cause: 'dpop' })
  }
  call.trace.blame('The tokens need a proof of possession that was not asked for')
  throw new ClaimcheckError('sign_in.answer_unreadable', { status: heard.status, contentType: heard.contentType })
}

/** Throws `sign_in.id_token_rejected` or `sign_in.clock_wrong`. */
export function assertIdToken({ response, heard }: TokensHeard, clientId: string, now: Date, call: ProviderCall): void {
  const claims = response.claims()
  if (response.id_token === undefined || claims === undefined) return
  const expected = { accessToken: response.access_token, clientId, now, hashRequired: false }
  const problem = findIdTokenProblem(response.id_token, claims, expected)
  if (problem !== null) throw idTokenFailure(problem, heard, call.trace)
}

export function readGranted(heard: Heard, asked: Pick<Asked, 'scopes'>): Granted {
  const { json, receivedAt, skewSeconds } = heard
  const context = { askedScopes: asked.scopes, receivedAt, clockSkewSeconds: skewSeconds }
  return { answer: readTokenAnswer(json, context), clockSkewSeconds: skewSeconds }
}
