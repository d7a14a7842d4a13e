import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import { clientAuthorityCertificate } from './demo-keys.ts'
import type { TlsIdentity } from './tls-identity.ts'

/** With TLS every client is asked for a certificate, and none is turned away for it: what it is worth, routes decide. */
const createFor = (identity: TlsIdentity | null): Server | SecureServer =>
  identity === null
    ? createServer()
    : createSecureServer({
        key: identity.key,
        cert: identity.certificate,
        ca: clientAuthorityCertificate,
        requestCert: true,
        rejectUnauthorized: false,
      })

const listen = (port: number, identity: TlsIdentity | null): Promise<Server | SecureServer> =>
  new Promise((resolve, reject) => {
    const server = createFor(identity)
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })

const isTaken = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === 'EADDRINUSE' || thrown.code === 'EACCES')

export interface LoopbackServer {
  readonly server: Server | SecureServer
  /** host:port, as a `Host` header must say it. */
  readonly host: string
  readonly close: () => Promise<void>
}

/**
 * Listens on 127.0.0.1 and nowhere else: on the preferred port where that is free, else on one the system picks; with
 * TLS where there is an identity for it. The caller adds the request listener. Rejects with the system's error for
 * anything but a taken port.
 */
export async function listenOnLoopback(
  preferredPort: number | null,
  identity: TlsIdentity | null = null,
): Promise<LoopbackServer> {
  const server = await listen(preferredPort ?? 0, identity).catch((thrown: unknown) => {
    if (preferredPort !== null && isTaken(thrown)) return listen(0, identity)
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
