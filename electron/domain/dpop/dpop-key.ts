import type { CryptoKey, JWK } from 'jose'

/** The key that a profile's tokens are bound to (RFC 9449); the private part stays in the vault. */
export interface DpopKey {
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  readonly publicJwk: JWK
  /** RFC 7638, base64url: what `cnf.jkt` of a bound token says. */
  readonly thumbprint: string
}
