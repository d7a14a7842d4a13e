import { writeSync } from 'node:fs'
import path from 'node:path'
import { type FileBeingWritten, type FileCalls, nodeFileCalls } from '../../electron/adapters/file-calls.ts'
import type { SecretRecords } from '../../electron/domain/vault/secret-records.ts'

const longestStopMs = 30_000

/** Names a file without what is random in its name, so that two runs have the same steps. */
const nameOf = (file: string): string =>
  path.basename(file).replaceAll(/(?:\d+-)?[0-9a-f]{12,}(?:-[0-9a-f]{12,})?/g, '*')

/**
 * Counts what a program does, and stops it dead at one of its steps: the whole process stands still, says where, and
 * waits to be killed. It ends by itself where nobody does.
 */
export function createSteps() {
  let seen: string[] = []
  let stopAt = -1

  function step(name: string): void {
    seen.push(name)
    if (seen.length - 1 !== stopAt) return
    writeSync(1, `${JSON.stringify({ stoppedAt: name })}\n`)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, longestStopMs)
    process.exit(3)
  }

  /** A step before a call, and one after it. */
  async function around<Value>(name: string, call: () => Promise<Value>): Promise<Value> {
    step(`before ${name}`)
    const value = await call()
    step(`after ${name}`)
    return value
  }

  return {
    step,
    around,
    /** Begins to count anew; `at` is the step to stop at, counted from 0, or -1. */
    arm(at: number): void {
      seen = []
      stopAt = at
    },
    seen: (): readonly string[] => seen,
  }
}
/** Runs a call whose name is told, or does something else in its place. */
export type Around = <Value>(name: string, call: () => Promise<Value>) => Promise<Value>

/** File operations that something stands around. */
export function callsWithin(around: Around, calls: FileCalls = nodeFileCalls): FileCalls {
  const handleOf = (handle: FileBeingWritten, name: string): FileBeingWritten => ({
    ...handle,
    write: (...args) => around(`write ${name}`, () => handle.write(...args)),
    sync: () => around(`sync ${name}`, () => handle.sync()),
    close: () => around(`close ${name}`, () => handle.close()),
  })
  return {
    ...calls,
    makeFolder: (...args) => around('makeFolder', () => calls.makeFolder(...args)),
    create: (file, mode) =>
      around(`create ${nameOf(file)}`, async () => handleOf(await calls.create(file, mode), nameOf(file))),
    read: (file) => around(`read ${nameOf(file)}`, () => calls.read(file)),
    look: (file, follow) => around(`look at ${nameOf(file)}`, () => calls.look(file, follow)),
    setMode: (file, mode) => around(`set the mode of ${nameOf(file)}`, () => calls.setMode(file, mode)),
    link: (from, to) => around(`link ${nameOf(to)}`, () => calls.link(from, to)),
    rename: (from, to) => around(`rename to ${nameOf(to)}`, () => calls.rename(from, to)),
    remove: (file) => around(`remove ${nameOf(file)}`, () => calls.remove(file)),
    list: (folder) => around('list', () => calls.list(folder)),
    syncFolder: (folder) => around('sync the folder', () => calls.syncFolder(folder)),
  }
}

/** Records whose changes something stands around. */
export const recordsWithin = (around: Around, records: SecretRecords): SecretRecords => ({
  read: records.read,
  ids: records.ids,
  whereKept: records.whereKept,
  catchUp: records.catchUp,
  // No step of its own: it reaches the disk within another's.
  writeAlong: records.writeAlong,
  write: (kind, id, secret) => around(`the write of ${kind}`, () => records.write(kind, id, secret)),
  remove: (kind, id) => around(`the removal of ${kind}`, () => records.remove(kind, id)),
})
