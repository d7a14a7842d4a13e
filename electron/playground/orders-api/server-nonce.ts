import { createHmac, randomBytes } from 'node:crypto'

const stepMs = 60_000

/** Nonces for DPoP proofs (RFC 9449 §8): good for one to two minutes, made out of the time and a secret, kept nowhere. */
export function createServerNonce(now: () => Date) {
  const secret = randomBytes(32)
  const nonceAt = (step: number): string => createHmac('sha256', secret).update(String(step)).digest('base64url')
  const step = (): number => Math.floor(now().getTime() / stepMs)
  return {
    current: (): string => nonceAt(step()),
    isGood: (nonce: unknown): boolean => nonce === nonceAt(step()) || nonce === nonceAt(step() - 1),
  }
}
export type ServerNonce = ReturnType<typeof createServerNonce>
