import type { SecretText } from '../vault/secret-text.ts'

/** What a client shows in a TLS handshake (RFC 8705): PEM, the chain in `certificate`. */
export interface ClientCertificate {
  readonly certificate: string
  readonly key: SecretText
  readonly passphrase: SecretText | null
}
