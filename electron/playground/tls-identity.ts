import { generate } from 'selfsigned'

export interface TlsIdentity {
  /** PEM, the server's own and the authority's. */
  readonly certificate: string
  readonly key: string
  /** PEM: whoever trusts it trusts this server, and no other. */
  readonly authority: string
}

const dayMs = 24 * 60 * 60 * 1000
/** Longer than any run of the program, shorter than what systems still believe. */
const lifeMs = 300 * dayMs

/** A certificate for 127.0.0.1 from an authority that is made for it; its key is forgotten, so it signs nothing more. */
export async function createTlsIdentity(now: Date): Promise<TlsIdentity> {
  const span = {
    notBeforeDate: new Date(now.getTime() - dayMs),
    notAfterDate: new Date(now.getTime() + lifeMs),
    keyType: 'ec',
    algorithm: 'sha256',
  } as const
  const authority = await generate([{ name: 'commonName', value: 'Claimcheck playground (this start only)' }], {
    ...span,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const server = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    ...span,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
    ca: { key: authority.private, cert: authority.cert },
  })
  return { certificate: `${server.cert}\n${authority.cert}`, key: server.private, authority: authority.cert }
}
