import { createServer } from 'node:net'
import { portOf } from './bendable-issuer.ts'

/** A port that nobody listens on now. */
export async function aFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = portOf(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A port that somebody else listens on. */
export async function aBusyPort(host = '127.0.0.1', port = 0): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, ipv6Only: true }, resolve)
  })
  return { port: portOf(server), close: () => new Promise((resolve) => server.close(() => resolve())) }
}
