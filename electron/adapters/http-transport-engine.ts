import type { IncomingMessage } from 'node:http'
import type { AxiosInstance, AxiosRequestConfig } from 'axios'
import { urlOf, type HeaderLine, type WireRequest } from '../domain/requests/wire-request.ts'
import { explainNoAnswer, type Destination, type NoAnswer } from './http-transport-errors.ts'
import { UnusableCertificate } from './http-transport-tls.ts'
import { createPhaseWatch, type PhaseWatch } from './http-transport-timing.ts'
import { openWire } from './http-transport-wire.ts'
import { closeIdle, createRoutes, isLoopback, type CertificateAuthoritiesFor, type Route } from './proxy-agent.ts'

/** The network as every request of Claimcheck goes through it. */
export interface NetworkParts {
  /** The person's proxy rule for an address: a proxy's URL, or null for none. Never asked about this machine itself. */
  readonly resolveProxy: (url: string) => Promise<string | null>
  readonly certificateAuthoritiesFor?: CertificateAuthoritiesFor
  readonly monotonicMs: () => number
}

export interface Stop {
  /** Its reason says which it was: 'timeout' or 'cancelled'. */
  readonly signal: AbortSignal
  /** Only said in the sentence about it. */
  readonly timeoutMs: number
}

/** The head of an answer, its body still on the way. */
export interface AnswerBegun {
  readonly begun: true
  readonly message: IncomingMessage
  readonly headers: HeaderLine[]
  readonly route: string
  readonly destination: Destination
  readonly phases: PhaseWatch
  /** Set where a proxy spoke in place of the API. */
  readonly proxyRefusal: NoAnswer | null
}

export interface AnswerMissing {
  readonly begun: false
  readonly why: NoAnswer
  readonly route: string
  readonly phases: PhaseWatch
}

interface Way extends Stop {
  readonly axios: AxiosInstance
  readonly request: WireRequest
  readonly route: Route
  readonly phases: PhaseWatch
  /** False for the second try, after a kept connection turned out to be closed. */
  readonly mayRepeat: boolean
}

// Sending these twice is the same as once (RFC 9110 §9.2.2), so a closed connection needs no person's decision.
const repeatable = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'])

// Bytes in, bytes out: every convenience that would change what was typed, or follow, decode or send more, is off.
const exactly: AxiosRequestConfig = {
  adapter: 'http',
  proxy: false,
  maxRedirects: 0,
  validateStatus: () => true,
  responseType: 'stream',
  decompress: false,
  transformRequest: [(body: unknown) => body],
  transformResponse: [(body: unknown) => body],
  maxContentLength: -1,
  maxBodyLength: 50_000_000,
  timeout: 0,
  insecureHTTPParser: false,
  socketPath: null,
  allowedSocketPaths: [],
  allowAbsoluteUrls: true,
  headers: { Accept: false, 'User-Agent': false, 'Accept-Encoding': false, 'Content-Type': false },
}

/**
 * Sends one request over HTTP/1.1 with axios, and gives back the head of its answer. The lines of the request are
 * written to the socket as they are; axios never gets to see them, so none of its errors can hold one.
 */
export function createEngine({ resolveProxy, certificateAuthoritiesFor = () => [], monotonicMs }: NetworkParts) {
  const routes = createRoutes({ certificateAuthoritiesFor })
  // Loaded with the first request: start-up needs no HTTP client.
  let client: Promise<AxiosInstance> | null = null
  const loadClient = () => (client ??= import('axios').then(({ default: axios }) => axios.create(exactly)))

  async function proxyFor({ target }: WireRequest): Promise<URL | null | 'unusable'> {
    if (isLoopback(target.hostname)) return null
    const address = await resolveProxy(urlOf(target))
    if (address === null) return null
    if (!URL.canParse(address)) return 'unusable'
    const proxy = new URL(address)
    return /^https?:$/.test(proxy.protocol) ? proxy : 'unusable'
  }

  /** The route, or why there is none. */
  function routeFor({ target, certificate }: WireRequest, proxy: URL | null | 'unusable'): Route | NoAnswer {
    if (proxy === 'unusable') {
      const message = 'The proxy setting is no address of an HTTP proxy.'
      return { outcome: 'no-answer', reason: 'proxy', message }
    }
    try {
      return routes.routeTo(target, proxy, certificate)
    } catch (thrown) {
      if (!(thrown instanceof UnusableCertificate)) throw thrown
      return { outcome: 'no-answer', reason: 'tls', message: thrown.message }
    }
  }

  async function overWire(way: Way): Promise<AnswerBegun | AnswerMissing> {
    const { axios, request, route, signal, phases } = way
    const destination: Destination = {
      host: request.target.host,
      proxy: route.viaProxy ? route.label : null,
      timeoutMs: way.timeoutMs,
      showedCertificate: request.target.secure && request.certificate !== null,
    }
    const wire = openWire(request, route, phases)
    try {
      const body = request.body === null ? {} : { data: Buffer.from(request.body) }
      const config = { url: `${request.target.origin}/`, method: request.method, signal, transport: wire.transport }
      const message = (await axios.request<IncomingMessage>({ ...config, ...body })).data
      phases.answerBegan()
      const headers = headerLines(message.rawHeaders)
      const proxyRefusal = wire.proxyRefusal()
      return { begun: true, message, headers, route: route.label, destination, phases, proxyRefusal }
    } catch (thrown) {
      if (way.mayRepeat && !signal.aborted && wire.metClosedConnection() && repeatable.has(request.method)) {
        closeIdle(route.agent)
        return overWire({ ...way, phases: createPhaseWatch(monotonicMs), mayRepeat: false })
      }
      const cause: unknown = signal.aborted ? signal.reason : (wire.fault() ?? thrown)
      return { begun: false, why: explainNoAnswer(cause, destination), route: route.label, phases }
    }
  }

  return {
    async begin(request: WireRequest, stop: Stop): Promise<AnswerBegun | AnswerMissing> {
      const proxy = await proxyFor(request)
      const phases = createPhaseWatch(monotonicMs)
      const route = routeFor(request, proxy)
      if ('outcome' in route) {
        return { begun: false, why: route, route: proxy === null ? 'direct' : 'proxy', phases }
      }
      return overWire({ axios: await loadClient(), request, route, ...stop, phases, mayRepeat: true })
    },
    close: () => routes.close(),
  }
}

/** The one deadline of a request and a person's Cancel in one signal, whose reason says which it was. */
export function stopOn(signal: AbortSignal, timeoutMs: number): Stop & { clear: () => void } {
  const controller = new AbortController()
  const cancel = () => controller.abort('cancelled')
  const timer = setTimeout(() => controller.abort('timeout'), timeoutMs)
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel, { once: true })
  return {
    signal: controller.signal,
    timeoutMs,
    clear() {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
    },
  }
}

function headerLines(rawHeaders: readonly string[]): HeaderLine[] {
  const lines: HeaderLine[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) lines.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? ''])
  return lines
}
