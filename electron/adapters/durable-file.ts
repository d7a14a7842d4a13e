import path from 'node:path'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { DurableFile } from '../domain/storage/durable-file.ts'
import { writeFailure } from '../domain/storage/write-failure.ts'
import { type FileCalls, nodeFileCalls } from './file-calls.ts'
import { keepToOwner } from './keep-to-owner.ts'
import { patientFileCalls } from './patient-file-calls.ts'
import { backupOf, isFileOrCopy, readIfThere, replaceFile } from './replace-file.ts'
import { sweepTemporaries } from './temporary-names.ts'

export interface DurableFileOptions {
  /** Tells whether bytes are a whole, undamaged file; without it every file that is there counts as sound. */
  readonly isSound?: (bytes: Uint8Array) => boolean | Promise<boolean>
  readonly calls?: FileCalls
}

/** The last operation begun on each path: two objects for one file still take turns. */
const lastTurns = new Map<string, Promise<unknown>>()

function inTurn<Value>(file: string, job: () => Promise<Value>): Promise<Value> {
  const turn = (lastTurns.get(file) ?? Promise.resolve()).then(job)
  // The caller hears of a failure; whoever is next in line only waits for the end.
  const ended = turn.then(
    () => undefined,
    () => undefined,
  )
  lastTurns.set(file, ended)
  void ended.then(() => lastTurns.get(file) === ended && lastTurns.delete(file))
  return turn
}

/** A file of mode 0600, in a folder that is made with mode 0700, that keeps its predecessor beside it as `.bak`. */
export function createDurableFile(location: string, options: DurableFileOptions = {}): DurableFile {
  const { isSound = () => true } = options
  const calls = patientFileCalls(options.calls ?? nodeFileCalls)
  const file = path.resolve(location)
  let isTidy = false

  /** Once: what killed processes left is removed, what others may read or write is closed to them. */
  async function tidyOnce(): Promise<void> {
    if (isTidy) return
    isTidy = true
    await sweepTemporaries(calls, path.dirname(file), (name) => isFileOrCopy(file, name))
    await keepToOwner(calls, path.dirname(file), [file, backupOf(file)])
  }

  async function readBest(): Promise<{ bytes: Uint8Array; from: 'main' | 'backup' } | null> {
    const main = await readIfThere(calls, file)
    if (main !== null && (await isSound(main))) return { bytes: main, from: 'main' }
    const backup = await readIfThere(calls, backupOf(file))
    if (backup !== null && (main === null || (await isSound(backup)))) return { bytes: backup, from: 'backup' }
    return main === null ? null : { bytes: main, from: 'main' }
  }

  const unreadable = (cause: unknown) =>
    new ClaimcheckError('storage.unreadable', { file: path.basename(file) }, { cause })

  return {
    read: () =>
      inTurn(file, async () => {
        await tidyOnce()
        try {
          return await readBest()
        } catch (cause) {
          throw unreadable(cause)
        }
      }),

    write: (bytes) =>
      inTurn(file, async () => {
        await tidyOnce()
        try {
          await replaceFile(calls, file, bytes, isSound)
        } catch (cause) {
          throw writeFailure(path.basename(file), cause)
        }
      }),

    mark: () =>
      inTurn(file, async () => {
        try {
          return (await calls.look(file, true))?.mark ?? null
        } catch (cause) {
          throw unreadable(cause)
        }
      }),
  }
}
