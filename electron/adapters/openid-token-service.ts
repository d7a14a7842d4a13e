import { setTimeout as wait } from 'node:timers/promises'
import type { Configuration } from 'openid-client'
import { readJsonMembers } from '../domain/jwt/json-members.ts'
import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { ProviderCall } from '../domain/sign-in/provider.ts'
import type { NamedToken, TokenServer } from '../domain/token-service/token-server.ts'
import { SecretText } from '../domain/vault/secret-text.ts'
import { endpointOf, type EndpointName } from './openid-provider-endpoints.ts'
import type { OpenIdSession, OpenIdSessions } from './openid-provider-session.ts'
import { readRevocation, revocationPauseMs } from './openid-token-service-revocation.ts'
import { callFailure, watchCall, type Overheard, type Watched } from './openid-token-service-watch.ts'

export interface OpenIdTokenServiceParts {
  readonly sessions: OpenIdSessions
  /** Resolves after that many milliseconds; a server that is busy is asked once more after as long as it says. */
  readonly pause?: (ms: number) => Promise<void>
}

const longestAddress = 8192

/** Nobody looks at these calls as they go, and nobody cancels them. */
const unwatched = (): ProviderCall => ({
  trace: { record: () => undefined, blame: () => undefined },
  signal: new AbortController().signal,
})

interface Call {
  readonly session: OpenIdSession
  readonly config: Configuration
  readonly watched: Watched
}

function mustHaveHeard(watched: Watched): Overheard {
  const overheard = watched.overheard()
  if (overheard === null) throw new Error('an answer came without a request')
  return overheard
}

const payloadOf = (jwt: string): string => Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')

/** The claims as they were written; of a JWT its payload, which the library has checked. */
function claimsText({ heard, text }: Overheard): string {
  return /^application\/jwt\b/i.test(heard.contentType ?? '') ? payloadOf(text) : text
}

/** The same of an introspection answer, where a JWT holds the claims as one of its own (RFC 9701 §5). */
function introspectionText({ heard, text }: Overheard): string {
  if (!/^application\/token-introspection\+jwt\b/i.test(heard.contentType ?? '')) return text
  return readJsonMembers(payloadOf(text))?.find(({ name }) => name === 'token_introspection')?.json ?? '{}'
}

/** What an authorisation server does for its tokens, by openid-client. */
export function createOpenIdTokenService(parts: OpenIdTokenServiceParts): TokenServer {
  const { sessions } = parts
  const pause = parts.pause ?? (async (ms: number): Promise<void> => wait(ms))

  /** One call of an endpoint. What is remembered of a server goes when a call fails: the next one reads it anew. */
  async function callEndpoint<Value>(
    client: OAuthClient,
    endpoint: EndpointName,
    secret: SecretText | null,
    run: (call: Call) => Promise<Value>,
  ): Promise<Value> {
    try {
      const session = await sessions.open(client, unwatched())
      session.redactor.hide(secret?.reveal())
      endpointOf(session.known.metadata, endpoint, client.certificate !== null)
      const watched = watchCall(session)
      const config = await session.configure(client, watched)
      try {
        const value = await run({ session, config, watched })
        session.keepKeys(config)
        return value
      } catch (thrown) {
        throw callFailure(thrown, session, watched, endpoint)
      }
    } catch (thrown) {
      sessions.forget(client)
      throw thrown
    }
  }

  const revokeOnce = (client: OAuthClient, { token, which }: NamedToken) =>
    callEndpoint(client, 'revocation_endpoint', token, async ({ session, config, watched }) => {
      try {
        const hint = { token_type_hint: `${which}_token` }
        await session.lib.tokenRevocation(config, token.reveal(), hint)
        return { kind: 'revoked' } as const
      } catch (thrown) {
        const answer = readRevocation(session, watched)
        if (answer === null) throw thrown
        return answer
      }
    })

  return {
    userinfo: (client, { accessToken, tokenType, subject }) =>
      callEndpoint(client, 'userinfo_endpoint', accessToken, async ({ session, config, watched }) => {
        const { lib } = session
        const proof = tokenType.toLowerCase() === 'dpop' ? session.proof(client, config) : {}
        await lib.fetchUserInfo(config, accessToken.reveal(), subject ?? lib.skipSubjectCheck, proof)
        return { claims: claimsText(mustHaveHeard(watched)) }
      }),

    introspect: (client, { token, which }) =>
      callEndpoint(client, 'introspection_endpoint', token, async ({ session, config, watched }) => {
        const hint = { token_type_hint: `${which}_token` }
        const { active } = await session.lib.tokenIntrospection(config, token.reveal(), hint)
        return { active, claims: introspectionText(mustHaveHeard(watched)) }
      }),

    async revoke(client, token) {
      const first = await revokeOnce(client, token)
      const pauseMs = first.kind === 'busy' ? revocationPauseMs(first.retryAfterSeconds) : null
      if (pauseMs === null) return first
      await pause(pauseMs)
      return revokeOnce(client, token)
    },

    endSessionUrl: (client, idToken) =>
      callEndpoint(client, 'end_session_endpoint', idToken, async ({ session, config }) => {
        const address = (hint: Record<string, string>) => session.lib.buildEndSessionUrl(config, hint).href
        // The library always adds the client_id, by which a server can tell as well whose session it is.
        const withHint = idToken === null ? null : address({ id_token_hint: idToken.reveal() })
        const isTooLong = withHint === null || withHint.length > longestAddress
        return new SecretText(isTooLong ? address({}) : withHint)
      }),
  }
}
