import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { OpenIdProvider, ProviderCall } from '../domain/sign-in/provider.ts'
import { buildAddress } from './openid-provider-browser.ts'
import { tradeCode } from './openid-provider-code.ts'
import { describeIssuer } from './openid-provider-describe.ts'
import { askForDevice } from './openid-provider-device.ts'
import { tellPendingOnce, waitForDevice } from './openid-provider-device-wait.ts'
import { acceptFragment } from './openid-provider-implicit.ts'
import { refreshTokens } from './openid-provider-refresh.ts'
import { unsentRefresh } from './openid-provider-refresh-failure.ts'
import { requestTokens } from './openid-provider-request.ts'
import type { OpenIdSession, OpenIdSessions } from './openid-provider-session.ts'

export interface OpenIdProviderParts {
  readonly sessions: OpenIdSessions
  readonly now: () => Date
}

/** A call that nobody looks at and nobody cancels. */
const unwatched = (): ProviderCall => ({
  trace: { record: () => undefined, blame: () => undefined },
  signal: new AbortController().signal,
})

/** Authorisation servers over HTTP, by openid-client; everything that is asked goes through one recording fetch. */
export function createOpenIdProvider({ sessions, now }: OpenIdProviderParts): OpenIdProvider {
  /** Lets go of what is remembered of an issuer when anything fails: the next try reads it anew. */
  async function talk<Value>(
    client: OAuthClient,
    call: ProviderCall,
    run: (session: OpenIdSession) => Promise<Value>,
  ): Promise<Value> {
    try {
      return await run(await sessions.open(client, call))
    } catch (thrown) {
      sessions.forget(client)
      throw thrown
    }
  }

  return {
    async discover(issuer) {
      sessions.forget(issuer)
      return describeIssuer((await sessions.open(issuer, unwatched())).known)
    },
    authorizationUrl: (client, request, call) =>
      talk(client, call, (session) => buildAddress(session, client, request, call)),
    exchangeCode: (client, request, call) =>
      talk(client, call, (session) => tradeCode(session, { client, request, now, call })),
    acceptImplicit: (client, request, call) =>
      talk(client, call, (session) => acceptFragment(session, { client, request, now, call })),
    requestTokens: (client, request, call) =>
      talk(client, call, (session) => requestTokens(session, { client, request, now, call })),
    startDevice: (client, asked, call) => talk(client, call, (session) => askForDevice(session, client, asked, call)),
    awaitDevice(client, request, call) {
      const told = { ...call, trace: tellPendingOnce(call.trace) }
      return talk(client, told, (session) => waitForDevice(session, { client, request, now, call: told }))
    },

    async refresh(client, request) {
      const call = unwatched()
      try {
        const session = await sessions.open(client, call)
        const answer = await refreshTokens({ session, client, request, now, call })
        if (answer.kind !== 'refreshed') sessions.forget(client)
        return answer
      } catch (thrown) {
        sessions.forget(client)
        if (!(thrown instanceof ClaimcheckError)) throw thrown
        return unsentRefresh(thrown, client.issuer)
      }
    },
  }
}
