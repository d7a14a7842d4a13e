import http, { type IncomingMessage, type RequestOptions } from 'node:http'
import https from 'node:https'
import { revealed, type WireRequest } from '../domain/requests/wire-request.ts'
import { systemErrorCode } from '../domain/storage/write-failure.ts'
import type { NoAnswer } from './http-transport-errors.ts'
import type { PhaseWatch } from './http-transport-timing.ts'
import type { Route } from './proxy-agent.ts'

const headerBlockLimitBytes = 65_536

/** A transport for axios that ignores what axios would send, and sends the request that it was made for. */
export function openWire(request: WireRequest, route: Route, phases: PhaseWatch) {
  let fault: unknown = null
  let isReused = false
  let refusal: NoAnswer | null = null

  function send(_axiosOptions: RequestOptions, onAnswer: (message: IncomingMessage) => void) {
    const lines = [...route.proxyHeaders, ...request.headers.map(([name, value]) => [name, revealed(value)] as const)]
    const { agent, host, port, path } = route
    // Given as a list, Node writes the lines as they are: order, case, repetitions, and nothing of its own.
    const exact = { method: request.method, host, port, path, headers: lines.flat(), agent }
    const options = { ...exact, maxHeaderSize: headerBlockLimitBytes, insecureHTTPParser: false }
    const receive = (message: IncomingMessage) => onAnswer(withoutHeaders(message))
    const sent = route.secure ? https.request({ ...options, ...route.tls }, receive) : http.request(options, receive)
    // Node drops all lines after the thousandth without a word; the header block has its limit already.
    sent.maxHeadersCount = 0
    phases.watch(sent)
    sent.on('error', (error) => {
      fault ??= error
      isReused = sent.reusedSocket
    })
    sent.once('proxyConnect', ({ statusCode, statusText }: { statusCode: number; statusText: string }) => {
      if (statusCode === 200) return
      const message = `The proxy ${route.label} did not let the request through: ${statusCode} ${statusText}`.trim()
      refusal = { outcome: 'no-answer', reason: 'proxy', message: `${message}.` }
    })
    return sent
  }

  return {
    transport: { request: send },
    fault: () => fault,
    proxyRefusal: () => refusal,
    /** True when a connection that was kept from an earlier request broke before anything came back on it. */
    metClosedConnection: () => isReused && ['ECONNRESET', 'EPIPE'].includes(systemErrorCode(fault) ?? ''),
  }
}

/**
 * The message as axios is to see it. axios copies headers in a time that grows with the square of their number, so that
 * a server could stall us with ten thousand short lines; ours are read from `rawHeaders`.
 */
function withoutHeaders(message: IncomingMessage): IncomingMessage {
  // Node's agent reads this one when it keeps the connection.
  const hint = message.headers['keep-alive']
  message.headers = hint === undefined ? {} : { 'keep-alive': hint }
  return message
}
