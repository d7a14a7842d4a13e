import { SecretText } from '../vault/secret-text.ts'
import type { AuthorizationBinding } from './provider.ts'

/** Bytes of the platform's cryptographic generator. */
export type RandomBytes = (count: number) => Uint8Array

/** 32 random bytes as base64url: 43 characters, the least that RFC 7636 §4.1 allows for a verifier. */
export function randomSecret(randomBytes: RandomBytes): SecretText {
  return new SecretText(Buffer.from(randomBytes(32)).toString('base64url'))
}

/** What ties an answer to one request: all of it new each time, and from the platform's cryptographic generator. */
export function newBinding(
  state: SecretText,
  redirectUri: string,
  scopes: readonly string[],
  randomBytes: RandomBytes,
): AuthorizationBinding {
  const codeVerifier = randomSecret(randomBytes)
  const nonce = scopes.includes('openid') ? randomSecret(randomBytes) : null
  return { redirectUri, state, codeVerifier, nonce }
}
