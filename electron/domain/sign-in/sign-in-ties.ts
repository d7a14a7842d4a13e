import { claimValues, textOf } from '../jwt/claim-values.ts'
import { halfHash } from '../jwt/half-hash.ts'
import { takeApart } from '../jwt/take-apart.ts'
import type { TokenTies } from '../tokens/token-set.ts'
import type { BrowserAnswer } from './browser-round.ts'
import type { Granted } from './provider.ts'

/** What the ID token of a sign-in through the browser is tied to; kept, so that it can be compared later. */
function tiesOf({ callback, binding }: BrowserAnswer, idToken: string): TokenTies {
  const parts = takeApart(idToken)
  const alg = parts.format === 'jwt' ? textOf(claimValues(parts.header).get('alg')) : null
  const address = new URL(callback.reveal())
  const code = address.searchParams.get('code') ?? new URLSearchParams(address.hash.slice(1)).get('code')
  return {
    idTokenFrom: 'sign-in',
    nonce: binding.nonce?.reveal() ?? null,
    codeHash: code === null || alg === null ? null : halfHash(code, alg),
    stateHash: alg === null ? null : halfHash(binding.state.reveal(), alg),
    isAccessTokenNewer: false,
  }
}

/** The grant with its ties. The code and the state are hashed in half, and go no further. */
export function withTies(granted: Granted, answer: BrowserAnswer): Granted {
  const { idToken } = granted.answer
  if (idToken === null) return granted
  return { ...granted, answer: { ...granted.answer, ties: tiesOf(answer, idToken.reveal()) } }
}
