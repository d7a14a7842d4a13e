import type { ProfileId } from '../../contract/ids.ts'
import type { createKeptTokens } from './kept-tokens.ts'
import type { createRefreshFlights } from './refresh-flights.ts'
import type { createRefreshIntents } from './refresh-intents.ts'
import type { TokenMemory } from './token-keeper-parts.ts'
import { isRecordOf, type TokensKey } from './tokens-key.ts'

export interface ForgetTokensParts {
  readonly kept: Pick<ReturnType<typeof createKeptTokens>, 'forget' | 'forgetAll' | 'keysOf'>
  readonly history: Pick<TokenMemory, 'forget'>
  readonly flights: Pick<ReturnType<typeof createRefreshFlights>, 'beginTurn' | 'keysUnderWay'>
  readonly intents: Pick<ReturnType<typeof createRefreshIntents>, 'clear' | 'clearAll'>
  /** Drops what is known of tokens that are no more. */
  readonly dropFacts: (key: TokensKey) => void
}

/** Forgets tokens such that none come back: not from a refresh under way, not from a save that is tried again. */
export function createForgetTokens({ kept, history, flights, intents, dropFacts }: ForgetTokensParts) {
  /** No answer to a refresh that is under way counts any more. */
  async function beginTurns(id: ProfileId): Promise<ReadonlySet<TokensKey>> {
    const underWay = flights.keysUnderWay().filter((key) => isRecordOf(id, key))
    const keys = new Set([...underWay, ...(await kept.keysOf(id))])
    for (const key of keys) flights.beginTurn(key)
    return keys
  }

  return {
    async one(key: TokensKey): Promise<void> {
      flights.beginTurn(key)
      await kept.forget(key)
      await intents.clear(key)
      dropFacts(key)
    },
    /** Gives how many there were. */
    async all(id: ProfileId): Promise<number> {
      const keys = await beginTurns(id)
      await Promise.all([kept.forgetAll(id), history.forget(id)])
      await intents.clearAll(id)
      for (const key of keys) dropFacts(key)
      return keys.size
    },
    /**
     * Takes them away such that they can be put back: `remember` may read them when no refresh changes them any more, and
     * the notes of refreshes stay: the answer to one that is under way is lost. Gives how many there were.
     */
    async setAside(id: ProfileId, remember: () => Promise<void>): Promise<number> {
      const keys = await beginTurns(id)
      await remember()
      await Promise.all([kept.forgetAll(id), history.forget(id)])
      for (const key of keys) dropFacts(key)
      return keys.size
    },
  }
}
