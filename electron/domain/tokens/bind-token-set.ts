import type { TokenAnswer } from './read-token-answer.ts'
import type { TokenSet } from './token-set.ts'

/** The first tokens of a sign-in, bound to the issuer and client that gave them. */
export function firstTokenSet(answer: TokenAnswer, issuedBy: { issuer: string; clientId: string }): TokenSet {
  const { receivedAt, ...rest } = answer
  // Picked by name: a whole client has a secret beside them, which has no place in a token record.
  const { issuer, clientId } = issuedBy
  return { ...rest, issuer, clientId, obtainedAt: receivedAt, refreshCount: 0 }
}

/**
 * The tokens after a refresh. A server that sends no new refresh token goes on with the old one (RFC 6749 §6);
 * an ID token need not come again (OpenID Connect Core §12.2).
 */
export function nextTokenSet(previous: TokenSet, answer: TokenAnswer): TokenSet {
  return {
    ...firstTokenSet(answer, previous),
    refreshToken: answer.refreshToken ?? previous.refreshToken,
    idToken: answer.idToken ?? previous.idToken,
    refreshCount: previous.refreshCount + 1,
  }
}
