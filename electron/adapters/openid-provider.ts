import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { OpenIdProvider, ProviderCall } from '../domain/sign-in/provider.ts'
import { createRedactor } from '../domain/sign-in/redact.ts'
import { callbackFailure } from './openid-provider-callback.ts'
import { tokenRequestFailure, unavailableIssuer } from './openid-provider-failures.ts'
import { describeIssuer, endpointOf } from './openid-provider-metadata.ts'
import { refreshTokens } from './openid-provider-refresh.ts'
import { createOpenIdSessions } from './openid-provider-session.ts'
import {
  askedParameters,
  assertBearer,
  assertIdToken,
  createTokenRequest,
  readGranted,
} from './openid-provider-tokens.ts'

export interface OpenIdProviderParts {
  readonly now: () => Date
  /** What requests go through; must not follow redirects when told `manual`. */
  readonly fetch?: typeof globalThis.fetch
  /** For a whole answer, its body included. */
  readonly deadlineMs?: number
  readonly limitBytes?: number
}

/** A call that nobody looks at and nobody cancels. */
const unwatched = (): ProviderCall => ({
  trace: { record: () => undefined, blame: () => undefined },
  signal: new AbortController().signal,
})

/** Authorisation servers over HTTP, by openid-client; everything that is asked goes through one recording fetch. */
export function createOpenIdProvider(parts: OpenIdProviderParts): OpenIdProvider {
  const { now, fetch = globalThis.fetch, deadlineMs = 15_000, limitBytes = 1_000_000 } = parts
  const sessions = createOpenIdSessions({ now, fetch, deadlineMs, limitBytes })

  /** Lets go of what is remembered of an issuer when anything fails: the next try reads it anew. */
  async function rememberOnlyGood<Value>(issuer: string, run: () => Promise<Value>): Promise<Value> {
    try {
      return await run()
    } catch (thrown) {
      sessions.forget(issuer)
      throw thrown
    }
  }

  return {
    async discover(issuer) {
      sessions.forget(issuer)
      return describeIssuer((await sessions.open(issuer, unwatched())).known)
    },

    authorizationUrl: (client, request, call) =>
      rememberOnlyGood(client.issuer, async () => {
        const session = await sessions.open(client.issuer, call)
        const { metadata } = session.known
        const { binding, loginHint, scopes } = request
        endpointOf(metadata, 'authorization_endpoint')
        // Better to know before a person has signed in that the answer could not be used.
        endpointOf(metadata, 'token_endpoint')
        if (binding.nonce !== null) endpointOf(metadata, 'jwks_uri')
        const url = session.lib.buildAuthorizationUrl(session.configure(client), {
          ...askedParameters(request),
          redirect_uri: binding.redirectUri,
          state: binding.state.reveal(),
          code_challenge: await session.lib.calculatePKCECodeChallenge(binding.codeVerifier.reveal()),
          code_challenge_method: 'S256',
          ...(binding.nonce !== null && { nonce: binding.nonce.reveal() }),
          ...(loginHint !== null && { login_hint: loginHint }),
          // OpenID Connect Core §11: offline access is given only where consent is asked for.
          ...(scopes.includes('offline_access') && { prompt: 'consent' }),
        })
        return url.href
      }),

    exchangeCode: (client, request, call) =>
      rememberOnlyGood(client.issuer, async () => {
        const redactor = createRedactor()
        const callback = new URL(request.callback.reveal())
        const { state, nonce, codeVerifier } = request.binding
        for (const secret of [state, nonce, codeVerifier]) redactor.hide(secret?.reveal())
        redactor.hide(callback.searchParams.get('code'))
        const session = await sessions.open(client.issuer, call, redactor)
        const { metadata } = session.known
        const tokens = createTokenRequest(session, client)
        const checks = {
          expectedState: state.reveal(),
          pkceCodeVerifier: codeVerifier.reveal(),
          ...(nonce !== null && { expectedNonce: nonce.reveal() }),
        }
        try {
          const { resource } = request
          const answered = await tokens.run((config) =>
            session.lib.authorizationCodeGrant(config, callback, checks, askedParameters({ scopes: [], resource })),
          )
          assertBearer(answered, call)
          assertIdToken(answered, client, now(), call)
          return readGranted(answered.heard, request)
        } catch (thrown) {
          if (!tokens.isSent()) {
            const isNamedInAnswers = metadata.authorization_response_iss_parameter_supported === true
            throw callbackFailure(callback, { issuer: metadata.issuer, isNamedInAnswers }, redactor, call.trace)
          }
          throw tokenRequestFailure(thrown, 'code', session, tokens.tokenEndpoint, call.trace)
        }
      }),

    clientCredentials: (client, asked, call) =>
      rememberOnlyGood(client.issuer, async () => {
        const session = await sessions.open(client.issuer, call)
        const tokens = createTokenRequest(session, client)
        try {
          const answered = await tokens.run((config) =>
            session.lib.clientCredentialsGrant(config, askedParameters(asked)),
          )
          assertBearer(answered, call)
          return readGranted(answered.heard, asked)
        } catch (thrown) {
          throw tokenRequestFailure(thrown, 'client', session, tokens.tokenEndpoint, call.trace)
        }
      }),

    async refresh(client, request) {
      const call = unwatched()
      try {
        const session = await sessions.open(client.issuer, call)
        const answer = await refreshTokens({ session, client, request, now, call })
        if (answer.kind !== 'refreshed') sessions.forget(client.issuer)
        return answer
      } catch (thrown) {
        sessions.forget(client.issuer)
        if (!(thrown instanceof ClaimcheckError)) throw thrown
        return unavailableIssuer(thrown, client.issuer)
      }
    },
  }
}
