import type { X509Certificate } from 'node:crypto'
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'

type Asked = Pick<IncomingMessage, 'socket'>

/** The certificate that the client showed in the handshake, believed or not; undefined on plain connections. */
export const certificateOf = ({ socket }: Asked): X509Certificate | undefined =>
  socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined

/** True where the demo authority signed what the client showed. */
export const isCertificateBelieved = ({ socket }: Asked): boolean => socket instanceof TLSSocket && socket.authorized

/** `x5t#S256` (RFC 8705 §3.1) */
export const thumbprintOf = (certificate: X509Certificate): string =>
  createHash('sha256').update(certificate.raw).digest('base64url')
