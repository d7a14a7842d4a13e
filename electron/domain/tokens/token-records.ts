import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Kept, SecretRecords } from '../vault/secret-records.ts'
import { readStoredTokens, writeStoredTokens, type StoredTokens } from './stored-tokens.ts'
import { isRecordOf, keyOfRecord, profileOf, tokensKey, type TokensKey } from './tokens-key.ts'

/**
 * Tokens in the vault, a record for each authority of a profile. Earlier versions kept one record under the bare profile
 * id: it is read where it is this authority's, and moves with the next write.
 */
export function createTokenRecords(records: SecretRecords) {
  async function readBare(id: ProfileId): Promise<StoredTokens | null> {
    const record = await records.read('tokens', id)
    return record === null ? null : readStoredTokens(record)
  }

  /** The key that the bare record belongs to; 'unreadable': nobody can tell. */
  async function keyOfBare(id: ProfileId): Promise<TokensKey | 'unreadable' | null> {
    try {
      const stored = await readBare(id)
      return stored === null ? null : tokensKey(id, stored.tokens)
    } catch (thrown) {
      if (thrown instanceof ClaimcheckError && thrown.code === 'vault.record_unreadable') return 'unreadable'
      throw thrown
    }
  }

  /** The vault may be locked, or its disk full, by now: the tokens are saved all the same, and the next write moves them. */
  async function removeMoved(key: TokensKey): Promise<void> {
    try {
      if ((await keyOfBare(profileOf(key))) === key) await records.remove('tokens', profileOf(key))
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
    }
  }

  return {
    /** Throws `vault.record_unreadable`, and leaves the record as it is. */
    async read(key: TokensKey): Promise<StoredTokens | null> {
      const record = await records.read('tokens', key)
      if (record !== null) return readStoredTokens(record)
      const bare = await readBare(profileOf(key))
      return bare !== null && tokensKey(profileOf(key), bare.tokens) === key ? bare : null
    },

    async write(key: TokensKey, stored: StoredTokens): Promise<Kept> {
      const kept = await records.write('tokens', key, writeStoredTokens(stored))
      // Only after the new one is durable; it is the one that is read from now on.
      await removeMoved(key)
      return kept
    },

    async remove(key: TokensKey): Promise<void> {
      await records.remove('tokens', key)
      const bare = await keyOfBare(profileOf(key))
      if (bare === key || bare === 'unreadable') await records.remove('tokens', profileOf(key))
    },

    async removeAll(id: ProfileId): Promise<void> {
      const ids = (await records.ids('tokens')).filter((recordId) => isRecordOf(id, recordId))
      await Promise.all(ids.map((recordId) => records.remove('tokens', recordId)))
    },

    async keysOf(id: ProfileId): Promise<readonly TokensKey[]> {
      const ids = (await records.ids('tokens')).filter((recordId) => isRecordOf(id, recordId))
      const bare = ids.includes(id) ? await keyOfBare(id) : null
      const own = ids.filter((recordId) => recordId !== id).map(keyOfRecord)
      return bare === null || bare === 'unreadable' ? own : [...own, bare]
    },
  }
}
