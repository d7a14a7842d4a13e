import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { portOf } from './bendable-issuer.ts'

/**
 * A proxy on 127.0.0.1 that opens tunnels (CONNECT) to servers of the test: `ports` by the host that is asked for. This
 * machine itself is never asked for through a proxy, so the names are of the test's making.
 */
export async function startTunnelProxy(ports: Readonly<Record<string, number>>) {
  const asked: string[] = []
  const sockets = new Set<net.Socket>()
  const hold = (socket: net.Socket): void => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  }
  const server = http.createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    response.writeHead(501).end()
  })
  server.on('connection', hold)
  server.on('connect', (request, socket, head) => {
    const target = request.url ?? ''
    asked.push(target)
    const port = ports[target.replace(/:443$/, '')]
    if (port === undefined) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    const onward = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.write(head)
      socket.pipe(onward).pipe(socket)
    })
    hold(onward)
    onward.on('error', () => socket.destroy())
    socket.on('close', () => onward.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    /** What it was asked for, in order. */
    asked,
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
