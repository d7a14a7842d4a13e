import { once } from 'node:events'
import net from 'node:net'

/** What a server does with one request; it sees the bytes of the head and owns the socket. */
export type Behaviour = (socket: net.Socket, head: string) => void

export interface RawServer {
  readonly origin: string
  readonly port: number
  /** The head of every request that came, in order. */
  readonly heads: string[]
  /** Connections that the client has closed or that broke. */
  readonly closedConnections: () => number
  readonly close: () => Promise<void>
}

/** A server that speaks raw bytes on 127.0.0.1, so that it can say what no HTTP library would. */
export async function startHostileServer(behave: Behaviour, host = '127.0.0.1'): Promise<RawServer> {
  const sockets = new Set<net.Socket>()
  const heads: string[] = []
  let closed = 0
  const server = net.createServer((socket) => {
    sockets.add(socket)
    let received = ''
    socket.on('error', () => undefined)
    socket.on('close', () => {
      closed += 1
      sockets.delete(socket)
    })
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      const end = received.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = received.slice(0, end)
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
      if (received.length < end + 4 + length) return
      received = received.slice(end + 4 + length)
      heads.push(head)
      behave(socket, head)
    })
  })
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    heads,
    closedConnections: () => closed,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Answers with these bytes and keeps the connection open. */
export const answers =
  (...parts: readonly (string | Buffer)[]): Behaviour =>
  (socket) => {
    socket.write(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))))
  }

/** Answers with these bytes and closes the connection in order. */
export const answersAndCloses =
  (...parts: readonly (string | Buffer)[]): Behaviour =>
  (socket) => {
    socket.end(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))))
  }
