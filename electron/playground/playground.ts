import { accessTokenSeconds as lifetime } from '../contract/playground.ts'
import { createAuthorizationServer } from './authorization-server/create-authorization-server.ts'
import { guardHost } from './guard-host.ts'
import { listenOnLoopback } from './listen-on-loopback.ts'
import type { PlaygroundCounts, PlaygroundSettings } from './messages.ts'
import { createOrdersApi } from './orders-api/create-orders-api.ts'
import { createSigningKey } from './signing-key.ts'

export interface PlaygroundParts extends PlaygroundSettings {
  /** Told of bugs in either server, with a sentence for the log. */
  readonly onEvent?: (event: { readonly type: 'fault'; readonly message: string }) => void
}

export interface Playground {
  /** http://127.0.0.1:port, without a slash at its end: exactly the `iss` of its tokens. */
  readonly issuer: string
  readonly apiUrl: string
  readonly accessTokenSeconds: number
  /** 10 to 3600; holds for the tokens issued from now on. Throws a ZodError outside of that. */
  readonly setAccessTokenSeconds: (seconds: number) => void
  readonly counts: () => PlaygroundCounts
  readonly stop: () => Promise<void>
}

/**
 * Starts the authorisation server and the Orders API on 127.0.0.1; all they know lives in memory.
 * Rejects where neither the preferred nor any free port can be had.
 */
export async function startPlayground({ preferredPorts, onEvent, ...start }: PlaygroundParts): Promise<Playground> {
  let seconds = lifetime.parse(start.accessTokenSeconds)
  const counts = { tokenRequests: 0, refreshes: 0, refusedRefreshes: 0, apiRequests: 0 }
  const reportFault = (thrown: unknown) =>
    onEvent?.({ type: 'fault', message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) })

  const key = await createSigningKey()
  const issuerServer = await listenOnLoopback(preferredPorts.issuer)
  const apiServer = await listenOnLoopback(preferredPorts.api).catch(async (thrown: unknown) => {
    await issuerServer.close()
    throw thrown
  })
  const issuer = `http://${issuerServer.host}`

  const authorizationServer = createAuthorizationServer({
    issuer,
    key,
    accessTokenSeconds: () => seconds,
    onTokenRequest: () => void counts.tokenRequests++,
    onRefresh: (outcome) => void (outcome === 'refreshed' ? counts.refreshes++ : counts.refusedRefreshes++),
    reportFault,
  })
  const ordersApi = createOrdersApi({ issuer, key, now: () => new Date(), reportFault })
  issuerServer.server.on('request', guardHost(issuerServer.host, authorizationServer))
  apiServer.server.on(
    'request',
    guardHost(apiServer.host, (request, response) => {
      counts.apiRequests++
      ordersApi(request, response)
    }),
  )

  return {
    issuer,
    apiUrl: `http://${apiServer.host}`,
    get accessTokenSeconds() {
      return seconds
    },
    setAccessTokenSeconds: (next) => {
      seconds = lifetime.parse(next)
    },
    counts: () => ({ ...counts }),
    stop: async () => {
      await Promise.all([issuerServer.close(), apiServer.close()])
    },
  }
}
