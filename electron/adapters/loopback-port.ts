import { createServer, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'

/** An address of this machine on which calls are heard. */
export interface LoopbackPort {
  readonly port: number
  /** From now on nobody new gets in. */
  readonly stopListening: () => void
  /** Cuts off whoever is connected. */
  readonly destroyAll: () => void
  readonly close: () => Promise<void>
}

// More callers at once than any browser makes; of these the one that has waited longest makes room for a new one, so
// that callers who say nothing can't keep the right one out.
const mostConnections = 20
/** Tokens in a handed over fragment come as an address. */
const longestHeadBytes = 65_536

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true, ipv6Only: true }, () => {
      server.off('error', reject)
      const address = server.address()
      if (typeof address === 'object' && address !== null) resolve(address.port)
      else reject(new Error('a TCP server without a port'))
    })
  })
}

function limitConnections(server: Server, patienceMs: number): () => void {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    socket.setTimeout(patienceMs, () => socket.destroy())
    const [oldest] = open
    if (open.size > mostConnections) oldest?.destroy()
  })
  return () => {
    for (const socket of open) socket.destroy()
  }
}

/** Listens on one loopback address; port 0 is whatever is free. Rejects with Node's own error. */
export async function openLoopbackPort(
  host: '127.0.0.1' | '::1',
  wantedPort: number,
  patienceMs: number,
  onRequest: RequestListener,
): Promise<LoopbackPort> {
  const server = createServer({
    ...{ headersTimeout: patienceMs, requestTimeout: patienceMs, keepAliveTimeout: 1 },
    ...{ connectionsCheckingInterval: Math.min(500, patienceMs), maxHeaderSize: longestHeadBytes },
  })
  const destroyAll = limitConnections(server, patienceMs)
  server.on('request', onRequest)
  const port = await listenOn(server, host, wantedPort)
  // An error of a single connection is that caller's; the wait goes on.
  server.on('error', () => undefined)
  server.on('clientError', (_error, socket) => socket.destroy())
  return {
    port,
    stopListening: () => void server.close(),
    destroyAll,
    async close() {
      if (!server.listening) return
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      destroyAll()
      await closed
    },
  }
}
