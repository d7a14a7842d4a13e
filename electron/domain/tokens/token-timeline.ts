import type { ProfileId } from '../../contract/ids.ts'
import type { TokenEvent, TokenHappening } from '../../contract/tokens.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { DurableFile } from '../storage/durable-file.ts'
import { createInTurn } from '../storage/in-turn.ts'
import type { Schedule } from './timer.ts'
import { bounded, boundedAuthority, entered, type Diary, type DiaryEntry } from './token-diary.ts'
import { formatDiary, parseDiary } from './token-diary-file.ts'

export interface TokenTimelineParts {
  readonly file: DurableFile
  readonly now: () => Date
  readonly schedule: Schedule
  /** For what goes wrong where nobody waits; a disk that is full never gets here. */
  readonly reportBug: (thrown: unknown) => void
}

export interface TokenTimeline {
  /** Never throws and never waits: a diary must not stand in the way of what it tells of. Nothing in `what` is secret. */
  readonly note: (id: ProfileId, authority: string, what: TokenHappening) => void
  /** A request went out with the profile's token; `refused`: the API answered with 401. */
  readonly noteUse: (id: ProfileId, authority: string, refused: boolean) => void
  /** The newest first, at most 200. */
  readonly of: (id: ProfileId) => Promise<readonly TokenEvent[]>
  /** Forgets what happened to a profile's tokens; for a profile that is removed. */
  readonly remove: (id: ProfileId) => void
  /** Forgets everything; gone from the disk, its predecessor too, when it resolves. Throws `storage.*`. */
  readonly clear: () => Promise<void>
  /** Writes what is not written yet, and stops. */
  readonly stop: () => Promise<void>
}

const writeDelayMs = 2_000
const retryDelayMs = 60_000
// A disk that stays full must not fill the memory too.
const mostPending = 2_000

/**
 * What happened to each profile's tokens, in a plain file without secrets, so that it can be read while the vault is
 * locked. It is a diary: nothing is decided by it, so a file that is damaged is begun anew without a copy being kept,
 * where for tokens that would be a loss. Several processes may write it: each enters its own lines into what is there.
 */
export function createTokenTimeline(parts: TokenTimelineParts): TokenTimeline {
  const { file, now, schedule, reportBug } = parts
  let written: Diary = new Map()
  let mark: string | null | undefined
  let isNewer = false
  const pending: DiaryEntry[] = []
  let callOff: (() => void) | null = null
  const inTurn = createInTurn()

  /** Takes over what is on the disk where it changed since. */
  async function lookAgain(): Promise<void> {
    const found = await file.mark()
    if (found === mark) return
    const read = await file.read()
    const diary = read === null ? null : parseDiary(read.bytes)
    isNewer = diary === 'newer'
    written = diary === 'newer' || diary === null ? new Map() : diary
    mark = found
  }

  async function save(taken: readonly DiaryEntry[]): Promise<void> {
    await lookAgain()
    const next = taken.reduce(entered, written)
    if (!isNewer) {
      await file.write(formatDiary(next))
      // The file's predecessor must not keep what was to be forgotten.
      if (taken.some(({ kind }) => kind === 'removal' || kind === 'clearing')) await file.write(formatDiary(next))
      mark = await file.mark()
    }
    written = next
  }

  async function write(): Promise<void> {
    const taken = pending.splice(0)
    if (taken.length === 0) return
    try {
      await save(taken)
    } catch (thrown) {
      pending.unshift(...taken.slice(-mostPending))
      throw thrown
    }
  }

  async function writeOrTryLater(): Promise<void> {
    try {
      await inTurn(write)
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      writeIn(retryDelayMs)
    }
  }

  function writeIn(delayMs: number): void {
    callOff ??= schedule(delayMs, () => {
      callOff = null
      void writeOrTryLater().catch(reportBug)
    })
  }

  function enter(entry: DiaryEntry): void {
    pending.push(entry)
    writeIn(writeDelayMs)
  }

  function stopTimer(): void {
    callOff?.()
    callOff = null
  }

  return {
    note(id, authority, what) {
      const event = { at: now().toISOString(), authority: boundedAuthority(authority), what: bounded(what) }
      enter({ kind: 'event', id, event })
    },
    noteUse(id, authority, refused) {
      enter({ kind: 'use', id, at: now().toISOString(), authority: boundedAuthority(authority), refused })
    },
    of: (id) =>
      inTurn(async () => {
        try {
          await lookAgain()
        } catch (thrown) {
          // A diary that can't be read has nothing to tell; what happened since the start is known even so.
          if (!(thrown instanceof ClaimcheckError)) throw thrown
        }
        return (pending.reduce(entered, written).get(id) ?? []).toReversed()
      }),
    remove: (id) => enter({ kind: 'removal', id }),
    async clear() {
      pending.push({ kind: 'clearing' })
      stopTimer()
      await inTurn(write)
    },
    async stop() {
      stopTimer()
      await writeOrTryLater()
      stopTimer()
    },
  }
}
