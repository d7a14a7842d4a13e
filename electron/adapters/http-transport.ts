import { TLSSocket } from 'node:tls'
import { parse as parseContentType } from 'content-type'
import type { StepOutcome } from '../contract/exchanges.ts'
import type { Transport, WireAnswer } from '../domain/requests/transport.ts'
import { headerValue } from '../domain/requests/wire-request.ts'
import type { BodyStore } from './body-store.ts'
import { receiveBody } from './http-transport-body.ts'
import { createEngine, stopOn, type NetworkParts } from './http-transport-engine.ts'
import { explainNoAnswer, type NoAnswer } from './http-transport-errors.ts'
import type { PhaseWatch } from './http-transport-timing.ts'

export interface HttpTransportParts extends NetworkParts {
  readonly bodies: Pick<BodyStore, 'begin'>
  readonly mostBodyBytes?: number
}

/** Sends one request and gives back everything that can be seen of it; its body goes to the body store. */
export function createHttpTransport(parts: HttpTransportParts): Transport {
  const { bodies, mostBodyBytes = 200_000_000 } = parts
  const engine = createEngine(parts)

  return {
    async exchangeOnce(request, { signal, timeoutMs, exchangeId }): Promise<WireAnswer> {
      const stop = stopOn(signal, timeoutMs)
      try {
        const answer = await engine.begin(request, stop)
        if (!answer.begun) return unanswered(answer.why, answer.route, answer.phases)
        const { message, headers, route, destination, phases, proxyRefusal } = answer
        const { socket } = message
        const tls = socket instanceof TLSSocket ? tlsOf(socket) : null
        const writer = bodies.begin(exchangeId)
        const { method } = request
        const received = await receiveBody({ message, headers, method, writer, signal: stop.signal, mostBodyBytes })
        if (proxyRefusal !== null || stop.signal.reason === 'cancelled') {
          await writer.discard()
          return unanswered(proxyRefusal ?? explainNoAnswer('cancelled', destination), route, phases)
        }
        const timing = phases.timing()
        await writer.finish()
        const { wireBytes, bodyBytes, completeness, prefix } = received
        const result: StepOutcome = {
          ...{ outcome: 'answered', status: message.statusCode ?? 0, statusText: message.statusMessage ?? '' },
          ...{ httpVersion: message.httpVersion, headers: headers.map(([name, value]) => [name, value]) },
          ...{ wireBytes, bodyBytes, completeness, ...mediaTypeOf(headerValue(headers, 'content-type') ?? ''), tls },
        }
        return { result, timing, route, bodyPrefix: prefix }
      } finally {
        stop.clear()
      }
    },
    close: engine.close,
  }
}

const unanswered = (result: NoAnswer, route: string, phases: PhaseWatch): WireAnswer => ({
  result,
  timing: phases.timing(),
  route,
  bodyPrefix: new Uint8Array(),
})

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
