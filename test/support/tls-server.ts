import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { TLSSocket, type SecureVersion } from 'node:tls'
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

/** A client's certificate from an authority; its key in PKCS#8, sealed where a passphrase is given. */
export async function aClientCertificate(
  name: string,
  from: Certificate,
  { passphrase }: { readonly passphrase?: string } = {},
): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', clientAuth: true },
    ],
    ca: { key: from.key, cert: from.cert },
  })
  if (passphrase === undefined) return { key: made.private, cert: made.cert }
  const sealed = createPrivateKey(made.private).export({
    ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase },
  })
  return { key: sealed.toString(), cert: made.cert }
}

export interface TlsServerOptions {
  /** Asks for a client certificate of this authority. */
  readonly clientAuthority?: Certificate
  /** Ends the handshake of whoever shows none, or a wrong one; else it is only looked at. */
  readonly demands?: boolean
  readonly minVersion?: SecureVersion
  readonly maxVersion?: SecureVersion
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => void
}

const overTls = (request: IncomingMessage, response: ServerResponse): void => {
  response.end(`over tls ${request.url ?? ''}`)
}

/** An HTTPS server on 127.0.0.1 that answers 200 "over tls". */
export async function startTlsServer({ key, cert }: Certificate, options: TlsServerOptions = {}) {
  const { clientAuthority, demands = false, minVersion, maxVersion, answer = overTls } = options
  const sockets = new Set<Socket>()
  const heads: string[] = []
  const clients: (string | null)[] = []
  let connections = 0
  const server = https.createServer(
    {
      ...{ key, cert },
      ...(clientAuthority === undefined ? {} : { ca: clientAuthority.cert, requestCert: true }),
      ...{ rejectUnauthorized: demands },
      ...(minVersion === undefined ? {} : { minVersion }),
      ...(maxVersion === undefined ? {} : { maxVersion, ciphers: 'DEFAULT:@SECLEVEL=0' }),
    },
    (request, response) => {
      heads.push([request.method, request.url, ...request.rawHeaders].join('\n'))
      const shown = request.socket instanceof TLSSocket ? request.socket.getPeerCertificate() : null
      clients.push(shown?.subject?.CN?.toString() ?? null)
      answer(request, response)
    },
  )
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
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
    /** The name in the client certificate of each request, null where none was shown. */
    clients,
    connections: () => connections,
    origin: `https://127.0.0.1:${port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
