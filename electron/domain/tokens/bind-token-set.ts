import type { TokenAnswer } from './read-token-answer.ts'
import type { TokenSet, TokenTies } from './token-set.ts'

const noTies = { nonce: null, codeHash: null, stateHash: null, isAccessTokenNewer: false } as const

/** The first tokens of a sign-in, bound to the issuer and client that gave them. */
export function firstTokenSet(answer: TokenAnswer, issuedBy: { issuer: string; clientId: string }): TokenSet {
  const { receivedAt, ties: told, ...rest } = answer
  // Picked by name: a whole client has a secret beside them, which has no place in a token record.
  const { issuer, clientId } = issuedBy
  const refreshEnds = answer.refreshToken === null ? null : answer.refreshEnds
  // A grant without a browser ties its ID token to nothing.
  const ties = told ?? { idTokenFrom: 'sign-in', ...noTies }
  const own = { ...rest, refreshEnds, issuer, clientId, obtainedAt: receivedAt, refreshCount: 0 }
  return answer.idToken === null ? own : { ...own, ties }
}

/** The end of the refresh token that is kept: as told now, or as told before where it is the same one. */
function endsAfter(previous: TokenSet, answer: TokenAnswer): TokenSet['refreshEnds'] {
  if (answer.refreshToken === null && previous.refreshToken === null) return null
  const isSame = answer.refreshToken === null || answer.refreshToken.reveal() === previous.refreshToken?.reveal()
  if (!isSame) return answer.refreshEnds
  // The `exp` of a token that came before is no news; its life began when that token came.
  return answer.refreshEnds?.source === 'refresh_expires_in'
    ? answer.refreshEnds
    : (previous.refreshEnds ?? answer.refreshEnds)
}

/** What the ID token is tied to after a refresh: a new one came with the access token, an old one before it. */
function tiesAfter(previous: TokenSet, answer: TokenAnswer): { ties?: TokenTies } {
  if (answer.idToken !== null) return { ties: { idTokenFrom: 'refresh', ...noTies } }
  if (previous.idToken === null || previous.ties === undefined) return {}
  return { ties: { ...previous.ties, isAccessTokenNewer: true } }
}

/**
 * The tokens after a refresh. A server that sends no new refresh token goes on with the old one (RFC 6749 §6), whose end
 * stays what it was unless it is told anew; an ID token need not come again (OpenID Connect Core §12.2).
 */
export function nextTokenSet(previous: TokenSet, answer: TokenAnswer): TokenSet {
  return {
    ...firstTokenSet(answer, previous),
    refreshToken: answer.refreshToken ?? previous.refreshToken,
    refreshEnds: endsAfter(previous, answer),
    idToken: answer.idToken ?? previous.idToken,
    refreshCount: previous.refreshCount + 1,
    ...tiesAfter(previous, answer),
  }
}
