import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { FindHeldToken } from '../tokens/held-tokens.ts'
import type { ExchangeTokens } from './exchange-tokens.ts'
import type { FindSubject } from './found-token.ts'
import type { LooseTokens } from './loose-tokens.ts'
import type { TokenHistory } from './token-history.ts'

export interface FindSubjectParts {
  readonly heldToken: FindHeldToken
  readonly loose: Pick<LooseTokens, 'find'>
  readonly exchangeTokens: Pick<ExchangeTokens, 'sentToken'>
  readonly history: Pick<TokenHistory, 'find' | 'load'>
}

/** Looks up every way to name a token: a profile's, one that was brought, one that was sent, one that is over. */
export function createFindSubject({ heldToken, loose, exchangeTokens, history }: FindSubjectParts): FindSubject {
  /** Whether its `jti` was seen before is asked next; a vault that is closed has other words for that. */
  async function loadHistory(): Promise<void> {
    try {
      await history.load()
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
    }
  }

  return async (subject) => {
    switch (subject.of) {
      case 'profile': {
        const { profileId, which } = subject
        const held = await heldToken(profileId, which)
        if (held === null) return null
        await loadHistory()
        const { token, tokens, issuedBy } = held
        return {
          content: { is: 'held', token },
          ...{ which, tokens, issuedBy, profileId, sentTo: null, synthetic: false, seenAt: tokens.obtainedAt },
        }
      }
      case 'loose':
        return loose.find(subject.id)
      case 'sent':
        return exchangeTokens.sentToken(subject.exchangeId)
      case 'past':
        return history.find(subject.profileId, subject.entry)
    }
  }
}
