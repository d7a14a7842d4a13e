import type { RefreshIntents } from './refresh-intents.ts'
import { openLetter, sealLetter, type LetterAddress } from './refresh-letter.ts'
import { readStoredTokens, writeStoredTokens, type StoredTokens } from './stored-tokens.ts'
import type { createTokenRecords } from './token-records.ts'
import type { TokensKey } from './tokens-key.ts'

export interface LateTokensParts {
  readonly tokenRecords: Pick<ReturnType<typeof createTokenRecords>, 'read'>
  readonly intents: Pick<RefreshIntents, 'letterKey'>
}

/**
 * Answers to refreshes that came when the vault was locked. They can neither be kept in it then, nor stay here as they
 * are: they wait sealed, and only the opened vault has the key to them.
 */
export function createLateTokens({ tokenRecords, intents }: LateTokensParts) {
  const letters = new Map<TokensKey, Uint8Array>()
  const awaited = new Map<TokensKey, { readonly gone: Promise<void>; readonly end: () => void }>()

  function drop(key: TokensKey): void {
    letters.delete(key)
    awaited.get(key)?.end()
    awaited.delete(key)
  }

  return {
    seal(key: TokensKey, stored: StoredTokens, address: LetterAddress): void {
      letters.set(key, sealLetter(address, writeStoredTokens(stored)))
    },
    keys: (): readonly TokensKey[] => [...letters.keys()],
    has: (key: TokensKey): boolean => letters.has(key),
    drop,
    /** Resolves when what waits was taken in, or is of no use any more; null: nothing waits. */
    whenGone(key: TokensKey): Promise<void> | null {
      if (!letters.has(key)) return null
      let end = (): void => undefined
      const gone = awaited.get(key)?.gone ?? new Promise<void>((resolve) => void (end = resolve))
      if (!awaited.has(key)) awaited.set(key, { gone, end })
      return gone
    },
    /**
     * The tokens that wait; null: none, or what is kept by now is newer than what they are the answer to. Throws
     * `vault.*` as long as it is locked.
     */
    async open(key: TokensKey): Promise<StoredTokens | null> {
      const letter = letters.get(key)
      if (letter === undefined) return null
      const refreshToken = (await tokenRecords.read(key))?.tokens.refreshToken ?? null
      const letterKey = refreshToken === null ? null : await intents.letterKey(key, refreshToken)
      const opened = letterKey === null ? null : openLetter(letterKey, letter)
      return opened === null ? null : readStoredTokens(opened)
    },
  }
}
