import { createServer, type Server } from 'node:http'

const listen = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })

const isTaken = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === 'EADDRINUSE' || thrown.code === 'EACCES')

export interface LoopbackServer {
  readonly server: Server
  /** host:port, as a `Host` header must say it. */
  readonly host: string
  readonly close: () => Promise<void>
}

/**
 * Listens on 127.0.0.1 and nowhere else: on the preferred port where that is free, else on one the system picks.
 * The caller adds the request listener. Rejects with the system's error for anything but a taken port.
 */
export async function listenOnLoopback(preferredPort: number | null): Promise<LoopbackServer> {
  const server = await listen(preferredPort ?? 0).catch((thrown: unknown) => {
    if (preferredPort !== null && isTaken(thrown)) return listen(0)
    throw thrown
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port')
  return {
    server,
    host: `127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((problem) => (problem === undefined ? resolve() : reject(problem)))
        server.closeAllConnections()
      }),
  }
}
