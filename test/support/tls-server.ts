import { once } from 'node:events'
import type { Socket } from 'node:net'
import https from 'node:https'
import { generate } from 'selfsigned'

export interface Certificate {
  readonly key: string
  readonly cert: string
}

const names = (host: string) =>
  host === '127.0.0.1'
    ? ({ name: 'subjectAltName', altNames: [{ type: 7, ip: host }] } as const)
    : ({ name: 'subjectAltName', altNames: [{ type: 2, value: host }] } as const)

/** An authority of the test's own. */
export async function aCertificateAuthority(name = 'Claimcheck test authority'): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  return { key: made.private, cert: made.cert }
}

/** A server's certificate: from an authority, or from itself when none is given. */
export async function aServerCertificate(
  host: string,
  from: Certificate | null,
  validity: { readonly notBeforeDate?: Date; readonly notAfterDate?: Date } = {},
): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      { ...names(host), altNames: [...names(host).altNames] },
    ],
    ...(from === null ? {} : { ca: { key: from.key, cert: from.cert } }),
    ...validity,
  })
  return { key: made.private, cert: made.cert }
}

/** An HTTPS server on 127.0.0.1 that answers 200 "over tls". */
export async function startTlsServer({ key, cert }: Certificate) {
  const sockets = new Set<Socket>()
  const heads: string[] = []
  const server = https.createServer({ key, cert }, (request, response) => {
    heads.push([request.method, request.url, ...request.rawHeaders].join('\n'))
    response.end(`over tls ${request.url ?? ''}`)
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const { port } = address
  return {
    port,
    /** What came, one text for each request. */
    heads,
    origin: `https://127.0.0.1:${port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
