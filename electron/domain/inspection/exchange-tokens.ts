import type { TokenInExchange } from '../../contract/inspection.ts'
import type { ExchangeId, ProfileId } from '../../contract/ids.ts'
import type { Refusal } from '../challenges/refusal.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Profile } from '../profiles/profile.ts'
import type { Exchanged } from '../requests/sending.ts'
import type { FoundToken } from './found-token.ts'
import type { LooseTokens } from './loose-tokens.ts'
import { findInExchange, keepPieces, type ExchangePiece } from './tokens-in-exchange.ts'

export interface ExchangeTokensParts {
  readonly loose: Pick<LooseTokens, 'add'>
  readonly findProfile: (id: ProfileId) => Profile | null
  readonly now: () => Date
  readonly monotonicMs: () => number
}

/** What is kept of an exchange: the token, and where others may stand. */
interface KeptExchange extends Pick<Exchanged, 'profileId' | 'token' | 'tokens' | 'synthetic' | 'refusal'> {
  readonly at: Date
  readonly sentTo: string | null
  readonly pieces: readonly ExchangePiece[]
}

export interface ExchangeTokens {
  /**
   * For `onExchanged` of the sender: keeps what may be looked at later, of the last exchanges. Of one that was on its way
   * when all was cleared it keeps nothing.
   */
  readonly onExchanged: (exchanged: Exchanged) => void
  /** The token that it was sent with; null where none was. Throws `inspection.gone`. */
  readonly sentToken: (id: ExchangeId) => FoundToken | null
  /** Every token that stands in it, sent or answered. Throws `inspection.gone`. */
  readonly inExchange: (id: ExchangeId) => TokenInExchange[]
  /** Why it was refused, with the facts; null where it was not, or is held no more. */
  readonly refusalOf: (id: ExchangeId) => Refusal | null
  /** For the lock of the vault. */
  readonly clear: () => void
}

const mostKept = 50

/** The tokens of the last exchanges, so that "inspect" after a refusal shows the refused one and not a newer one. */
export function createExchangeTokens({ loose, findProfile, now, monotonicMs }: ExchangeTokensParts): ExchangeTokens {
  const kept = new Map<ExchangeId, KeptExchange>()
  let clearedAtMs = Number.NEGATIVE_INFINITY

  function find(id: ExchangeId): KeptExchange {
    const found = kept.get(id)
    if (found === undefined) throw new ClaimcheckError('inspection.gone', {})
    return found
  }

  function contextOf(of: KeptExchange): Pick<FoundToken, 'which' | 'tokens' | 'issuedBy' | 'profileId' | 'sentTo'> {
    const { profileId, tokens, sentTo } = of
    const isOAuth = profileId !== null && findProfile(profileId)?.way.kind === 'oauth'
    return {
      which: tokens === null ? 'unknown' : 'access',
      tokens,
      issuedBy: tokens !== null && isOAuth ? { issuer: tokens.issuer, clientId: tokens.clientId } : null,
      ...{ profileId, sentTo },
    }
  }

  return {
    onExchanged(exchanged) {
      const { exchangeId, profileId, token, tokens, synthetic, steps, refusal } = exchanged
      if (exchanged.beganAtMs <= clearedAtMs) return
      const sentTo = steps.at(-1)?.request.target.origin ?? null
      kept.delete(exchangeId)
      kept.set(exchangeId, {
        ...{ profileId, token, tokens, synthetic, refusal, sentTo },
        ...{ at: now(), pieces: steps.flatMap(keepPieces) },
      })
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    },

    sentToken(id) {
      const of = find(id)
      if (of.token === null) return null
      return {
        content: { is: 'held', token: of.token },
        ...contextOf(of),
        ...{ synthetic: of.synthetic, seenAt: of.tokens?.obtainedAt ?? of.at },
      }
    },

    inExchange(id) {
      const of = find(id)
      const sent = contextOf(of)
      const stranger = { which: 'unknown', tokens: null, issuedBy: null, profileId: null } as const
      return findInExchange(of.pieces, of.token).map(({ token, place, isSent, ...where }) => {
        const isOurs = token.reveal() === of.token?.reveal()
        const context = isOurs ? sent : { ...stranger, sentTo: isSent ? of.sentTo : null }
        const synthetic = isOurs && of.synthetic
        return { ...where, token: loose.add({ token, place, synthetic, context, listed: 'once-looked-at' }) }
      })
    },

    refusalOf: (id) => kept.get(id)?.refusal ?? null,
    clear() {
      clearedAtMs = monotonicMs()
      kept.clear()
    },
  }
}
