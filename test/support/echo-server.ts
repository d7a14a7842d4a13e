import { once } from 'node:events'
import net from 'node:net'

export interface EchoServer {
  readonly origin: string
  readonly port: number
  /** The exact bytes of every request, in order, one string of Latin-1 each. */
  readonly requests: string[]
  /** How many connections were opened. */
  readonly connections: () => number
  readonly close: () => Promise<void>
}

/** Keeps the bytes of each request as they stood on the socket and answers 200 with them as its body. */
export async function startEchoServer(extraHeaders = ''): Promise<EchoServer> {
  const requests: string[] = []
  const sockets = new Set<net.Socket>()
  let connections = 0
  const server = net.createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      const end = received.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/^content-length: *(\d+)/im.exec(received.slice(0, end))?.[1] ?? 0)
      if (received.length < end + 4 + length) return
      const whole = received.slice(0, end + 4 + length)
      received = received.slice(whole.length)
      requests.push(whole)
      const body = whole.startsWith('HEAD ') ? '' : whole
      const head = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n${extraHeaders}Content-Length: ${whole.length}\r\n\r\n`
      socket.write(Buffer.from(head + body, 'latin1'))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    requests,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
