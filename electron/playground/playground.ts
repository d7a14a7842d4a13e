import { accessTokenSeconds, signInSeconds, type PlaygroundLives } from '../contract/playground.ts'
import { createAuthorizationServer } from './authorization-server/create-authorization-server.ts'
import { createResources } from './authorization-server/resources.ts'
import { createCounters } from './counters.ts'
import { guardHost } from './guard-host.ts'
import { listenOnLoopback, type LoopbackServer } from './listen-on-loopback.ts'
import type { PlaygroundCounts, PlaygroundSettings } from './messages.ts'
import { authorizationServerPath, mount } from './mount.ts'
import { createOrdersApi } from './orders-api/create-orders-api.ts'
import { createSigningKey } from './signing-key.ts'
import { createTlsIdentity, type TlsIdentity } from './tls-identity.ts'

export interface PlaygroundParts extends PlaygroundSettings {
  /** Told of bugs in either server, with a sentence for the log. */
  readonly onEvent?: (event: { readonly type: 'fault'; readonly message: string }) => void
}

export interface Playground {
  /** http://127.0.0.1:port, without a slash at its end: exactly the `iss` of its tokens. */
  readonly issuer: string
  readonly apiUrl: string
  /** https: the same API, where clients are asked for their certificate; the authorisation server is there, too. */
  readonly secureApiUrl: string
  /** PEM: made at this start, signs the certificate of `secureApiUrl` alone. */
  readonly certificateAuthority: string
  readonly lives: () => PlaygroundLives
  /** 10 to 3600; holds for the tokens issued from now on. Throws a ZodError outside of that. */
  readonly setAccessTokenSeconds: (seconds: number) => void
  /** 20 to 1 209 600 (14 days); holds for sign-ins from now on. Throws a ZodError outside of that. */
  readonly setSignInSeconds: (seconds: number) => void
  readonly counts: () => PlaygroundCounts
  readonly stop: () => Promise<void>
}

/** All three or none: what was opened before a failure is closed again. */
async function openServers({ issuer, api, secure }: PlaygroundSettings['preferredPorts'], identity: TlsIdentity) {
  const opened = await Promise.allSettled([
    listenOnLoopback(issuer),
    listenOnLoopback(api),
    listenOnLoopback(secure, identity),
  ])
  const [first, second, third] = opened
  if (first.status === 'fulfilled' && second.status === 'fulfilled' && third.status === 'fulfilled') {
    return { issuerServer: first.value, apiServer: second.value, secureServer: third.value }
  }
  await Promise.all(opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value.close()] : [])))
  throw opened.find((each) => each.status === 'rejected')?.reason
}

/**
 * Starts the authorisation server and the Orders API on 127.0.0.1; all they know lives in memory.
 * Rejects where neither the preferred nor any free port can be had.
 */
export async function startPlayground({ preferredPorts, onEvent, ...start }: PlaygroundParts): Promise<Playground> {
  const lives = {
    accessTokenSeconds: accessTokenSeconds.parse(start.accessTokenSeconds),
    signInSeconds: signInSeconds.parse(start.signInSeconds),
  }
  const counters = createCounters()
  const now = () => new Date()
  const accessTokenLife = () => lives.accessTokenSeconds
  const reportFault = (thrown: unknown) =>
    onEvent?.({ type: 'fault', message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) })

  const [key, identity] = await Promise.all([createSigningKey(), createTlsIdentity(now())])
  const { issuerServer, apiServer, secureServer } = await openServers(preferredPorts, identity)
  const issuer = `http://${issuerServer.host}`
  const apiUrl = `http://${apiServer.host}`
  const secureApiUrl = `https://${secureServer.host}`

  const authorizationServer = createAuthorizationServer({
    issuer,
    secureBase: `${secureApiUrl}${authorizationServerPath}`,
    key,
    resources: createResources([apiUrl, secureApiUrl], accessTokenLife),
    accessTokenSeconds: accessTokenLife,
    signInSeconds: () => lives.signInSeconds,
    counters,
    now,
    reportFault,
  })
  const { isRevoked } = authorizationServer
  const api = createOrdersApi({
    ...{ issuer, apiUrl, secureApiUrl, key, isRevoked, now, reportFault },
    accessTokenSeconds: accessTokenLife,
  })
  const serve = ({ server, host }: LoopbackServer, listener: typeof api) =>
    void server.on('request', guardHost(host, listener))
  const countedApi: typeof api = (request, response) => {
    counters.apiRequests++
    api(request, response)
  }
  serve(issuerServer, authorizationServer.listener)
  serve(apiServer, countedApi)
  serve(secureServer, mount(authorizationServerPath, authorizationServer.listener, countedApi))

  return {
    issuer,
    apiUrl,
    secureApiUrl,
    certificateAuthority: identity.authority,
    lives: () => ({ ...lives }),
    setAccessTokenSeconds: (next) => {
      lives.accessTokenSeconds = accessTokenSeconds.parse(next)
    },
    setSignInSeconds: (next) => {
      lives.signInSeconds = signInSeconds.parse(next)
    },
    counts: () => ({ ...counters }),
    stop: async () => {
      await Promise.all([issuerServer, apiServer, secureServer].map((each) => each.close()))
    },
  }
}
