import type { ClientCertificate } from '../credentials/client-certificate.ts'
import { SecretText } from '../vault/secret-text.ts'

/** A header line as it stands on the wire: order, case and repetition mean something to a tester. */
export type HeaderLine = readonly [name: string, value: string]

/** A line to be sent; a credential that Claimcheck put in stays a `SecretText` until the socket. */
export type WireHeader = readonly [name: string, value: string | SecretText]

/** Where a request goes. `path` is the request-target as typed, only unsendable characters percent-encoded. */
export interface WireTarget {
  readonly secure: boolean
  /** Scheme, host and port, as `URL.origin` writes them. */
  readonly origin: string
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string
  readonly port: number
  /** As the Host field has it: the port only where it is not the scheme's own. */
  readonly host: string
  readonly path: string
}

/** One request, ready for the socket: exactly these lines in this order. */
export interface WireRequest {
  readonly method: string
  readonly target: WireTarget
  readonly headers: readonly WireHeader[]
  readonly body: Uint8Array | null
  /** Shown to the server in the TLS handshake; null shows none. */
  readonly certificate: ClientCertificate | null
}

export const urlOf = ({ origin, path }: WireTarget): string => `${origin}${path}`

export const revealed = (value: string | SecretText): string => (value instanceof SecretText ? value.reveal() : value)

export const isNamed = (name: string, wanted: string): boolean => name.toLowerCase() === wanted.toLowerCase()

/** The first line of that name, or null. */
export function headerValue(lines: readonly HeaderLine[], name: string): string | null {
  return lines.find(([each]) => isNamed(each, name))?.[1] ?? null
}
