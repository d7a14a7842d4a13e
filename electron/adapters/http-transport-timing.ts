import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Timing } from '../contract/exchanges.ts'

export interface PhaseWatch {
  readonly watch: (request: ClientRequest) => void
  readonly answerBegan: () => void
  /** Times so far; phases that did not happen are null. */
  readonly timing: () => Omit<Timing, 'queueMs'>
}

/** Reads the phases of one request off the events of its socket. */
export function createPhaseWatch(monotonicMs: () => number): PhaseWatch {
  const beganMs = monotonicMs()
  let reused = false
  let lookedUpMs: number | null = null
  let connectedMs: number | null = null
  let securedMs: number | null = null
  let readyMs: number | null = null
  let answeredMs: number | null = null

  function watchSocket(request: ClientRequest, socket: Socket): void {
    reused = request.reusedSocket
    if (!socket.connecting && !(socket instanceof TLSSocket && !reused && socket.getProtocol() === null)) {
      readyMs = monotonicMs()
      // A tunnel arrives connected; how long that took is still the time it took to connect.
      if (!reused) connectedMs = readyMs
      return
    }
    // An address that needs no lookup gives no such event.
    socket.once('lookup', () => (lookedUpMs ??= monotonicMs()))
    socket.once('connect', () => {
      connectedMs = monotonicMs()
      if (!(socket instanceof TLSSocket)) readyMs = connectedMs
    })
    socket.once('secureConnect', () => {
      securedMs = monotonicMs()
      readyMs = securedMs
    })
  }

  const between = (from: number | null, to: number | null): number | null =>
    from === null || to === null ? null : Math.max(0, to - from)

  return {
    watch: (request) => void request.once('socket', (socket) => watchSocket(request, socket)),
    answerBegan: () => {
      answeredMs = monotonicMs()
    },
    timing() {
      const nowMs = monotonicMs()
      return {
        dnsMs: reused ? null : between(beganMs, lookedUpMs),
        connectMs: reused ? null : between(lookedUpMs ?? beganMs, connectedMs),
        tlsMs: reused ? null : between(connectedMs ?? beganMs, securedMs),
        waitMs: readyMs === null ? null : between(readyMs, answeredMs ?? nowMs),
        downloadMs: between(answeredMs, nowMs),
        totalMs: nowMs - beganMs,
      }
    },
  }
}
