const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * The signature of a token, its bytes the same, written otherwise: a signature of 64 or 256 bytes leaves bits of its last
 * character unused, and few receivers look at them (RFC 4648 §3.5).
 */
export function respeltSignature(token: string): string {
  const signature = token.slice(token.lastIndexOf('.') + 1)
  const last = alphabet.charAt(alphabet.indexOf(signature.slice(-1)) ^ 1)
  const respelt = `${signature.slice(0, -1)}${last}`
  const isSame = Buffer.from(respelt, 'base64url').equals(Buffer.from(signature, 'base64url'))
  if (!isSame) throw new Error('The last character has no bits to spare.')
  return respelt
}
