import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { Exclusively } from '../domain/storage/exclusively.ts'
import { writeFailure } from '../domain/storage/write-failure.ts'
import { type FileCalls, nodeFileCalls } from './file-calls.ts'
import { patientFileCalls } from './patient-file-calls.ts'
import { ownFacts } from './process-facts.ts'
import { type FoundLock, makeLock, readLock } from './process-lock-file.ts'
import { createLockJudge, type LockVerdict, noteHeld, noteReleased } from './process-lock-judge.ts'
import { sweepTemporaries, withTemporary } from './temporary-names.ts'
import { createTurns } from './turns.ts'

export interface ProcessLocksOptions {
  readonly calls?: FileCalls
  /** Told when a lock that is ours can't be removed. The job's outcome stands; we take the lock again when we need it. */
  readonly report?: (thrown: unknown) => void
  /** How long a lock that is empty or half written counts as one that is being written. */
  readonly halfWrittenForMs?: number
}

/** A name that is fit for a file on every system stands in it for people to read; any other is told by its digest. */
const fileNameOf = (name: string): string =>
  /^[a-z][a-z0-9-]{0,30}$/.test(name)
    ? `${name}.lock`
    : `of-${createHash('sha256').update(name).digest('hex').slice(0, 32)}.lock`
const isLockName = (name: string): boolean => /^[a-z0-9-]+\.lock$/.test(name)

/** One more is left by each process that is killed while it takes a stale lock away. More than that somebody made up. */
const mostLeftInARow = 4

const shortestPauseMs = 4
const longestPauseMs = 60

/** What stood in the way: who has the lock, and whether it is a process of this machine. */
interface InTheWay {
  readonly lock: FoundLock
  readonly verdict: LockVerdict
}

/** Turns within this process, for all that use the same folder. */
const turns = createTurns()

/**
 * Locks that hold between processes: files in a folder of their own, each with the process that holds it. One whose
 * process is no more is taken over: by one of those who wait, under a lock that is named after the one it removes.
 */
export function createProcessLocks(folder: string, options: ProcessLocksOptions = {}): Exclusively {
  const { report = () => undefined, halfWrittenForMs = 2000 } = options
  const calls = patientFileCalls(options.calls ?? nodeFileCalls)
  const place = path.resolve(folder)
  const judge = createLockJudge(halfWrittenForMs)
  let isTidy = false

  /** Once: removes what killed processes left. Housekeeping: it never keeps anybody from a lock. */
  async function tidyOnce(): Promise<void> {
    if (isTidy) return
    isTidy = true
    await sweepTemporaries(calls, place, isLockName)
    const names = await calls.list(place).catch(() => [])
    await Promise.allSettled(
      names.filter(isLockName).map(async (name) => {
        const file = path.join(place, name)
        const found = await readLock(calls, file)
        if (found !== null && (await judge(file, found)) === 'stale') await takeAway(file, found)
      }),
    )
  }

  /** The nonce that it was taken with, or what stands in the way. */
  async function tryOnce(file: string, inARow = 0): Promise<string | InTheWay> {
    const found = await readLock(calls, file)
    if (found !== null) {
      const verdict = await judge(file, found)
      if (verdict !== 'stale' || !(await takeAway(file, found, inARow))) return { lock: found, verdict }
    }
    const nonce = randomBytes(16).toString('hex')
    const content = { ...(await ownFacts()), nonce, takenAt: new Date().toISOString() }
    // Before the file is there: another part of this process must never find it and think it a leftover.
    noteHeld(nonce)
    try {
      if (await withTemporary(file, (temporary) => makeLock(calls, file, temporary, content))) return nonce
    } catch (error) {
      noteReleased(nonce)
      throw error
    }
    noteReleased(nonce)
    const winner = await readLock(calls, file)
    // Taken and given back in the meantime; only who it was is not known.
    if (winner === null) return { lock: { kind: 'unsound', identity: nonce }, verdict: 'held' }
    return { lock: winner, verdict: 'held' }
  }

  /**
   * Removes a stale lock. Of all who judged it stale only the one that holds the lock named after it may, and only after
   * looking once more: else the second would remove what the first put in its place. Should that one be killed in the
   * middle, its own lock is stale, and is taken away in the same manner. False: somebody else is at it.
   */
  async function takeAway(file: string, stale: FoundLock, inARow = 0): Promise<boolean> {
    if (inARow >= mostLeftInARow) {
      // No process left these, so none is at them: they may lead to each other, and would be followed for ever.
      await calls.remove(file)
      return true
    }
    const breaking = path.join(place, `breaking-${stale.identity}.lock`)
    const taken = await tryOnce(breaking, inARow + 1)
    if (typeof taken !== 'string') return false
    try {
      if ((await readLock(calls, file))?.identity === stale.identity) await calls.remove(file)
      return true
    } finally {
      await release(breaking, taken)
    }
  }

  async function release(file: string, nonce: string): Promise<void> {
    try {
      // Only what is ours: should somebody have taken us for dead, the lock is theirs by now.
      if ((await readLock(calls, file))?.identity === nonce) await calls.remove(file)
    } catch (error) {
      report(error)
    } finally {
      noteReleased(nonce)
    }
  }

  function inUse(file: string, { lock, verdict }: InTheWay): ClaimcheckError<'storage.in_use'> {
    const holder = lock.kind === 'whole' ? lock.content : null
    const isElsewhere = verdict === 'elsewhere'
    return new ClaimcheckError('storage.in_use', {
      file: path.join(path.basename(place), path.basename(file)),
      // A number of another machine would name the wrong process here.
      processId: isElsewhere ? null : (holder?.processId ?? null),
      ...(isElsewhere && holder !== null && { host: holder.host }),
    })
  }

  async function take(file: string, deadlineMs: number): Promise<string> {
    for (let pauseMs = shortestPauseMs; ; pauseMs = Math.min(pauseMs * 1.6, longestPauseMs)) {
      const taken = await tryOnce(file)
      if (typeof taken === 'string') return taken
      const leftMs = deadlineMs - performance.now()
      if (leftMs <= 0) throw inUse(file, taken)
      // Not all at the same moments: two that meet once would meet again and again.
      await pause(Math.min(pauseMs * (0.5 + Math.random()), leftMs))
    }
  }

  async function prepareAndTake(file: string, deadlineMs: number): Promise<string> {
    try {
      // Each time: a person may tidy up what looks like clutter.
      await calls.makeFolder(place, 0o700)
      await tidyOnce()
      return await take(file, deadlineMs)
    } catch (error) {
      throw error instanceof ClaimcheckError ? error : writeFailure(path.basename(file), error)
    }
  }

  return async function exclusively(name, waitMs, job) {
    const deadlineMs = performance.now() + waitMs
    const file = path.join(place, fileNameOf(name))
    const endTurn = await turns.begin(file, waitMs)
    if (endTurn === null) {
      const details = { file: path.join(path.basename(place), path.basename(file)), processId: process.pid }
      throw new ClaimcheckError('storage.in_use', details)
    }
    try {
      const nonce = await prepareAndTake(file, deadlineMs)
      try {
        return await job()
      } finally {
        await release(file, nonce)
      }
    } finally {
      endTurn()
    }
  }
}
