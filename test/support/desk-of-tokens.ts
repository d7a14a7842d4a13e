import { randomUUID } from 'node:crypto'
import { looseTokenId } from '../../electron/contract/ids.ts'
import { createExchangeTokens } from '../../electron/domain/inspection/exchange-tokens.ts'
import { createFindSubject } from '../../electron/domain/inspection/find-subject.ts'
import { createJtiIndex } from '../../electron/domain/inspection/jti-index.ts'
import { createLooseTokens } from '../../electron/domain/inspection/loose-tokens.ts'
import { createHeldTokens } from '../../electron/domain/tokens/held-tokens.ts'
import { aKeeper } from './keeper-builder.ts'

/** Every place where main looks for tokens, over a keeper in memory. */
export function aDeskOfTokens(situation: Parameters<typeof aKeeper>[0] = {}) {
  const keeping = aKeeper(situation)
  const { keeper, profiles, clock, history } = keeping
  const now = clock.now
  const findProfile = profiles.find
  const loose = createLooseTokens({
    ...{ now, jtis: createJtiIndex() },
    newId: () => looseTokenId.parse(randomUUID()),
  })
  const exchangeTokens = createExchangeTokens({ loose, findProfile, now, monotonicMs: clock.monotonicMs })
  const heldToken = createHeldTokens({ findProfile, keeper, now, secret: async () => null })
  const findSubject = createFindSubject({ heldToken, loose, exchangeTokens, history })
  return { ...keeping, loose, exchangeTokens, heldToken, findSubject, now }
}
