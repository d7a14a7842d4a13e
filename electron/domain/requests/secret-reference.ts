/**
 * A few characters of a secret: enough to tell two apart, too few to use. A short secret shows nothing, since six
 * characters of a twelve-letter password would be half of it.
 */
export function secretReference(secret: string): string {
  if (secret.length >= 40) return `${secret.slice(0, 6)}…${secret.slice(-6)}`
  return secret.length >= 24 ? `${secret.slice(0, 2)}…${secret.slice(-2)}` : '…'
}
