import http from 'node:http'
import https from 'node:https'
import { HttpsProxyAgent } from 'https-proxy-agent'
import type { WireTarget } from '../domain/requests/wire-request.ts'

/** How a request gets to its target: over which agent, to which host, with which request-target. */
export interface Route {
  /** "direct", or the proxy's host and port. */
  readonly label: string
  readonly agent: http.Agent
  /** True when the first connection is to the proxy, so that its faults are the proxy's. */
  readonly viaProxy: boolean
  /** Whether the request itself is written to a TLS connection (a tunnel ends at the target, a plain proxy does not). */
  readonly secure: boolean
  readonly host: string
  readonly port: number
  readonly path: string
  /** Lines for the proxy alone; in a tunnel they are not part of the request. */
  readonly proxyHeaders: readonly (readonly [string, string])[]
  /** How certificates are verified; said with each request, since not every agent passes its own options on. */
  readonly tls: TlsRule
}

interface TlsRule {
  readonly rejectUnauthorized: true
  readonly ca?: string[]
}

// Node's servers close a kept connection after 5 s; closing ours first keeps a request from running into that.
const idleConnectionMs = 4000
const keptConnections = { keepAlive: true, timeout: idleConnectionMs, maxFreeSockets: 16, scheduling: 'lifo' } as const

/** This machine itself: never sent through a proxy, whatever the setting says. */
export function isLoopback(hostname: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|::1|(?:.+\.)?localhost)$/i.test(hostname)
}

function credentialsOf({ username, password }: URL): (readonly [string, string])[] {
  if (username === '' && password === '') return []
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return [['Proxy-Authorization', `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`]]
}

/**
 * Agents for every route, made once and kept, so that connections are used again. Certificates are always verified:
 * `rejectUnauthorized` is said, because an environment variable could turn it off. `certificateAuthorities` (PEM)
 * replaces the built-in ones.
 */
export function createRoutes({ certificateAuthorities }: { readonly certificateAuthorities?: readonly string[] }) {
  const tls: TlsRule = {
    rejectUnauthorized: true,
    ...(certificateAuthorities === undefined ? {} : { ca: [...certificateAuthorities] }),
  }
  const plain = new http.Agent(keptConnections)
  const secure = new https.Agent({ ...keptConnections, ...tls })
  const tunnels = new Map<string, http.Agent>()

  function tunnelThrough(proxy: URL): http.Agent {
    const known = tunnels.get(proxy.href)
    if (known !== undefined) return known
    const tunnel = new HttpsProxyAgent(proxy, { ...keptConnections, ...tls })
    // The library sets its options anew and forgets this one.
    tunnel.options.timeout = idleConnectionMs
    tunnels.set(proxy.href, tunnel)
    return tunnel
  }

  return {
    /** The route to a target; `proxy` is null for a direct one. Throws nothing: a proxy address is parsed before. */
    routeTo(target: WireTarget, proxy: URL | null): Route {
      const direct = {
        host: target.hostname,
        port: target.port,
        path: target.path,
        secure: target.secure,
        proxyHeaders: [],
        tls,
      }
      if (proxy === null) {
        return { ...direct, label: 'direct', viaProxy: false, agent: target.secure ? secure : plain }
      }
      const label = proxy.host
      if (target.secure) return { ...direct, label, viaProxy: true, agent: tunnelThrough(proxy) }
      const isSecureProxy = proxy.protocol === 'https:'
      return {
        label,
        viaProxy: true,
        agent: isSecureProxy ? secure : plain,
        secure: isSecureProxy,
        host: proxy.hostname.replace(/^\[|\]$/g, ''),
        port: proxy.port === '' ? (isSecureProxy ? 443 : 80) : Number(proxy.port),
        // RFC 9112 §3.2.2: a proxy is asked for the whole address.
        path: `${target.origin}${target.path}`,
        proxyHeaders: credentialsOf(proxy),
        tls,
      }
    },
    close(): void {
      for (const agent of [plain, secure, ...tunnels.values()]) agent.destroy()
    },
  }
}

/** Closes the connections that are kept and not in use. */
export function closeIdle(agent: http.Agent): void {
  for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy()
}
