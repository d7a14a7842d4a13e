import { createJtiIndex } from '../../electron/domain/inspection/jti-index.ts'
import { createTokenHistory, type TokenHistoryParts } from '../../electron/domain/inspection/token-history.ts'

/** The history of tokens over a test's records, as the program composes it. */
export const aTokenHistory = (
  parts: Pick<TokenHistoryParts, 'records' | 'findProfile' | 'now'> & Partial<TokenHistoryParts>,
) =>
  createTokenHistory({
    jtis: createJtiIndex(),
    peek: async () => null,
    reportBug: (thrown) => {
      throw thrown
    },
    ...parts,
  })
