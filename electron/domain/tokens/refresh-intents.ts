import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { SecretRecords } from '../vault/secret-records.ts'
import { SecretText } from '../vault/secret-text.ts'
import { parseJsonOrNull } from './parse-json.ts'
import { isRecordOf, profileOf, type TokensKey } from './tokens-key.ts'

const intentRecord = z.strictObject({ at: z.iso.datetime(), refreshTokenSha256: z.string() })

const fingerprint = (refreshToken: SecretText): string =>
  createHash('sha256').update(refreshToken.reveal()).digest('base64url')

const isFailure = (thrown: unknown): thrown is ClaimcheckError => thrown instanceof ClaimcheckError

/**
 * Notes that a refresh token is about to be used. One that is still there later, for the very token that is stored,
 * tells that the answer was lost: the token may be spent although nothing newer was kept.
 */
export function createRefreshIntents({ records, now }: { records: SecretRecords; now: () => Date }) {
  async function readNote(recordId: string): Promise<SecretText | null> {
    try {
      return await records.read('refresh-intent', recordId)
    } catch (thrown) {
      // A note that can't be read must not stand in the way of every refresh to come.
      if (isFailure(thrown) && thrown.code === 'vault.record_unreadable') return null
      throw thrown
    }
  }

  async function clearQuietly(job: () => Promise<unknown>): Promise<void> {
    try {
      await job()
    } catch (thrown) {
      // A note that stays is harmless: it names a refresh token that is stored no more.
      if (!isFailure(thrown)) throw thrown
    }
  }

  return {
    /** When an earlier use of this very refresh token began whose answer never came; null: there was none. */
    async lostAt(key: TokensKey, refreshToken: SecretText): Promise<Date | null> {
      // A note of an earlier version is under the bare profile id; its fingerprint tells whose it is.
      const note = (await readNote(key)) ?? (await readNote(profileOf(key)))
      if (note === null) return null
      const parsed = intentRecord.safeParse(parseJsonOrNull(note.reveal()))
      if (!parsed.success || parsed.data.refreshTokenSha256 !== fingerprint(refreshToken)) return null
      return new Date(parsed.data.at)
    },
    async begin(key: TokensKey, refreshToken: SecretText): Promise<void> {
      const note = JSON.stringify({ at: now().toISOString(), refreshTokenSha256: fingerprint(refreshToken) })
      try {
        await records.write('refresh-intent', key, new SecretText(note))
      } catch (thrown) {
        // A full disk must not keep a person from their tokens: without the note only the words after a crash differ.
        if (!isFailure(thrown) || thrown.code !== 'storage.write_failed') throw thrown
      }
    },
    clear: (key: TokensKey): Promise<void> =>
      clearQuietly(async () => {
        await records.remove('refresh-intent', key)
        const bare = profileOf(key)
        if ((await readNote(bare)) !== null) await records.remove('refresh-intent', bare)
      }),
    clearAll: (id: ProfileId): Promise<void> =>
      clearQuietly(async () => {
        const ids = (await records.ids('refresh-intent')).filter((recordId) => isRecordOf(id, recordId))
        await Promise.all(ids.map((recordId) => records.remove('refresh-intent', recordId)))
      }),
  }
}
