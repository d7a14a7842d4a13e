import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import type { AxiosInstance, AxiosRequestConfig } from 'axios'
import { parse as parseContentType } from 'content-type'
import type { StepOutcome } from '../contract/exchanges.ts'
import type { Transport, WireAnswer, WireLimits } from '../domain/requests/transport.ts'
import { headerValue, urlOf, type WireRequest } from '../domain/requests/wire-request.ts'
import type { BodyStore } from './body-store.ts'
import { receiveBody } from './http-transport-body.ts'
import { explainNoAnswer, type NoAnswer } from './http-transport-errors.ts'
import { createPhaseWatch, type PhaseWatch } from './http-transport-timing.ts'
import { openWire } from './http-transport-wire.ts'
import { closeIdle, createRoutes, isLoopback, type Route } from './proxy-agent.ts'

export interface HttpTransportParts {
  /** The person's proxy rule for an address: a proxy's URL, or null for none. Never asked about this machine itself. */
  readonly resolveProxy: (url: string) => Promise<string | null>
  readonly bodies: Pick<BodyStore, 'begin'>
  readonly monotonicMs: () => number
  /** PEM certificates that take the place of the built-in authorities. */
  readonly certificateAuthorities?: readonly string[]
  readonly mostBodyBytes?: number
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
 * Sends one request over HTTP/1.1 with axios, and gives back everything that can be seen of it. The lines of the
 * request are written to the socket as they are; axios never gets to see them, so none of its errors can hold one.
 */
export function createHttpTransport(parts: HttpTransportParts): Transport {
  const { resolveProxy, bodies, monotonicMs, certificateAuthorities, mostBodyBytes = 200_000_000 } = parts
  const routes = createRoutes(certificateAuthorities === undefined ? {} : { certificateAuthorities })
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

  return {
    async exchangeOnce(request, limits): Promise<WireAnswer> {
      const proxy = await proxyFor(request)
      const phases = createPhaseWatch(monotonicMs)
      if (proxy === 'unusable') {
        const message = 'The proxy setting is no address of an HTTP proxy.'
        return unanswered({ outcome: 'no-answer', reason: 'proxy', message }, 'proxy', phases)
      }
      const route = routes.routeTo(request.target, proxy)
      const axios = await loadClient()
      const stop = stopOn(limits)
      try {
        return await overWire({ axios, request, route, limits, signal: stop.signal, phases, mayRepeat: true })
      } finally {
        stop.clear()
      }
    },
    close: () => routes.close(),
  }

  async function overWire(way: Way): Promise<WireAnswer> {
    const { axios, request, route, limits, signal, phases } = way
    const destination = {
      host: request.target.host,
      proxy: route.viaProxy ? route.label : null,
      timeoutMs: limits.timeoutMs,
    }
    const wire = openWire(request, route, phases)
    let message: IncomingMessage
    try {
      const body = request.body === null ? {} : { data: Buffer.from(request.body) }
      const config = { url: `${request.target.origin}/`, method: request.method, signal, transport: wire.transport }
      message = (await axios.request<IncomingMessage>({ ...config, ...body })).data
    } catch (thrown) {
      if (way.mayRepeat && !signal.aborted && wire.metClosedConnection() && repeatable.has(request.method)) {
        closeIdle(route.agent)
        return overWire({ ...way, phases: createPhaseWatch(monotonicMs), mayRepeat: false })
      }
      const cause: unknown = signal.aborted ? signal.reason : (wire.fault() ?? thrown)
      return unanswered(explainNoAnswer(cause, destination), route.label, phases)
    }
    phases.answerBegan()
    const { socket } = message
    const tls = socket instanceof TLSSocket ? tlsOf(socket) : null
    const writer = bodies.begin(limits.exchangeId)
    const headers = headerLines(message.rawHeaders)
    const received = await receiveBody({ message, headers, method: request.method, writer, signal, mostBodyBytes })
    const refusal = wire.proxyRefusal()
    if (refusal !== null || signal.reason === 'cancelled') {
      await writer.discard()
      return unanswered(refusal ?? explainNoAnswer('cancelled', destination), route.label, phases)
    }
    const timing = phases.timing()
    await writer.finish()
    const { wireBytes, bodyBytes, completeness, prefix } = received
    const result: StepOutcome = {
      ...{ outcome: 'answered', status: message.statusCode ?? 0, statusText: message.statusMessage ?? '' },
      ...{ httpVersion: message.httpVersion, headers },
      ...{ wireBytes, bodyBytes, completeness, ...mediaTypeOf(headerValue(headers, 'content-type') ?? ''), tls },
    }
    return { result, timing, route: route.label, bodyPrefix: prefix }
  }
}

interface Way {
  readonly axios: AxiosInstance
  readonly request: WireRequest
  readonly route: Route
  readonly limits: WireLimits
  readonly signal: AbortSignal
  readonly phases: PhaseWatch
  /** False for the second try, after a kept connection turned out to be closed. */
  readonly mayRepeat: boolean
}

const unanswered = (result: NoAnswer, route: string, phases: PhaseWatch): WireAnswer => ({
  result,
  timing: phases.timing(),
  route,
  bodyPrefix: new Uint8Array(),
})

/** The one deadline of a request and a person's Cancel in one signal, whose reason says which it was. */
function stopOn({ signal, timeoutMs }: WireLimits): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController()
  const cancel = () => controller.abort('cancelled')
  const timer = setTimeout(() => controller.abort('timeout'), timeoutMs)
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel, { once: true })
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
    },
  }
}

function headerLines(rawHeaders: readonly string[]): [string, string][] {
  const lines: [string, string][] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) lines.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? ''])
  return lines
}

function tlsOf(socket: TLSSocket): { protocol: string; cipher: string } | null {
  const protocol = socket.getProtocol()
  return protocol === null ? null : { protocol, cipher: socket.getCipher().name }
}

function mediaTypeOf(contentType: string): { mediaType: string | null; charset: string | null } {
  const { type, parameters } = parseContentType(contentType)
  const charset = Object.hasOwn(parameters, 'charset') ? parameters['charset'] : undefined
  return {
    mediaType: /^[^\s/]+\/[^\s/]+$/.test(type) ? type.toLowerCase() : null,
    charset: charset?.toLowerCase() ?? null,
  }
}
