import { randomBytes, randomUUID } from 'node:crypto'
import { looseTokenId, type LooseTokenId } from '../contract/ids.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { createExchangeTokens } from '../domain/inspection/exchange-tokens.ts'
import { createFindSubject } from '../domain/inspection/find-subject.ts'
import type { JtiIndex } from '../domain/inspection/jti-index.ts'
import { createLooseTokens } from '../domain/inspection/loose-tokens.ts'
import type { TokenHistory } from '../domain/inspection/token-history.ts'
import { createTokenInspection, type TokenInspectionParts } from '../domain/inspection/token-inspection.ts'
import { createForge } from '../domain/synthetic/forge.ts'
import type { FindHeldToken } from '../domain/tokens/held-tokens.ts'

export interface InspectionParts extends Pick<
  TokenInspectionParts,
  'profiles' | 'variables' | 'discover' | 'fetchJwks' | 'dpopKeys' | 'shownCertificate' | 'now'
> {
  readonly heldToken: FindHeldToken
  readonly history: TokenHistory
  readonly jtis: JtiIndex
  readonly monotonicMs: () => number
}

/** Where tokens are looked at: those that profiles hold, that were brought, sent or made here, and those that are over. */
export function composeInspection({ heldToken, history, jtis, monotonicMs, ...looking }: InspectionParts) {
  const { now, profiles } = looking
  const loose = createLooseTokens({ now, jtis, newId: () => looseTokenId.parse(randomUUID()) })
  const exchangeTokens = createExchangeTokens({ loose, findProfile: profiles.find, now, monotonicMs })
  const findSubject = createFindSubject({ heldToken, loose, exchangeTokens, history })
  const inspection = createTokenInspection({ ...looking, findSubject, jtiSeen: history.jtiSeen })
  const { publicKeysOf, inspectFound } = inspection
  const forge = createForge({ findSubject, loose, publicKeysOf, inspectFound, randomBytes, now })

  return {
    loose,
    exchangeTokens,
    findSubject,
    inspection,
    forge,
    /** A loose token to send. Throws `inspection.gone`, `inspection.only_remembered`. */
    sendable: (id: LooseTokenId) => {
      const { content, synthetic } = loose.find(id)
      if (content.is === 'remembered') throw new ClaimcheckError('inspection.only_remembered', {})
      return { token: content.token, synthetic }
    },
    /** What was looked at goes with the keys of the vault. */
    letGo: (): void => {
      exchangeTokens.clear()
      loose.clear()
      history.clear()
    },
  }
}
