import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { CallbackListener, ListenForCallback } from '../domain/sign-in/callback-listener.ts'
import { SecretText } from '../domain/vault/secret-text.ts'
import { judgeCall, type Expected } from './loopback-callback-judge.ts'
import { callbackPageHeaders, callbackPages } from './loopback-callback-page.ts'

export interface LoopbackListenerParts {
  /** Tried in turn; 0 is whatever port is free. */
  readonly ports?: readonly number[]
  /** How long a caller may take to say what it wants. */
  readonly patienceMs?: number
}

const loopback = '127.0.0.1'
// More callers at once than any browser makes; of these the one that has waited longest makes room for a new one, so
// that callers who say nothing can't keep the right one out.
const mostConnections = 20

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: loopback, port, exclusive: true }, () => {
      server.off('error', reject)
      const address = server.address()
      if (typeof address === 'object' && address !== null) resolve(address.port)
      else reject(new Error('a TCP server without a port'))
    })
  })
}

async function listenOnOneOf(server: Server, ports: readonly number[]): Promise<number> {
  let cause: unknown = null
  for (const port of ports) {
    try {
      return await listenOn(server, port)
    } catch (thrown) {
      // Busy or not allowed: the next one. The last reason is told when there is none left.
      cause = thrown
    }
  }
  throw new ClaimcheckError('sign_in.port_unavailable', {}, { cause })
}

function limitConnections(server: Server, patienceMs: number): { readonly destroyAll: () => void } {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    socket.setTimeout(patienceMs, () => socket.destroy())
    const [oldest] = open
    if (open.size > mostConnections) oldest?.destroy()
  })
  return {
    destroyAll() {
      for (const socket of open) socket.destroy()
    },
  }
}

/**
 * Listens on 127.0.0.1 for a browser that comes back from an authorisation server (RFC 8252 §7.3), on a path that
 * nobody can guess. Calls that are not the one waited for are turned away and change nothing; with the right one the
 * port is closed before the page is answered.
 */
export function createLoopbackListener(parts: LoopbackListenerParts = {}): ListenForCallback {
  const { ports = [0, 0, 0], patienceMs = 5000 } = parts

  return async (state: SecretText): Promise<CallbackListener> => {
    const server = createServer({
      ...{ headersTimeout: patienceMs, requestTimeout: patienceMs, keepAliveTimeout: 1 },
      connectionsCheckingInterval: Math.min(500, patienceMs),
    })
    const connections = limitConnections(server, patienceMs)
    const path = `/callback/${randomBytes(24).toString('base64url')}`
    const port = await listenOnOneOf(server, ports)
    const expected: Expected = { host: `${loopback}:${port}`, path, state }
    // An error of a single connection is that caller's; the wait goes on.
    server.on('error', () => undefined)
    server.on('clientError', (_error, socket) => socket.destroy())

    const answer = new Promise<SecretText>((resolve) => {
      let isAnswered = false
      server.on('request', (request, response) => {
        const verdict = isAnswered ? ({ kind: 'stranger', status: 404 } as const) : judgeCall(request, expected)
        response.shouldKeepAlive = false
        if (verdict.kind === 'stranger') {
          response.writeHead(verdict.status, { 'cache-control': 'no-store', 'content-length': '0' }).end()
          return
        }
        isAnswered = true
        server.close()
        // Given a moment to take the page; whoever else is connected has nothing to wait for.
        response.once('close', connections.destroyAll)
        const page = verdict.isError ? callbackPages.refused : callbackPages.answered
        response.writeHead(200, { ...callbackPageHeaders, 'content-length': Buffer.byteLength(page) }).end(page)
        resolve(new SecretText(`http://${expected.host}${verdict.target}`))
      })
    })

    return {
      redirectUri: `http://${expected.host}${path}`,
      answer,
      async close() {
        if (!server.listening) return
        const closed = new Promise<void>((resolve) => server.close(() => resolve()))
        connections.destroyAll()
        await closed
      },
    }
  }
}
