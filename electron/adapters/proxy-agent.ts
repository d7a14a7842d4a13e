import http from 'node:http'
import https from 'node:https'
import { HttpsProxyAgent } from 'https-proxy-agent'
import type { ClientCertificate } from '../domain/credentials/client-certificate.ts'
import type { WireTarget } from '../domain/requests/wire-request.ts'
import { createTlsRules, type TlsRule } from './http-transport-tls.ts'

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
  /** How certificates are verified and shown; said with each request, since not every agent passes its own options on. */
  readonly tls: TlsRule['options']
}

/** PEM certificates of authorities that are trusted beside the built-in ones, at this origin. */
export type CertificateAuthoritiesFor = (origin: string) => readonly string[]

// Node's servers close a kept connection after 5 s; closing ours first keeps a request from running into that.
const idleConnectionMs = 4000
const keptConnections = { keepAlive: true, timeout: idleConnectionMs, maxFreeSockets: 16, scheduling: 'lifo' } as const
const mostAgents = 32

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
 * Agents for every route, kept so that connections are used again. Connections that show a client certificate, or
 * trust other authorities, are never shared with those that don't: each has an agent of its own.
 */
export function createRoutes({ certificateAuthoritiesFor }: { certificateAuthoritiesFor: CertificateAuthoritiesFor }) {
  const rules = createTlsRules()
  const plain = new http.Agent(keptConnections)
  /** In the order of their last use. */
  const agents = new Map<string, http.Agent>()

  function agentFor(name: string, make: () => http.Agent): http.Agent {
    const agent = agents.get(name) ?? make()
    agents.delete(name)
    agents.set(name, agent)
    const [oldest] = agents.size > mostAgents ? agents : []
    if (oldest !== undefined) {
      agents.delete(oldest[0])
      closeIdle(oldest[1])
    }
    return agent
  }

  const secureAgent = ({ id, options }: TlsRule): http.Agent =>
    agentFor(`direct ${id}`, () => new https.Agent({ ...keptConnections, ...options }))

  /** A client certificate is for the target at the end of the tunnel, so the proxy has a rule of its own. */
  function tunnelThrough(proxy: URL, toProxy: TlsRule, toTarget: TlsRule): http.Agent {
    return agentFor(`tunnel ${proxy.href} ${toProxy.id} ${toTarget.id}`, () => {
      const tunnel = new HttpsProxyAgent(proxy, { ...keptConnections, ...toProxy.options })
      // The library sets its options anew and forgets this one.
      tunnel.options.timeout = idleConnectionMs
      return tunnel
    })
  }

  return {
    /**
     * The route to a target; `proxy` is null for a direct one. Throws `UnusableCertificate`, for a client certificate
     * only where it would be shown.
     */
    routeTo(target: WireTarget, proxy: URL | null, certificate: ClientCertificate | null): Route {
      const rule = target.secure
        ? rules.ruleFor(certificateAuthoritiesFor(target.origin), certificate)
        : rules.ruleFor([], null)
      const direct = {
        host: target.hostname,
        port: target.port,
        path: target.path,
        secure: target.secure,
        proxyHeaders: [],
        tls: rule.options,
      }
      if (proxy === null) {
        return { ...direct, label: 'direct', viaProxy: false, agent: target.secure ? secureAgent(rule) : plain }
      }
      const label = proxy.host
      const isSecureProxy = proxy.protocol === 'https:'
      const toProxy = rules.ruleFor(isSecureProxy ? certificateAuthoritiesFor(proxy.origin) : [], null)
      if (target.secure) return { ...direct, label, viaProxy: true, agent: tunnelThrough(proxy, toProxy, rule) }
      return {
        label,
        viaProxy: true,
        agent: isSecureProxy ? secureAgent(toProxy) : plain,
        secure: isSecureProxy,
        host: proxy.hostname.replace(/^\[|\]$/g, ''),
        port: proxy.port === '' ? (isSecureProxy ? 443 : 80) : Number(proxy.port),
        // RFC 9112 §3.2.2: a proxy is asked for the whole address.
        path: `${target.origin}${target.path}`,
        proxyHeaders: credentialsOf(proxy),
        tls: toProxy.options,
      }
    },
    close(): void {
      for (const agent of [plain, ...agents.values()]) agent.destroy()
      agents.clear()
    },
  }
}

/** Closes the connections that are kept and not in use. */
export function closeIdle(agent: http.Agent): void {
  for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy()
}
