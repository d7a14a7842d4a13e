import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { SecretRecords } from '../vault/secret-records.ts'
import { parseJsonOrNull } from './parse-json.ts'
import { SecretText } from '../vault/secret-text.ts'

const intentRecord = z.strictObject({ at: z.iso.datetime(), refreshTokenSha256: z.string() })

const fingerprint = (refreshToken: SecretText): string =>
  createHash('sha256').update(refreshToken.reveal()).digest('base64url')

const isFailure = (thrown: unknown): thrown is ClaimcheckError => thrown instanceof ClaimcheckError

/**
 * Notes that a refresh token is about to be used. One that is still there later, for the very token that is stored,
 * tells that the answer was lost: the token may be spent although nothing newer was kept.
 */
export function createRefreshIntents({ records, now }: { records: SecretRecords; now: () => Date }) {
  async function readNote(id: ProfileId): Promise<SecretText | null> {
    try {
      return await records.read('refresh-intent', id)
    } catch (thrown) {
      // A note that can't be read must not stand in the way of every refresh to come.
      if (isFailure(thrown) && thrown.code === 'vault.record_unreadable') return null
      throw thrown
    }
  }

  return {
    /** When an earlier use of this very refresh token began whose answer never came; null: there was none. */
    async lostAt(id: ProfileId, refreshToken: SecretText): Promise<Date | null> {
      const note = await readNote(id)
      if (note === null) return null
      const parsed = intentRecord.safeParse(parseJsonOrNull(note.reveal()))
      if (!parsed.success || parsed.data.refreshTokenSha256 !== fingerprint(refreshToken)) return null
      return new Date(parsed.data.at)
    },
    async begin(id: ProfileId, refreshToken: SecretText): Promise<void> {
      const note = JSON.stringify({ at: now().toISOString(), refreshTokenSha256: fingerprint(refreshToken) })
      try {
        await records.write('refresh-intent', id, new SecretText(note))
      } catch (thrown) {
        // A full disk must not keep a person from their tokens: without the note only the words after a crash differ.
        if (!isFailure(thrown) || thrown.code !== 'storage.write_failed') throw thrown
      }
    },
    async clear(id: ProfileId): Promise<void> {
      try {
        await records.remove('refresh-intent', id)
      } catch (thrown) {
        // A note that stays is harmless: it names a refresh token that is stored no more.
        if (!isFailure(thrown)) throw thrown
      }
    },
  }
}
