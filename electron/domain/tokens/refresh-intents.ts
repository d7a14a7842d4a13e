import * as z from 'zod'
import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { SecretRecords } from '../vault/secret-records.ts'
import { SecretText } from '../vault/secret-text.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { newLetterBox, type LetterAddress } from './refresh-letter.ts'
import { tokenFingerprint } from './token-fingerprint.ts'
import { isRecordOf, profileOf, type TokensKey } from './tokens-key.ts'

/** `letterKey` opens an answer that came while the vault was locked; notes of earlier versions have none. */
const intentRecord = z.strictObject({
  at: z.iso.datetime(),
  refreshTokenSha256: z.string(),
  letterKey: z
    .string()
    .transform((text) => new SecretText(text))
    .optional(),
})
type Intent = z.infer<typeof intentRecord>

const isFailure = (thrown: unknown): thrown is ClaimcheckError => thrown instanceof ClaimcheckError

/**
 * Notes that a refresh token is about to be used. One that is still there later, for the very token that is stored,
 * tells that the answer was lost: the token may be spent although nothing newer was kept.
 */
export function createRefreshIntents({ records, now }: { records: SecretRecords; now: () => Date }) {
  /** What this run of the program began, by fingerprint: all else was left by a run that ended in the middle. */
  const begunHere = new Map<TokensKey, string>()

  async function readNote(recordId: string): Promise<SecretText | null> {
    try {
      return await records.read('refresh-intent', recordId)
    } catch (thrown) {
      // A note that can't be read must not stand in the way of every refresh to come.
      if (isFailure(thrown) && thrown.code === 'vault.record_unreadable') return null
      throw thrown
    }
  }

  async function intentFor(key: TokensKey, refreshToken: SecretText): Promise<Intent | null> {
    // A note of an earlier version is under the bare profile id; its fingerprint tells whose it is.
    const note = (await readNote(key)) ?? (await readNote(profileOf(key)))
    if (note === null) return null
    const parsed = intentRecord.safeParse(parseJsonOrNull(note.reveal()))
    return parsed.success && parsed.data.refreshTokenSha256 === tokenFingerprint(refreshToken) ? parsed.data : null
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
      const intent = await intentFor(key, refreshToken)
      return intent === null ? null : new Date(intent.at)
    },
    /** Whether the note is of this run of the program: then the answer was lost on the way, not in a crash. */
    isOurs: (key: TokensKey, refreshToken: SecretText): boolean =>
      begunHere.get(key) === tokenFingerprint(refreshToken),
    /**
     * Notes the use, since `lostAt` where one before was lost; gives where to seal its answer for, should the vault be
     * locked when it comes. Throws `vault.*`, `storage.in_use`: then nothing may be sent.
     */
    async begin(key: TokensKey, refreshToken: SecretText, lostAt: Date | null): Promise<LetterAddress> {
      const box = newLetterBox()
      const refreshTokenSha256 = tokenFingerprint(refreshToken)
      const at = (lostAt ?? now()).toISOString()
      const note = JSON.stringify({ at, refreshTokenSha256, letterKey: box.key.reveal() })
      try {
        await records.write('refresh-intent', key, new SecretText(note))
      } catch (thrown) {
        // A full disk must not keep a person from their tokens: without the note only the words after a crash differ.
        if (!isFailure(thrown) || thrown.code !== 'storage.write_failed') throw thrown
      }
      if (lostAt === null) begunHere.set(key, refreshTokenSha256)
      return box.address
    },
    /** The key to a letter with the answer to a use of this refresh token; null: there is none. Throws `vault.*`. */
    async letterKey(key: TokensKey, refreshToken: SecretText): Promise<SecretText | null> {
      return (await intentFor(key, refreshToken))?.letterKey ?? null
    },
    clear: (key: TokensKey): Promise<void> =>
      clearQuietly(async () => {
        await records.remove('refresh-intent', key)
        const bare = profileOf(key)
        if ((await readNote(bare)) !== null) await records.remove('refresh-intent', bare)
        begunHere.delete(key)
      }),
    clearAll: (id: ProfileId): Promise<void> =>
      clearQuietly(async () => {
        const ids = (await records.ids('refresh-intent')).filter((recordId) => isRecordOf(id, recordId))
        await Promise.all(ids.map((recordId) => records.remove('refresh-intent', recordId)))
      }),
  }
}
export type RefreshIntents = ReturnType<typeof createRefreshIntents>
