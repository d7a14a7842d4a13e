import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import type { FileCalls } from './file-calls.ts'
import { ownFacts, startOf } from './process-facts.ts'

/** The temporary files that this process is writing now. */
const beingWritten = new Set<string>()

/** No save takes so long. */
const longestWriteMs = 10 * 60_000

/** Where process numbers mean the same processes: one machine, between two of its starts. */
async function ownPlace(): Promise<string> {
  const { host, bootId } = await ownFacts()
  return createHash('sha256')
    .update(JSON.stringify([host, bootId]))
    .digest('hex')
    .slice(0, 12)
}

/**
 * Runs a job with a name beside `file` that nobody else has, and that tells whose it is:
 * `<file>.<process id>-<place>-<random>.tmp`.
 */
export async function withTemporary<Value>(file: string, job: (temporary: string) => Promise<Value>): Promise<Value> {
  const temporary = `${file}.${process.pid}-${await ownPlace()}-${randomBytes(8).toString('hex')}.tmp`
  beingWritten.add(temporary)
  try {
    return await job(temporary)
  } finally {
    beingWritten.delete(temporary)
  }
}

/** A temporary name of ours, or one as earlier versions made them: 16 digits. */
const temporaryName = /^(?<file>.+)\.(?:(?<processId>[1-9]\d{0,9})-(?<place>[0-9a-f]{12})-)?[0-9a-f]{16}\.tmp$/

/** The name of the file that a temporary one was made for; null for any other name. */
export const fileOfTemporary = (name: string): string | null => temporaryName.exec(name)?.groups?.['file'] ?? null

async function isAbandoned(calls: FileCalls, file: string): Promise<boolean> {
  const { processId, place } = temporaryName.exec(path.basename(file))?.groups ?? {}
  // Earlier versions let one process at the folder.
  if (processId === undefined) return true
  if (place === (await ownPlace())) {
    if (Number(processId) === process.pid) return !beingWritten.has(file)
    return (await startOf(Number(processId))) === 'gone'
  }
  // Of another machine, or from before this one was started: nobody can be asked.
  const facts = await calls.look(file, false)
  return facts !== null && Date.now() - facts.modifiedMs > longestWriteMs
}

/**
 * Removes the temporary files that killed processes left, of files that `isOurs` names; never one that a living process
 * is writing now. Housekeeping: it never stands in the way of reading or writing.
 */
export async function sweepTemporaries(
  calls: FileCalls,
  folder: string,
  isOurs: (fileName: string) => boolean,
): Promise<void> {
  const names = await calls.list(folder).catch(() => [])
  const candidates = names.filter((name) => {
    const file = fileOfTemporary(name)
    return file !== null && isOurs(file)
  })
  await Promise.allSettled(
    candidates.map(async (name) => {
      const file = path.join(folder, name)
      if (await isAbandoned(calls, file)) await calls.remove(file)
    }),
  )
}
